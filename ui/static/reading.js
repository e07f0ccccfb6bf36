// The reading view: what is under the pointer or has the focus tells who speaks there. Runs once, for its panel.
{
  const card = document.createElement("div");
  card.className = "who-card";
  card.setAttribute("aria-hidden", "true"); // the words themselves carry the same as their description
  card.hidden = true;
  document.body.append(card);

  const line = (kind, words) => {
    if (!words) return;
    const part = document.createElement("p");
    part.className = kind;
    part.textContent = words; // never as HTML
    card.append(part);
  };
  const alike = (mark) => element.querySelectorAll(`.said[data-said="${mark.dataset.said}"]`);
  const hide = () => {
    card.hidden = true;
    for (const mark of element.querySelectorAll(".said.lit")) mark.classList.remove("lit");
  };
  const show = (mark) => {
    hide();
    const { who, described, how, chain } = mark.dataset;
    card.replaceChildren();
    line("who-name", who);
    line("who-described", described);
    line("who-how", how);
    line("who-chain", chain);
    card.hidden = false;
    for (const piece of alike(mark)) piece.classList.add("lit");
    // Beside the first line of the words, below it where there is no room above.
    const words = mark.getClientRects()[0];
    const box = card.getBoundingClientRect();
    const edge = element.getBoundingClientRect();
    const left = Math.max(edge.left + 12, Math.min(words.left, edge.right - box.width - 12));
    const above = words.top - box.height - 8;
    card.style.left = `${left}px`;
    card.style.top = `${above > edge.top + 50 ? above : mark.getBoundingClientRect().bottom + 8}px`;
  };
  const mark = (event) => event.target.closest?.(".said");
  element.addEventListener("mouseover", (event) => (mark(event) ? show(mark(event)) : hide()));
  element.addEventListener("mouseleave", hide);
  element.addEventListener("focusin", (event) => (mark(event) ? show(mark(event)) : hide()));
  element.addEventListener("focusout", hide);
  element.addEventListener("scroll", hide, true);
  watch("value", hide);
}
