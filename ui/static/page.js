(() => {
  // What the page does by itself: keys, scrolling to cited words, copying, light and dark. It makes no HTML.
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  let opener = null; // the button that opened the evidence; focus goes back to it

  const visible = (node) => node && node.offsetParent !== null;
  const beside = () => [...document.querySelectorAll(".beside.as-sheet")].find((side) => side.getClientRects().length) ?? null;
  const typing = (node) => node && (node.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(node.tagName));

  // --- light and dark ---
  const theme = localStorage.getItem("dateline-theme");
  const dark = (on) => document.body.classList.toggle("dark", on);
  if (theme) dark(theme === "dark");
  function switchTheme() {
    const on = !document.body.classList.contains("dark");
    dark(on);
    localStorage.setItem("dateline-theme", on ? "dark" : "light");
  }

  // --- evidence: it stands beside the page while it is open, over it where the page is narrow ---
  const narrow = window.matchMedia("(max-width: 860px)"); // as in style.css
  const roomy = window.matchMedia("(min-width: 1200px)"); // room for the drawer, the page and an article, as in ask.css
  const sideOf = (node) => node.closest(".desk")?.querySelector(":scope > .beside");
  function sheet(side, open) {
    side.classList.toggle("as-sheet", open);
    for (const part of document.querySelectorAll(".side:not(.beside), #masthead, #tabs > .tab-wrapper")) part.inert = open && narrow.matches;
  }
  function close() {
    const side = beside();
    if (!side) return false;
    sheet(side, false);
    for (const chip of document.querySelectorAll(".is-open")) chip.classList.remove("is-open");
    if (opener?.isConnected) opener.focus({ preventScroll: true });
    opener = null;
    return true;
  }
  function show(panel) {
    const pane = panel.querySelector(".pane:not(.empty)");
    const side = panel.closest(".beside");
    if (!pane) return sheet(side, false);
    if (!side.classList.contains("as-sheet")) return; // it is to be opened by a click alone
    markOpen(pane);
    const target = pane.querySelector("mark.cited, mark.closest");
    const scroller = pane.querySelector(".pane-body");
    if (target && scroller) {
      const from = scroller.getBoundingClientRect();
      const to = target.getBoundingClientRect();
      const below = scroller.scrollTop + to.top - from.top;
      // Where the words stand near the top, the headline stays in view with them.
      scroller.scrollTop = below + Math.min(to.height, 120) < from.height * 0.75 ? 0 : below - Math.min(from.height / 3, 180);
    } else if (scroller) scroller.scrollTop = 0;
    pane.focus({ preventScroll: true });
  }
  const same = (node, { turn, number, passage, article }) =>
    turn !== undefined
      ? node.dataset.turn === turn && node.dataset.number === number && node.dataset.passage === passage
      : article !== undefined && node.dataset.article === article;
  function markOpen(pane) {
    for (const node of document.querySelectorAll(".side:not(.beside) [data-on=click]")) {
      const open = same(node, pane.dataset);
      node.classList.toggle("is-open", open);
      if (open && node.classList.contains("chip")) node.scrollIntoView({ block: "nearest" });
    }
  }

  document.addEventListener("dateline:sent", ({ detail: { source, panel } }) => {
    if (source.dataset.on !== "click") return;
    const side = sideOf(panel);
    if (!side) return;
    if (!panel.closest(".beside")) opener = source;
    const again = side.querySelector(".pane:not(.empty)");
    if (openDrawer() && !roomy.matches) drawer(openDrawer().id, false);
    sheet(side, true);
    if (again && same(source, again.dataset)) show(again.closest(".panel")); // the server has nothing new to send
  });
  document.addEventListener("dateline:shown", ({ detail: { panel } }) => {
    if (panel.closest(".beside")) show(panel);
    if (panel.closest("#conversation")) {
      follow(panel);
      if (briefed) panel.querySelector(`.turn[data-turn="${briefed}"] :is(.into li button, .foot [data-briefing], .foot [data-brief])`)?.focus({ preventScroll: true });
      briefed = null;
      if (changed && openedBriefing()?.dataset.id === changed && !unsavedBriefing()) openedBriefing().click();
      changed = null;
      const talk = panel.querySelector(".talk, .welcome");
      if (talk) remember(talk.dataset.talk);
    }
    const { comparison, part, by, sort, words } = panel.closest("#compare-shown")?.querySelector("[data-comparison]")?.dataset ?? {};
    if (comparison) address({ comparison, part, by, sort, words });
    const briefing = panel.closest("#briefing-shown")?.querySelector("[data-brief-shown]");
    if (briefing) address({ briefing: briefing.dataset.briefShown });
    const people = panel.closest("#people-shown")?.querySelector("[data-who]");
    if (people) address({ who: people.dataset.who });
    if (panel.closest("#history-list")) {
      panel.querySelector("[autofocus]")?.select();
      markTalk();
    }
  });

  // --- what is shown stands in the address, so that a reload or a bookmark comes back to it: the tab, the conversation, the
  // comparison and how it is looked at, the briefing, who is listed (read by static/first.html and the tabs' refresh) ---
  function address(values) {
    const here = new URL(location.href);
    for (const [name, value] of Object.entries(values)) {
      if (value) here.searchParams.set(name, value);
      else here.searchParams.delete(name);
    }
    if (here.href !== location.href) history.replaceState(history.state, "", here);
    shownNow = here.search;
  }
  function remember(talk) {
    address({ talk });
    markTalk();
  }
  document.addEventListener("click", (event) => {
    const tab = event.target.closest("#tabs > .tab-wrapper [role=tab]");
    const first = tab?.parentElement.querySelector("[role=tab]");
    if (!tab) return;
    const name = tab === first ? "" : tab.textContent.trim();
    if (!returning && name !== tabNamed()) history.pushState(history.state, "", location.href); // the browser's Back comes back to it
    address({ tab: name });
  }, true); // before gradio draws the tabs anew
  const tabNamed = () => new URL(location.href).searchParams.get("tab") ?? "";
  let returning = false; // by Back or Forward: what else is shown now stays, only the tab is another
  let shownNow = location.search;
  addEventListener("popstate", () => {
    const name = tabNamed();
    const first = document.querySelector("#tabs > .tab-wrapper [role=tab]")?.textContent.trim() ?? "";
    const here = new URL(location.href);
    here.search = shownNow;
    history.replaceState(history.state, "", here);
    close();
    returning = true;
    openTab(name || first);
    returning = false;
    shownNow = location.search;
  });
  function markTalk() {
    const now = new URL(location.href).searchParams.get("talk");
    for (const title of document.querySelectorAll("#history-list .title")) {
      if (title.dataset.talk === now) title.setAttribute("aria-current", "true");
      else title.removeAttribute("aria-current");
    }
  }

  // --- drawers: beside the page, over it where the page is narrow ---
  let drawerOpener = null;
  function drawer(name, open) {
    const node = document.getElementById(name);
    if (!node || node.classList.contains("is-open") === open) return;
    node.classList.toggle("is-open", open);
    for (const part of document.querySelectorAll("#ask, #masthead, #tabs > .tab-wrapper")) part.inert = open && narrow.matches;
    if (open) {
      drawerOpener = document.activeElement;
      setTimeout(() => node.querySelector("input, textarea")?.focus({ preventScroll: true }), 60);
    } else if (drawerOpener?.isConnected) drawerOpener.focus({ preventScroll: true });
  }
  const openDrawer = () => document.querySelector(".drawer.is-open");

  // --- the conversation: its newest question stands at the top, until the reader scrolls ---
  let turns = 0;
  let held = false;
  function follow(panel) {
    const all = panel.querySelectorAll(".turn");
    const last = all[all.length - 1];
    if (last && all.length !== turns) {
      held = true;
      if (last.hasAttribute("aria-busy") && beside()?.closest("#ask")) {
        opener = null; // what is written next is a question
        close();
      }
    }
    turns = all.length;
    const scroller = panel.closest("#conversation");
    if (last && held) scroller.scrollTop += last.getBoundingClientRect().top - scroller.getBoundingClientRect().top - 20;
    if (last && !last.hasAttribute("aria-busy")) held = false;
  }
  for (const moved of ["wheel", "touchmove"]) document.addEventListener(moved, () => (held = false), { passive: true });

  // --- tips: what an element with data-tip is about, below or above it and always within the window ---
  const tip = document.createElement("div");
  tip.id = "tip";
  tip.setAttribute("aria-hidden", "true"); // the element's own name says the same
  tip.hidden = true;
  document.body.append(tip);
  function tell(node) {
    tip.hidden = !node;
    if (!node) return;
    tip.textContent = node.dataset.tip;
    const at = node.getBoundingClientRect();
    const box = tip.getBoundingClientRect();
    const left = Math.max(8, Math.min(at.left + at.width / 2 - box.width / 2, innerWidth - box.width - 8));
    const below = at.bottom + 7;
    tip.style.left = `${left}px`;
    tip.style.top = `${below + box.height < innerHeight - 8 ? below : at.top - box.height - 7}px`;
  }
  const tipped = (event) => (event.target.closest ? event.target.closest("[data-tip]") : null);
  document.addEventListener("mouseover", (event) => tell(tipped(event)));
  document.addEventListener("focusin", (event) => tell(tipped(event)?.matches(":focus-visible") ? tipped(event) : null));
  document.addEventListener("focusout", () => tell(null));
  document.addEventListener("scroll", () => tell(null), { capture: true, passive: true });
  document.addEventListener("click", () => tell(null));

  // --- copying ---
  async function copy(button) {
    const words = button.dataset.copy;
    try {
      await navigator.clipboard.writeText(words);
    } catch {
      const field = document.createElement("textarea"); // where there is no TLS, browsers have no clipboard
      field.value = words;
      document.body.append(field);
      field.select();
      document.execCommand("copy");
      field.remove();
    }
    const label = button.textContent;
    if (label === "Copied") return;
    button.style.minWidth = `${button.offsetWidth}px`; // what stands beside it stays where it is
    button.textContent = "Copied";
    setTimeout(() => { button.textContent = label; button.style.minWidth = ""; }, 1500);
  }

  // --- speakers of an article ---
  function jump(button) {
    const pane = button.closest(".pane");
    const all = [...pane.querySelectorAll(`.said[data-speaker="${button.dataset.speakerJump}"]`)];
    if (!all.length) return;
    const at = (Number(button.dataset.at ?? -1) + 1) % all.length;
    button.dataset.at = at;
    for (const node of pane.querySelectorAll(".said.here")) node.classList.remove("here");
    all[at].classList.add("here");
    all[at].scrollIntoView({ block: "center", behavior: calm.matches ? "auto" : "smooth" });
  }

  // Write into a field as a user would, once it is there: gradio makes a tab's fields when the tab is first shown.
  function write(place, words, then = () => {}, tries = 100) {
    const field = document.querySelector(place)?.querySelector("textarea, input");
    if (!visible(field)) return tries && setTimeout(() => write(place, words, then, tries - 1), 30);
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value").set.call(field, words);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
    setTimeout(then, 60); // once gradio has read the field
  }
  function openTab(name) {
    for (const tab of document.querySelectorAll("#tabs > .tab-wrapper [role=tab]")) {
      if (tab.textContent.trim() === name) tab.click();
    }
  }

  // --- into a briefing: the server is told what the Briefing tab shows; a briefing that was changed behind it is opened anew ---
  const openedBriefing = () => document.querySelector("#briefing-saved [data-do=open][aria-current]");
  let briefed = null; // the answer whose buttons were used
  let changed = null; // the briefing that an answer is put into, where the Briefing tab shows it
  const unsavedBriefing = () => !!document.querySelector("#briefing-shown [data-do=save]:not([disabled])");
  document.addEventListener("click", (event) => {
    const node = event.target.closest("[data-brief]");
    if (!node) return;
    briefed = node.dataset.brief;
    node.dataset.open = openedBriefing()?.dataset.id ?? "";
    node.dataset.opened = document.querySelector("#briefing-shown .brief h1")?.textContent.trim() ?? "";
    node.dataset.unsaved = unsavedBriefing();
    changed = node.dataset.to && node.dataset.to === node.dataset.open ? node.dataset.to : null;
  }, true);
  function openBriefing(id, tries = 60) {
    const title = [...document.querySelectorAll("#briefing-saved [data-do=open]")].find((node) => node.dataset.id === id);
    if (!title) return tries && setTimeout(() => openBriefing(id, tries - 1), 50);
    if (unsavedBriefing()) { // opening another one would lose what was edited
      title.closest("details").open = true;
      title.focus();
    } else title.click();
  }

  document.addEventListener("click", (event) => {
    const node = event.target.closest("button");
    // While a briefing is edited, a sentence opens where it is clicked; whoever selects its words keeps them.
    const said = !node && getSelection().isCollapsed && event.target.closest(".brief.is-edited .said-line, .brief.is-edited h1");
    if (said) said.querySelector(".pencil")?.click();
    if (node?.dataset.copy !== undefined) copy(node);
    else if (node?.dataset.speakerJump !== undefined) jump(node);
    else if (node?.dataset.close !== undefined) close();
    else if (node?.dataset.shut !== undefined) node.closest("details").open = false;
    else if (node?.dataset.tab !== undefined) {
      openTab(node.dataset.tab);
      const tab = node.dataset.tab.toLowerCase();
      const run = node.dataset.run !== undefined;
      if (node.dataset.topic) write(`#${tab}-topic`, node.dataset.topic, () => run && document.getElementById(`${tab}-button`)?.click());
      if (node.dataset.briefing) openBriefing(node.dataset.briefing);
    }
    else if (node?.dataset.themeSwitch !== undefined) switchTheme();
    else if (node?.id === "history-button") drawer("history", !openDrawer());
    else if (node?.dataset.drawer !== undefined) drawer(node.dataset.drawer, false);
    const drawn = openDrawer();
    if (drawn && narrow.matches && node?.dataset.talk !== undefined) drawer(drawn.id, false);
    for (const open of document.querySelectorAll("details.filter[open]")) {
      if (!open.contains(event.target)) open.open = false;
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    if (event.key === "Escape") return escape(event.target);
    const empty = event.target.closest?.("#question") && !event.target.value;
    if (event.key === "/" && empty) event.preventDefault(); // the key that leads here, pressed once more
    if (typing(event.target)) return;
    if (event.key === "/") {
      const field = [...document.querySelectorAll("#question textarea, #library-search input, #library-search textarea")];
      const first = field.find(visible);
      if (first) {
        event.preventDefault();
        first.focus();
      }
      return;
    }
    if (event.key === "j" || event.key === "k") step(event.key);
  });
  // Escape closes what is open, the innermost first; with nothing open it leaves the field for the last answer.
  function escape(at) {
    const open = document.querySelector("details.filter[open]");
    if (open) {
      open.open = false;
      open.querySelector("summary").focus();
    } else if (openDrawer()) drawer(openDrawer().id, false);
    else if (!close() && typing(at)) {
      const chip = at.closest("#question") && document.querySelector("#conversation .turn:last-child .chip");
      if (chip) chip.focus();
      else at.blur();
    }
  }
  function step(key) {
    const control = beside()?.querySelector(`[data-key="${key}"]`);
    if (control) return control.click();
    const talk = [...document.querySelectorAll("#conversation .turn")].pop();
    const chips = talk?.querySelectorAll(".chip");
    if (chips?.length) (key === "j" ? chips[0] : chips[chips.length - 1]).click();
  }
})
