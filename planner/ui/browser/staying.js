// What is decided at the foot of a card is answered by another foot: the button that was pressed goes,
// and the focus with it, to the beginning of the page. It is given to what stands in its place.

const FOOT = ".st-key-card_foot";
const STOPS = "button:not(:disabled), input:not(:disabled), textarea:not(:disabled)";
const BEAT = 100; // ms
const PATIENCE = 15000; // ms that an answer may take

const seen = (element) => element.getClientRects().length > 0;

/** held: what has the focus, until the reader takes it elsewhere. */
function stay(held, until) {
  const { activeElement: at, body } = document;
  if (Date.now() > until || (at !== held && at !== body)) return;
  const next = at === body && [...document.querySelectorAll(`${FOOT} :is(${STOPS})`)].find(seen);
  if (next) next.focus({ preventScroll: true });
  setTimeout(() => stay(next || held, until), BEAT);
}

function press({ target }) {
  const button = target.closest?.(`${FOOT} button`);
  if (button && button === document.activeElement) stay(button, Date.now() + PATIENCE);
}

/** Once for the life of the page. */
export function staying() {
  if (window.vidnovaStays) return;
  window.vidnovaStays = press;
  document.addEventListener("click", press, true);
}
