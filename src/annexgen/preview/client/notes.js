// Findings at their places: in the cell they concern, or as near as can be.
const NOTE = "annexgen-note";
const MARK = "data-annexgen";
const MOST_AT_ONCE = 50;

const notes = new Map(); // by the id of a section: what is said of it
const shown = new Map(); // by the id of a section: its notes on the page, and the cells they mean

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
    else lastNoteBehind(table).after(host);
    return row.cells[place.cell] ?? null;
  }
  const heading = section.querySelector("h1, h2, h3, h4");
  if (heading?.parentElement === section) lastNoteBehind(heading).after(host);
  else section.prepend(host);
  return null;
}

function lastNoteBehind(element) {
  const next = element.nextElementSibling;
  return next?.localName === NOTE ? lastNoteBehind(next) : element;
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
