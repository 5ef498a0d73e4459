// What the preview adds to the page: it follows the files, shows findings at their places, and says
// what keeps the page from being up to date. WORDS and STYLE stand before it.
const NOTE = "annexgen-note";
const MARK = "data-annexgen";
const MOST_LISTED = 300;
const MOST_AT_ONCE = 50;
const SEVERITIES = ["error", "warning", "info"];
const PLACE = "annexgen-place";

const script = document.currentScript;
let revision = script.dataset.revision;
let notes = new Map(); // by the id of a section: what is said of it
const shown = new Map(); // by the id of a section: its notes on the page, and the cells they mean
const own = new WeakSet(); // what the page's template has put into sections, and no script
let isUsed = location.search !== ""; // whether the reader searches: the page's script knows old texts

const sheet = new CSSStyleSheet();
sheet.replaceSync(STYLE);

function make(name, properties = {}, ...children) {
  const element = Object.assign(document.createElement(name), properties);
  element.append(...children);
  return element;
}

function shadowed(name, ...children) {
  const host = make(name, { lang: WORDS.language });
  const shadow = host.attachShadow({ mode: "open" });
  shadow.adoptedStyleSheets = [sheet];
  shadow.append(...children);
  return host;
}

function label(note) {
  return make("span", { className: "label" }, WORDS[note.severity]);
}

function origin(note) {
  const file = make("code", { title: note.where }, make("bdi", {}, note.where));
  return make("p", { className: "where" }, make("span", {}, `${note.code} ${note.rule}`), file);
}

/* ---- notes at their places ---- */
function home(id) {
  return id ? document.getElementById(id) : document.querySelector("main") ?? document.body;
}

function noteOn(note) {
  const said = make("p", {}, label(note), note.message);
  const help = note.help ? [make("p", { className: "help" }, note.help)] : [];
  const box = make("div", { className: `note ${note.severity}` }, said, ...help, origin(note));
  box.setAttribute("role", "note");
  const host = shadowed(NOTE, box);
  host.tabIndex = -1;
  return host;
}

function put(host, section, place) {
  const table = place && section.querySelectorAll("table")[place.table];
  const row = table?.rows[place.row];
  if (row) {
    const beside = row.cells[place.beside];
    if (beside) beside.append(host);
    else table.after(host);
    return row.cells[place.cell] ?? null;
  }
  const heading = section.querySelector("h1, h2, h3, h4");
  const first = [...section.querySelectorAll(`:scope > ${NOTE}`)].at(-1) ?? heading;
  if (first?.parentElement === section) first.after(host);
  else section.prepend(host);
  return null;
}

function weight(note) {
  return SEVERITIES.indexOf(note.severity);
}

function showNotes(id) {
  const section = home(id);
  if (!section || !notes.has(id)) return;
  const placed = notes.get(id).map((note) => {
    const host = noteOn(note);
    return { note, host, cell: put(host, section, note.place) };
  });
  for (const { note, cell } of [...placed].sort((a, b) => weight(b.note) - weight(a.note))) {
    cell?.setAttribute(MARK, note.severity);
  }
  shown.set(id, placed);
}

function hideNotes(id) {
  for (const { host, cell } of shown.get(id) ?? []) {
    host.remove();
    cell?.removeAttribute(MARK);
  }
  shown.delete(id);
}

// Few at once; of very many those in sight first, the others while nothing else is to be done
function setNotes(changed) {
  const ids = Object.keys(changed);
  for (const id of ids) {
    hideNotes(id);
    if (changed[id].length) notes.set(id, changed[id]);
    else notes.delete(id);
  }
  const later = new Set(ids.length > MOST_AT_ONCE ? ids.filter((id) => !isInSight(home(id))) : []);
  for (const id of ids) if (!later.has(id)) showNotes(id);
  showLater([...later]);
}

function isInSight(section) {
  const { top, bottom } = section?.getBoundingClientRect() ?? { top: 0, bottom: 0 };
  return bottom >= 0 && top <= innerHeight;
}

const atLeisure =
  window.requestIdleCallback ?? ((work) => setTimeout(() => work({ timeRemaining: () => 0 })));

function showLater(ids) {
  if (!ids.length) return;
  atLeisure((idle) => {
    for (let count = 0; ids.length && (count < 10 || idle.timeRemaining() > 1); count += 1) {
      const id = ids.shift();
      if (!shown.has(id)) showNotes(id);
    }
    showLater(ids);
  });
}

