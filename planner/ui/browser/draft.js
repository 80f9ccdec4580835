// The address and the note of this tab follow the desk. The address is changed in place, so that the
// tab's history holds pages and not moves. Notes stay in the tab: the last few, each with the address
// that it belongs to, so that going back in the history finds the one for there. A session that
// begins is handed the note of its address, and what was done last and heard by nobody.

import { sameSession } from "./session.js";
import { doing, hearing, leftBehind, unheard } from "./unheard.js";

const SHELF = "vidnova";
const MOST = 20;
const PATIENCE = 1000; // ms after which what a line that was cut has swallowed is told again
const KEY = "st-key-";
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

/** Puts the query into the address. */
function show(query) {
  const { location, history } = globalThis;
  if (location.search !== `?${query}`) history.replaceState(history.state, "", placed(location, query));
}

/** The name of the control that an element is part of, if what it does can be done again. */
function nameOf(element, names) {
  const found = element.closest(`[class*=${KEY}]`)?.className.split(" ") ?? [];
  const name = found.find((one) => one.startsWith(KEY))?.slice(KEY.length) ?? "";
  return names.test(name) ? name : "";
}

const fieldsOf = (form) => [...form.querySelectorAll("input, textarea")].map((field) => field.value);

/** A button was pressed, before the server has heard of it; in a form with all that is written
 * there, else with the words on it. */
function press(button, names) {
  const name = button && !button.disabled && nameOf(button, names);
  const form = button?.closest("[data-testid=stForm]");
  if (name) doing(name, form ? fieldsOf(form) : [button.textContent]);
}

/** Another choice was taken from a menu, whose list stands elsewhere in the page than its field. */
function choose(option, field, names) {
  const name = option && field && option.ariaSelected !== "true" && nameOf(field, names);
  if (name) doing(name, [option.textContent]);
}

/** The field of the menu that an option is of. */
const fieldOf = (option) => document.querySelector(
  `[role=combobox][aria-controls="${option?.closest("[role=listbox]")?.id}"]`,
);

function begin() {
  const tab = { asked: null, left: leftBehind(), names: /^$/ };
  document.addEventListener("click", ({ target }) => press(target.closest?.("button"), tab.names), true);
  document.addEventListener("change", ({ target }) => {
    const name = !target.closest?.("[data-testid=stForm]") && nameOf(target, tab.names);
    if (name) doing(name, [target.type === "checkbox" ? String(target.checked) : target.value]);
  }, true);
  document.addEventListener("pointerup", ({ target }) => {
    const option = target.closest?.("[role=option]");
    choose(option, fieldOf(option), tab.names);
  }, true);
  document.addEventListener("keydown", ({ key, target }) => {
    const chosen = key === "Enter" && document.getElementById(target.getAttribute?.("aria-activedescendant"));
    choose(chosen, target, tab.names);
  }, true);
  // What was done while the line was being cut has reached nobody.
  document.addEventListener("vidnova-joined", () => setTimeout(() => {
    if (unheard().length) tab.component.setTriggerValue("again", unheard());
  }, PATIENCE));
  return tab;
}

export function draw(component) {
  const { session, query, note, heard, acts, names } = JSON.parse(decoder.decode(component.data));
  if (!sameSession(session)) return;
  const tab = (globalThis.vidnovaTab ??= begin());
  Object.assign(tab, { component, names: new RegExp(`^(${names})$`) });
  show(query);
  if (tab.asked === null) {
    const found = notes(sessionStorage).find(([other]) => other === query)?.[1];
    tab.asked = (found !== undefined && found !== note) || tab.left.length ? query : "";
    if (tab.asked) component.setTriggerValue("found", [found ?? "", tab.left]);
  }
  hearing(acts, heard);
  // A note that the session has not taken up yet is not written over.
  if (!tab.asked || heard || tab.asked !== query) shelve(sessionStorage, query, note);
}
