// Loading the page again, and coming back to the same place.
const PLACE = "annexgen-place";

function reload() {
  // One that is still there has not been come back to, as the page was loaded twice in a row
  if (!sessionStorage.getItem(PLACE)) sessionStorage.setItem(PLACE, JSON.stringify(here()));
  history.scrollRestoration = "manual";
  location.reload();
}

function here() {
  const parts = [...document.querySelectorAll("main section[id]")];
  const top = (part) => part.getBoundingClientRect().top;
  const part = parts.findLast((one) => top(one) <= innerHeight / 3);
  return { y: scrollY, ...(part && { id: part.id, top: top(part) }) };
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
}
