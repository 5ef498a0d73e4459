// The bar at the lower edge, and the list of findings that it opens.
const MOST_LISTED = 300;

class Bar {
  constructor() {
    this.status = make("p", {}, `${WORDS.preview} · ${WORDS.current}`);
    this.status.setAttribute("role", "status");
    this.counts = make("button", { type: "button", className: "counts" });
    this.counts.setAttribute("aria-expanded", "false");
    this.counts.setAttribute("aria-controls", "list");
    this.list = make("div", { className: "list", id: "list", hidden: true, tabIndex: 0 });
    this.list.setAttribute("role", "region");
    this.list.setAttribute("aria-label", WORDS.findings);
    const state = make("div", { className: "state" }, this.status, this.counts);
    this.element = make("aside", { className: "bar" }, state, this.list);
    this.element.setAttribute("aria-label", WORDS.preview);
    this.counts.addEventListener("click", () => this.open(this.list.hidden));
    this.element.addEventListener("keydown", (event) => {
      if (event.key !== "Escape" || this.list.hidden) return;
      this.open(false);
      this.counts.focus();
    });
  }

  say(...words) {
    this.status.replaceChildren(`${WORDS.preview} · `, ...words);
  }

  be(state, isSo) {
    this.element.classList.toggle(state, isSo);
  }

  open(isOpen) {
    this.list.hidden = !isOpen;
    this.counts.setAttribute("aria-expanded", String(isOpen));
    if (isOpen) this.fill();
  }

  count(found) {
    const parts = SEVERITIES.filter((name) => found[name]);
    const words = parts.map((name) => `${WORDS[name]} ${found[name]}`);
    this.counts.textContent = words.join(" · ") || WORDS.none;
    this.isBlocked = Boolean(found.error);
    if (!this.list.hidden) this.fill();
  }

  fill() {
    const groups = [...document.querySelectorAll("main section[id]")];
    const ids = ["", ...groups.map((part) => part.id)].filter((id) => notes.has(id));
    const rows = [];
    let left = MOST_LISTED;
    for (const id of ids) {
      const found = notes.get(id).slice(0, left);
      if (!found.length) break;
      left -= found.length;
      rows.push(make("p", { className: "group" }, titleOf(id)));
      rows.push(make("ol", {}, ...found.map((note, index) => this.item(id, note, index))));
    }
    const all = [...notes.values()].reduce((sum, found) => sum + found.length, 0);
    const rest = all - (MOST_LISTED - left);
    if (rest > 0) rows.push(make("p", { className: "where" }, WORDS.more.replace("{}", rest)));
    if (!rows.length) rows.push(make("p", { className: "where" }, WORDS.none));
    if (this.isBlocked) rows.unshift(make("p", { className: "blocked" }, WORDS.blocked));
    this.list.replaceChildren(...rows);
  }

  item(id, note, index) {
    const link = make("a", { href: `#${id}` }, label(note), note.message);
    link.addEventListener("click", (event) => {
      event.preventDefault();
      if (!shown.has(id)) showNotes(id);
      go(shown.get(id)?.[index]?.host ?? home(id));
    });
    return make("li", { className: note.severity }, link);
  }
}

function titleOf(id) {
  if (!id) return WORDS.annex;
  return home(id)?.querySelector("h2, h3")?.textContent ?? id;
}

function go(target) {
  target.scrollIntoView({ block: "center" });
  requestAnimationFrame(() => target.scrollIntoView({ block: "center" }));
  if (target.localName === NOTE) target.focus({ preventScroll: true });
  else glow(target);
}
