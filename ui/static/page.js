(() => {
  // What the page does by itself: keys, scrolling to cited words, copying, light and dark. It makes no HTML.
  const calm = window.matchMedia("(prefers-reduced-motion: reduce)");
  let opener = null; // the button that opened the evidence; focus goes back to it

  const visible = (node) => node && node.offsetParent !== null;
  const beside = () => [...document.querySelectorAll(".beside")].find(visible) ?? null;
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

  // --- evidence ---
  const narrow = window.matchMedia("(max-width: 860px)"); // as in style.css
  function sheet(open) {
    for (const side of document.querySelectorAll(".beside")) side.classList.toggle("as-sheet", open);
    const covered = document.querySelectorAll(".side:not(.beside), #masthead, #tabs > .tab-wrapper");
    for (const part of covered) part.inert = open && narrow.matches;
  }
  function close() {
    sheet(false);
    for (const chip of document.querySelectorAll(".is-open")) chip.classList.remove("is-open");
    if (opener?.isConnected) opener.focus({ preventScroll: true });
    opener = null;
  }
  function show(panel) {
    const pane = panel.querySelector(".pane:not(.empty)");
    if (!pane) return sheet(false);
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
  function markOpen(pane) {
    const { turn, number, passage, article } = pane.dataset;
    for (const node of document.querySelectorAll(".side:not(.beside) [data-on=click]")) {
      const same =
        turn !== undefined
          ? node.dataset.turn === turn && node.dataset.number === number && node.dataset.passage === passage
          : node.dataset.article === article;
      node.classList.toggle("is-open", same);
      if (same && node.classList.contains("chip")) node.scrollIntoView({ block: "nearest" });
    }
  }

  document.addEventListener("dateline:sent", ({ detail: { source, panel } }) => {
    if (source.dataset.on !== "click") return;
    if (!panel.closest(".beside")) opener = source;
    sheet(true);
  });
  document.addEventListener("dateline:shown", ({ detail: { panel } }) => {
    if (panel.closest(".beside")) show(panel);
    if (panel.closest("#conversation")) {
      follow(panel);
      const talk = panel.querySelector(".talk, .welcome");
      if (talk) remember(talk.dataset.talk);
    }
    if (panel.closest("#history-list")) panel.querySelector("[autofocus]")?.select();
  });

  // --- the conversation's id stands in the address, so that a reload or a bookmark comes back to it ---
  function remember(talk) {
    const here = new URL(location.href);
    if ((talk ?? null) === here.searchParams.get("talk")) return;
    if (talk) here.searchParams.set("talk", talk);
    else here.searchParams.delete("talk");
    history.replaceState(history.state, "", here);
  }

  // --- drawers ---
  let drawerOpener = null;
  function drawer(name, open) {
    const node = document.getElementById(name);
    if (!node || node.classList.contains("is-open") === open) return;
    node.classList.toggle("is-open", open);
    if (open) {
      drawerOpener = document.activeElement;
      setTimeout(() => node.querySelector("input, textarea")?.focus({ preventScroll: true }), 60);
    } else if (drawerOpener?.isConnected) drawerOpener.focus({ preventScroll: true });
  }
  const openDrawer = () => document.querySelector(".drawer.is-open");

  // --- the conversation: stay at its newest turn ---
  let turns = 0;
  function follow(panel) {
    const all = panel.querySelectorAll(".turn");
    const last = all[all.length - 1];
    if (last && all.length !== turns) {
      last.scrollIntoView({ block: "start", behavior: calm.matches ? "auto" : "smooth" });
    }
    turns = all.length;
  }

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
    button.textContent = "Copied";
    setTimeout(() => (button.textContent = label), 1500);
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

  function write(place, words) {
    const field = document.querySelector(place)?.querySelector("textarea, input");
    if (!field) return;
    Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), "value").set.call(field, words);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    field.focus();
  }
  function openTab(name) {
    for (const tab of document.querySelectorAll("#tabs > .tab-wrapper [role=tab]")) {
      if (tab.textContent.trim() === name) tab.click();
    }
  }

  document.addEventListener("click", (event) => {
    const node = event.target.closest("button");
    if (node?.dataset.copy !== undefined) copy(node);
    else if (node?.dataset.speakerJump !== undefined) jump(node);
    else if (node?.dataset.close !== undefined) close();
    else if (node?.dataset.tab !== undefined) {
      openTab(node.dataset.tab);
      if (node.dataset.topic) setTimeout(() => write("#briefing-topic", node.dataset.topic), 120);
    }
    else if (node?.dataset.themeSwitch !== undefined) switchTheme();
    else if (node?.id === "history-button") drawer("history", true);
    else if (node?.dataset.drawer !== undefined) drawer(node.dataset.drawer, false);
    const drawn = openDrawer();
    if (drawn && (node?.dataset.talk !== undefined || !(drawn.contains(event.target) || node?.id === "history-button" || !event.target.isConnected)))
      drawer(drawn.id, false);
    for (const open of document.querySelectorAll("details.filter[open]")) {
      if (!open.contains(event.target)) open.open = false;
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    if (event.key === "Escape") {
      const open = document.querySelector("details.filter[open]");
      if (open) {
        open.open = false;
        open.querySelector("summary").focus();
      } else if (openDrawer()) drawer(openDrawer().id, false);
      else close();
      return;
    }
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
  function step(key) {
    const control = beside()?.querySelector(`[data-key="${key}"]`);
    if (control) return control.click();
    const talk = [...document.querySelectorAll("#conversation .turn")].pop();
    const chips = talk?.querySelectorAll(".chip");
    if (chips?.length) (key === "j" ? chips[0] : chips[chips.length - 1]).click();
  }
})
