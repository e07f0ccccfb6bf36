// Run once for each panel of server-made HTML (see ui/tabs.py), by the few words of its js_on_load. A button in it tells by its
// data attributes what it is: data-on names the event that is sent to the server, the other attributes are what is sent with it.
window.datelinePanel = (element, trigger, watch) => {
const name = (attribute) => attribute.slice(5).replaceAll("-", "_");

function send(source) {
  const data = {};
  for (const { name: key, value } of source.attributes) {
    if (key.startsWith("data-") && !["data-on", "data-tip", "data-key", "data-gather", "data-focus", "data-leaves"].includes(key)) data[name(key)] = value;
  }
  // data-gather names what is sent of the boxes that are checked in this panel.
  const gather = source.dataset.gather;
  if (gather) data[gather] = [...element.querySelectorAll("input[data-choice]:checked")].map((box) => box.value);
  // A field beside a button is sent with it, under the name that its data-value gives.
  const field = source.closest("[data-with-field]")?.querySelector("input[data-value], textarea[data-value]");
  if (field) data[field.dataset.value] = field.value;
  source.closest(".brief-editor")?.classList.add("is-sent");
  document.dispatchEvent(new CustomEvent("dateline:sent", { detail: { source, panel: element } }));
  trigger(source.dataset.on, data);
}

function sendFilters() {
  const chosen = (kind) => [...element.querySelectorAll(`input[data-filter="${kind}"]:checked`)].map((box) => box.value);
  const day = (which) => element.querySelector(`input[data-filter="${which}"]`)?.value ?? "";
  const open = element.querySelector("details.filter")?.open === true;
  const typed = { person: day("person"), article: day("article") };
  trigger("select", { publishers: chosen("publisher"), languages: chosen("language"), since: day("since"), until: day("until"), ...typed, open });
}

element.addEventListener("click", (event) => {
  const source = event.target.closest("[data-on]");
  if (source && element.contains(source)) send(source);
  else if (event.target.closest("[data-uncheck]"))
    for (const box of element.querySelectorAll("input[data-choice]:checked")) box.checked = false;
});

element.addEventListener("keydown", (event) => {
  const point = event.target.closest('[data-on][role="button"]'); // a part of a picture, which no browser clicks by key
  if (point && element.contains(point) && (event.key === "Enter" || event.key === " ")) {
    event.preventDefault();
    send(point);
    return;
  }
  const field = event.target.closest("input[data-value], textarea[data-value]");
  const around = field?.closest("[data-with-field]");
  if (!around || event.isComposing) return;
  const leaves = around.querySelector("[data-leaves]");
  if (event.key === "Escape" && leaves) {
    event.stopPropagation(); // it leaves this field, and closes nothing else
    leaves.click();
  }
  if (event.key !== "Enter") return;
  event.preventDefault();
  around.querySelector("[data-on]")?.click();
});

// What is being written in a field of this panel, by the field's name, until that field is gone: a panel that is set anew
// while somebody writes must not take their words.
const drafts = new Map();
element.addEventListener("input", (event) => {
  const field = event.target.closest("[data-draft]");
  if (!field) return;
  drafts.set(field.dataset.draft, field.value);
  grow(field);
});
function grow(field) {
  field.style.height = "auto";
  field.style.height = `${field.scrollHeight + 2}px`;
}
function restore() {
  const open = [...element.querySelectorAll("[data-draft]")];
  for (const name of [...drafts.keys()]) if (!open.some((field) => field.dataset.draft === name)) drafts.delete(name);
  for (const field of open) {
    if (drafts.has(field.dataset.draft)) field.value = drafts.get(field.dataset.draft);
    grow(field);
  }
  const next = element.querySelector("[data-autofocus], [data-focus]");
  const at = document.activeElement;
  if (!next || (at && at !== document.body) || !next.getClientRects().length) return; // the keyboard is elsewhere
  next.focus({ preventScroll: next.dataset.focus !== undefined });
  if (next.value !== undefined && next.matches("textarea, input")) next.setSelectionRange(next.value.length, next.value.length);
  next.scrollIntoView({ block: "nearest" });
}

element.addEventListener("change", (event) => {
  if (event.target.matches("input[type=date]")) {
    const field = event.target.closest(".day").querySelector("[data-filter]");
    field.value = event.target.value;
    sendFilters();
  } else if (event.target.matches("[data-filter]")) sendFilters();
});
element.addEventListener("click", (event) => {
  const opener = event.target.closest("[data-calendar]");
  if (!opener) return;
  event.preventDefault(); // it stands in a label, whose field would be focused
  opener.closest(".day").querySelector("input[type=date]").showPicker();
});

// What is set anew by the server keeps the focus, and the letters that are being typed meanwhile.
let focused = null;
element.addEventListener("focusin", ({ target }) => {
  focused = target.dataset.filter ? { kind: target.dataset.filter, value: target.type === "checkbox" ? target.value : null } : null;
});
element.addEventListener("focusout", (event) => { if (event.relatedTarget) focused = null; });
document.addEventListener("pointerdown", (event) => { if (!element.contains(event.target)) focused = null; });
element.addEventListener("input", ({ target }) => {
  if (focused && target.dataset.filter && target.type === "text") focused.typed = target.value;
});
element.addEventListener("change", () => { if (focused) delete focused.typed; });
function refocus() {
  if (!focused || document.activeElement !== document.body) return;
  const all = [...element.querySelectorAll(`[data-filter="${focused.kind}"]`)];
  const again = all.find((node) => focused.value === null || node.value === focused.value);
  if (!again) return;
  const typed = focused.typed;
  if (typed !== undefined) again.value = typed;
  again.focus({ preventScroll: true });
  if (typed !== undefined) focused.typed = typed;
}

watch("value", () => {
  // A changed attribute does not move a box or a field that the user has touched.
  for (const box of element.querySelectorAll("input[type=checkbox]")) box.checked = box.hasAttribute("checked");
  for (const field of element.querySelectorAll(".day input")) field.value = field.getAttribute("value") ?? "";
  refocus();
  restore();
  document.dispatchEvent(new CustomEvent("dateline:shown", { detail: { panel: element } }));
});
};
