// The address and the note of this tab follow the desk. The address is changed in place, so that the
// tab's history holds pages and not moves. Notes stay in the tab: the last few, each with the address
// that it belongs to, so that going back in the history finds the one for there. A session that
// begins is handed the note of its address, and what was done last and heard by nobody.

import { sameSession } from "./session.js";
import { hearing, leftBehind, typing } from "./unheard.js";

const SHELF = "vidnova";
const MOST = 20;
const BUDGET = ".st-key-budget_total";
const decoder = new TextDecoder();

/** Notes as [address, note], the latest last. A browser that refuses storage has none. */
export function notes(storage) {
  try {
    const found = JSON.parse(storage.getItem(SHELF) ?? "[]");
    return Array.isArray(found) ? found.filter((one) => Array.isArray(one) && one.length === 2) : [];
  } catch {
    return []; // not what was put there
  }
}

/** Puts a note among them; the oldest make room. */
export function shelve(storage, query, note) {
  let held = notes(storage).filter(([other]) => other !== query).slice(1 - MOST);
  for (;;) {
    try {
      storage.setItem(SHELF, JSON.stringify([...held, [query, note]]));
      return;
    } catch {
      if (!held.length) return; // no room even for one: the address alone is kept
      held = held.slice(Math.ceil(held.length / 2));
    }
  }
}

/** The place of a page with another query. */
const placed = ({ pathname, hash }, query) => `${pathname}?${query}${hash}`;

/** Puts the query into the address; whether that said something else before. */
function show(query) {
  const { location, history } = globalThis;
  if (location.search === `?${query}`) return false;
  history.replaceState(history.state, "", placed(location, query));
  return true;
}

/** An amount that is typed into the budget, before the server has heard of it. */
function typed(event) {
  if (event.target.closest?.(BUDGET)) typing(event.target.value);
}

function begin() {
  document.addEventListener("change", typed, true);
  return { asked: null, left: leftBehind() };
}

export function draw(component) {
  const { session, query, note, heard, acts } = JSON.parse(decoder.decode(component.data));
  if (!sameSession(session)) return;
  const tab = (globalThis.vidnovaTab ??= begin());
  const moved = show(query);
  if (tab.asked === null) {
    const found = notes(sessionStorage).find(([other]) => other === query)?.[1];
    tab.asked = (found !== undefined && found !== note) || tab.left ? query : "";
    if (tab.asked) component.setTriggerValue("found", [found ?? "", ...(tab.left ?? [[], ""])]);
  }
  hearing(acts, heard, moved);
  // A note that the session has not taken up yet is not written over.
  if (!tab.asked || heard || tab.asked !== query) shelve(sessionStorage, query, note);
}
