// What all parts of the preview's script share. The parts are put one behind the other in the order of
// script.py, within one function; WORDS and STYLE stand before them.
const SEVERITIES = ["error", "warning", "info"];

const script = document.currentScript;
let revision = script.dataset.revision; // of the page that is shown

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
