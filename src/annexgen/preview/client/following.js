// Following the server: the view as it is, then each change.
const bar = new Bar();
const problems = new Problems();

function showTop(told) {
  problems.show(told.problems, told.more);
  bar.be("stale", told.problems.length > 0);
  bar.count(told.counts);
  if (told.problems.length) bar.say(revision ? WORDS.stale : WORDS.empty);
}

let isUsed = location.search !== ""; // whether the reader searches: the page's script knows old texts
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

// A browser opens few connections to one server, so a tab that nobody sees has none
function follow() {
  if (document.hidden) hush();
  else listen();
}

document.addEventListener("DOMContentLoaded", () => {
  const root = make("div", { className: revision ? "" : "alone" }, problems.element, bar.element);
  document.body.append(shadowed("annexgen-preview", root));
  for (const name of ["focusin", "input"]) {
    document.addEventListener(name, (event) => (isUsed ||= Boolean(event.target.form)));
  }
  document.addEventListener("visibilitychange", follow);
  addEventListener("pagehide", hush);
  addEventListener("load", comeBack);
  follow();
});
