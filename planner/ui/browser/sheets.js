// On a narrow page weights and map are sheets over the list: the buttons beside the search open them,
// Escape and their own buttons close them. Nothing of that is the server's to know.

const NARROW = matchMedia("(max-width: 899px)");
const OPENS = { sheet_weights: "weights", sheet_map: "map" };

const clicked = (event, name) => event.target.closest(`[class*="st-key-${name}"] button`);
const held = () => document.body.dataset.sheet ?? "";

function turn(to) {
  const from = held();
  if (to) document.body.dataset.sheet = to;
  else delete document.body.dataset.sheet;
  const name = to ? `sheet_back_${to}` : `sheet_${from}`;
  const buttons = [...document.querySelectorAll(`.st-key-${name} button`)];
  // Where a button has a tip Streamlit draws it twice, for wide and for narrow pages.
  buttons.find((button) => button.getClientRects().length)?.focus({ preventScroll: true });
}

function click(event) {
  if (event.target.closest(".st-key-nav a")) return delete document.body.dataset.sheet;
  const opens = Object.keys(OPENS).find((name) => event.target.closest(`.st-key-${name} button`));
  if (!opens && !clicked(event, "sheet_back")) return true;
  event.preventDefault();
  event.stopPropagation();
  turn(opens ? OPENS[opens] : "");
  return false;
}

function key(event) {
  const above = "[data-testid=stPopoverBody], [role=listbox], :fullscreen, .st-key-card";
  if (event.key === "Escape" && held() && !event.defaultPrevented && !document.querySelector(above)) turn("");
}

/** Once for the life of the page. */
export function sheets() {
  if (window.vidnovaSheets) return;
  window.vidnovaSheets = click;
  document.addEventListener("click", click, true);
  document.addEventListener("keydown", key);
  NARROW.addEventListener("change", () => delete document.body.dataset.sheet);
}
