// Texts around the sections: totals, names in the contents.
function isGuest(element) {
  return element === script || element.localName.startsWith("annexgen-");
}

// The element so many start tags behind a section, or from the beginning
function step(behind, steps) {
  const walker = document.createTreeWalker(document, NodeFilter.SHOW_ELEMENT, (element) =>
    isGuest(element) ? NodeFilter.FILTER_REJECT : NodeFilter.FILTER_ACCEPT,
  );
  if (behind) {
    const section = document.getElementById(behind);
    if (!section) return null;
    walker.currentNode = section;
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