const marks = new CSSStyleSheet();
marks.replaceSync(`
  @media screen {
    [${MARK}] { box-shadow: inset 0 0 0 2px var(--annexgen-tone); }
    [${MARK}="error"] { --annexgen-tone: #c0282d; }
    [${MARK}="warning"] { --annexgen-tone: #b87a14; }
    [${MARK}="info"] { --annexgen-tone: #4c7fb8; }
    ${NOTE} { display: block; grid-column: 1 / -1; }
    .annexgen-alone body { margin: 0; font-family: system-ui, sans-serif; }
    .annexgen-alone h1 { margin: 1rem 1.5rem; font-size: 1rem; font-weight: 600; }
  }
  @media print { ${NOTE}, annexgen-preview { display: none !important; } }
`);
document.adoptedStyleSheets = [...document.adoptedStyleSheets, marks];

/* ---- changing a section into its new self, and nothing around what has changed ---- */
function glow(node) {
  const element = node.nodeType === Node.ELEMENT_NODE ? node : node.parentElement;
  if (!element || !node.textContent.trim() || matchMedia("(prefers-reduced-motion: reduce)").matches) return;
  const [from, to] = ["#d99a00", "transparent"].map((colour) => ({
    outline: `3px solid ${colour}`,
    outlineOffset: "-3px",
  }));
  element.animate([from, from, to], { duration: 2000 });
}

function templates(parent) {
  const isSection = parent.matches("section");
  return [...parent.childNodes].filter(
    (node) => !isSection || node.nodeType !== Node.ELEMENT_NODE || own.has(node),
  );
}

function take(node, parent) {
  if (parent.matches("section")) own.add(node);
  return node;
}

function setAttributes(live, fresh) {
  for (const { name } of [...live.attributes]) {
    if (!fresh.hasAttribute(name)) live.removeAttribute(name);
  }
  for (const { name, value } of fresh.attributes) {
    if (live.getAttribute(name) !== value) live.setAttribute(name, value);
  }
}

function become(live, fresh) {
  if (live.isEqualNode(fresh)) return;
  if (live.nodeName !== fresh.nodeName) {
    live.replaceWith(take(fresh, live.parentElement));
    glow(fresh);
  } else if (live.nodeType === Node.ELEMENT_NODE) {
    setAttributes(live, fresh);
    becomeWithin(live, fresh);
  } else {
    live.data = fresh.data;
    glow(live);
  }
}

// Only between what is the same at both ends have children come, gone or changed
function becomeWithin(live, fresh) {
  const before = templates(live);
  const after = [...fresh.childNodes];
  if (before.length === after.length) {
    before.forEach((node, index) => become(node, after[index]));
    return;
  }
  while (before.length && after.length && before[0].isEqualNode(after[0])) {
    before.shift();
    after.shift();
  }
  while (before.length && after.length && before.at(-1).isEqualNode(after.at(-1))) {
    before.pop();
    after.pop();
  }
  const gap = document.createComment("");
  const next = following(live, fresh, after);
  live.insertBefore(gap, before[0] ?? next);
  before.forEach((node) => node.remove());
  gap.replaceWith(...after.map((node) => take(node, live)));
  after.forEach(glow);
}

function following(live, fresh, added) {
  const last = added.at(-1);
  const behind = last ? [...fresh.childNodes].length - 1 - [...fresh.childNodes].indexOf(last) : 0;
  return behind ? templates(live).at(-behind) : null;
}

function replace(sections) {
  const changed = [];
  for (const [id, html] of Object.entries(sections)) {
    const holder = document.createElement("template");
    holder.innerHTML = html;
    const fresh = holder.content.firstElementChild;
    const live = document.getElementById(id);
    if (!live || fresh?.id !== id) return null;
    hideNotes(id);
    become(live, fresh);
    showNotes(id);
    changed.push(live);
  }
  return changed;
}

/* ---- texts around the sections: totals, names in the contents ---- */
function isGuest(element) {
  return element === script || element.localName.startsWith("annexgen-");
}

