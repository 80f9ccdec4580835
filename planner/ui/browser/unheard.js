// What the reader did and the server has not yet answered. The address tells of it only once it has
// been heard, so it stands in the tab's storage until then, with the address that it began from: a
// page that is begun anew at that very moment does it again.

const SHELF = "vidnova-unheard";

/** What an earlier page of this tab left behind at this address: { acts, typed }. */
function left(storage, query) {
  try {
    const found = JSON.parse(storage.getItem(SHELF));
    if (found.query === query && Array.isArray(found.acts)) return found;
  } catch { /* nothing, or not what was put there */ }
  return { acts: [], typed: "" };
}

const query = () => globalThis.location.search.slice(1);

const held = () => (globalThis.vidnovaUnheard ??= {
  left: left(sessionStorage, query()), acts: [], typed: "",
});

function shelve({ left: { acts, typed }, ...now }) {
  const all = { query: query(), acts: [...acts, ...now.acts], typed: now.typed || typed };
  try {
    if (all.acts.length || all.typed) sessionStorage.setItem(SHELF, JSON.stringify(all));
    else sessionStorage.removeItem(SHELF);
  } catch { /* a browser that refuses storage: only what is heard is kept */ }
}

/** Acts on the weights that were told and not heard: each [number, criterion, what]. */
export function telling(acts) {
  held().acts = [...acts];
  shelve(held());
}

/** An amount that was typed into the budget. */
export function typing(words) {
  held().typed = words;
  shelve(held());
}

/** What an earlier page left, to be done again; nothing where all was heard. */
export function leftBehind() {
  const { acts, typed } = held().left;
  return acts.length || typed ? [acts, typed] : null;
}

/** Acts up to this number were heard, and the address says so; `moved`: it is another one than before. */
export function hearing(number, taken, moved) {
  const now = held();
  now.acts = now.acts.filter(([count]) => count > number);
  if (moved) now.typed = "";
  if (taken) now.left = { acts: [], typed: "" };
  shelve(now);
}
