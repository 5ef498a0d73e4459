// A section becomes its new self; nothing is touched but what differs.
const own = new WeakSet(); // what the page's template has put into sections, and no script

// The page's own script adds to them later, when DOMContentLoaded is told
document.addEventListener("readystatechange", () => {
  if (document.readyState !== "interactive") return;
  for (const element of document.querySelectorAll("section > *")) own.add(element);
});

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