// The element so many start tags behind a section, or from the beginning
function step(behind, steps) {
  const walker = document.createTreeWalker(document, NodeFilter.SHOW_ELEMENT, (element) =>
    isGuest(element) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  if (behind) {
    walker.currentNode = document.getElementById(behind);
    while (walker.lastChild());
  }
  for (let left = steps; left > 0; left -= 1) if (!walker.nextNode()) return null;
  return walker.currentNode;
}

function findLeaves(leaves) {
  const found = leaves.map(([behind, steps, tag, old, text]) => {
    const element = step(behind, steps);
    const isIt = element?.localName === tag && element.textContent === old;
    return isIt && !element.childElementCount ? { element, text } : null;
  });
  return found.includes(null) ? null : found;
}

/* ---- loading the page again, at the same place ---- */
function reload() {
  const parts = [...document.querySelectorAll("main section[id]")];
  const here = parts.findLast((part) => part.getBoundingClientRect().top <= innerHeight / 3);
  const place = here && { id: here.id, top: here.getBoundingClientRect().top };
  sessionStorage.setItem(PLACE, JSON.stringify({ ...place, y: scrollY }));
  history.scrollRestoration = "manual";
  location.reload();
}

function comeBack() {
  const place = JSON.parse(sessionStorage.getItem(PLACE));
  history.scrollRestoration = place ? "manual" : "auto";
  if (!place) return;
  sessionStorage.removeItem(PLACE);
  const settle = (times) => {
    const section = place.id && document.getElementById(place.id);
    if (section) scrollBy(0, section.getBoundingClientRect().top - place.top);
    else scrollTo(0, place.y);
    if (times) requestAnimationFrame(() => settle(times - 1));
    else history.scrollRestoration = "auto";
  };
  settle(4);
  bar.say(WORDS.reloaded);
}

/* ---- the bar and the list of findings ---- */
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

/* ---- what is wrong with the files ---- */
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

const bar = new Bar();
const problems = new Problems();

function showTop(told) {
  problems.show(told.problems, told.more);
  bar.be("stale", told.problems.length > 0);
  bar.count(told.counts);
  if (told.problems.length) bar.say(revision ? WORDS.stale : WORDS.empty);
}

/* ---- following the server ---- */
let source = null;
let silence = 0;

// Told the view as it is: after loading, and after the connection was gone for a while
function onNow({ data }) {
  const told = JSON.parse(data);
  clearTimeout(silence);
  bar.be("stopped", false);
  if (told.to && told.to !== revision) {
    reload();
    return;
  }
  if (told.to) {
    const gone = [...notes.keys()].filter((id) => !(id in told.notes));
    setNotes({ ...Object.fromEntries(gone.map((id) => [id, []])), ...told.notes });
  }
  bar.say(revision ? WORDS.current : WORDS.preparing);
  showTop(told);
}

function onChange({ data }) {
  const told = JSON.parse(data);
  const isSame = told.to === revision || !told.to;
  if (!isSame && (told.from !== revision || !told.sections || isUsed)) {
    reload();
    return;
  }
  const texts = isSame ? [] : findLeaves(told.leaves);
  const changed = texts && (isSame ? [] : replace(told.sections));
  if (!changed) {
    reload();
    return;
  }
  for (const { element, text } of texts) element.firstChild.data = text;
  if (told.to) revision = told.to;
  setNotes(told.notes);
  bar.say(...summary(changed));
  showTop(told);
}

function summary(changed) {
  if (!changed.length) return [WORDS.current];
  const link = make("a", { href: `#${changed[0].id}` }, titleOf(changed[0].id));
  link.addEventListener("click", (event) => {
    event.preventDefault();
    go(changed[0]);
  });
  return [WORDS.updated, link, changed.length > 1 ? ` +${changed.length - 1}` : ""];
}

function onSilence() {
  bar.be("stopped", true);
  bar.say(make("strong", {}, WORDS.stopped), ` · ${WORDS.stoppedHelp}`);
}

function listen() {
  hush();
  source = new EventSource("/events");
  source.addEventListener("now", onNow);
  source.addEventListener("change", onChange);
  source.addEventListener("ended", onSilence);
  source.addEventListener("error", () => {
    clearTimeout(silence);
    silence = setTimeout(() => {
      onSilence();
      if (source?.readyState === EventSource.CLOSED) listen();
    }, 1500);
  });
}

function hush() {
  clearTimeout(silence);
  source?.close();
  source = null;
}

// The page's own script adds to it later, when DOMContentLoaded is told
document.addEventListener("readystatechange", () => {
  if (document.readyState !== "interactive") return;
  for (const element of document.querySelectorAll("section > *")) own.add(element);
});

document.addEventListener("DOMContentLoaded", () => {
  const root = make("div", { className: revision ? "" : "alone" }, problems.element, bar.element);
  document.body.append(shadowed("annexgen-preview", root));
  for (const name of ["focusin", "input"]) {
    document.addEventListener(name, (event) => (isUsed ||= Boolean(event.target.form)));
  }
  addEventListener("load", comeBack);
  if (!document.hidden) listen();
});

// A browser opens few connections to one server, so a tab that nobody sees has none
document.addEventListener("visibilitychange", () => (document.hidden ? hush() : listen()));
addEventListener("pagehide", hush);
