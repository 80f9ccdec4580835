// What a button opens comes next after it: Streamlit puts it at the end of the page, so that the keys
// would pass everything else first. Tab goes in, and out again to what follows the button.

const BUTTON = "[data-testid=stPopoverButton]";
const BODY = "[data-testid=stPopoverBody]";
const STOPS = "a[href], button:not(:disabled), input:not(:disabled), select, textarea, summary, [tabindex='0']";

const seen = (element) => element.getClientRects().length > 0 && !element.closest("[inert]");
const stops = (root) => [...root.querySelectorAll(STOPS)].filter((one) => seen(one) && one.tabIndex >= 0);

/** The stop after or before one of the page, apart from what is open above it. */
function beside(button, by) {
  const all = stops(document.body).filter((one) => !one.closest(BODY));
  return all[all.indexOf(button) + by];
}

function go(event, to) {
  if (!to) return;
  event.preventDefault();
  to.focus();
}

function tab(event) {
  if (event.key !== "Tab" || event.defaultPrevented || event.altKey || event.ctrlKey) return;
  const body = document.querySelector(BODY);
  const button = document.querySelector(`${BUTTON}[aria-expanded=true]`);
  const at = document.activeElement;
  if (!body || !button || !at) return;
  const inside = stops(body);
  if (at === button && !event.shiftKey) go(event, inside[0]);
  else if (at === inside.at(-1) && !event.shiftKey) go(event, beside(button, 1));
  else if (at === inside[0] && event.shiftKey) go(event, button);
}

/** Once for the life of the page. */
export function popovers() {
  if (window.vidnovaPopovers) return;
  window.vidnovaPopovers = tab;
  document.addEventListener("keydown", tab, true);
}
