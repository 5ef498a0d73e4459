// What is wrong with the files, on top of the last good page.
class Problems {
  constructor() {
    this.title = make("p");
    this.fold = make("button", { type: "button" }, WORDS.fold);
    this.fold.setAttribute("aria-expanded", "true");
    this.found = make("div", { className: "found" });
    const head = make("header", {}, this.title, this.fold);
    this.element = make("section", { className: "problems", hidden: true, tabIndex: 0 }, head);
    this.element.append(this.found);
    this.element.setAttribute("aria-label", WORDS.error);
    this.fold.addEventListener("click", () => {
      const isFolded = this.element.classList.toggle("folded");
      this.fold.textContent = isFolded ? WORDS.unfold : WORDS.fold;
      this.fold.setAttribute("aria-expanded", String(!isFolded));
    });
  }

  show(found, more) {
    this.element.hidden = !found.length;
    this.title.textContent = revision ? WORDS.stale : WORDS.empty;
    this.fold.hidden = !revision;
    const rest = more ? [make("p", { className: "where" }, WORDS.more.replace("{}", more))] : [];
    this.found.replaceChildren(make("ol", {}, ...found.map((note) => this.item(note))), ...rest);
  }

  item(note) {
    const item = make("li", { className: note.severity }, origin(note));
    item.append(make("p", { className: "message" }, label(note), note.message));
    if (note.source) {
      const [before, itself, behind] = note.source;
      const code = make("code", {}, before, make("mark", {}, itself), behind);
      item.append(make("pre", { className: "source" }, code));
    }
    if (note.help) item.append(make("p", { className: "help" }, note.help));
    if (note.section && home(note.section)) {
      const link = make("a", { href: `#${note.section}` }, WORDS.shown);
      link.addEventListener("click", (event) => {
        event.preventDefault();
        go(home(note.section));
      });
      item.append(make("p", {}, link));
    }
    return item;
  }
}
