// What the reader did and the server has not yet answered. The address tells of it only once it has
// been heard, so it stands in the tab's storage until then, with the address that it began from: a
// page that is begun anew at that very moment does it again.
//
// Acts go by the name of their control and are numbered among those of their name, as the server counts
// those that it heard. One that a server which is there did not hear for long is done again by no later
// page; one that waited as the line was cut is kept until it has been heard, however long that takes.

const SHELF = "vidnova-unheard";
const FORGET = 20000; // ms
const WEIGHTS = "weights";

const waits = ({ at, kept }) => kept || Date.now() - at < FORGET;

/** Whether the line is known to be cut (`line.js`): what is done then can reach nobody yet. */
const isCut = () => Boolean(document.documentElement.dataset.line);

/** What an earlier page of this tab left behind at this address. */
function left(storage, query) {
  try {
    const found = JSON.parse(storage.getItem(SHELF));
    if (found.query === query && Array.isArray(found.acts)) return found.acts.filter(waits);
  } catch { /* nothing, or not what was put there */ }
  return [];
}

const query = () => globalThis.location.search.slice(1);

const held = () => (globalThis.vidnovaUnheard ??= {
  left: left(sessionStorage, query()), acts: [], heard: {},
});

function shelve(now) {
  const acts = [...now.left, ...now.acts];
  try {
    if (acts.length) sessionStorage.setItem(SHELF, JSON.stringify({ query: query(), acts }));
    else sessionStorage.removeItem(SHELF);
  } catch { /* a browser that refuses storage: only what is heard is kept */ }
}

/** All acts on the weights that were told and not heard, which number themselves: each [number, criterion, what]. */
export function telling(acts) {
  const now = held();
  const before = new Map(now.acts.filter(({ name }) => name === WEIGHTS).map((act) => [act.number, act]));
  const told = acts.map((what) => (
    { name: WEIGHTS, number: what[0], at: Date.now(), kept: isCut(), ...before.get(what[0]), what }
  ));
  now.acts = [...now.acts.filter(({ name }) => name !== WEIGHTS), ...told].sort((one, other) => one.at - other.at);
  shelve(now);
}

/** A press or a change; what: the words that came with it. */
export function doing(name, what) {
  const now = held();
  now.acts = now.acts.filter(waits);
  const last = now.acts.findLast((one) => one.name === name)?.number ?? now.heard[name] ?? 0;
  now.acts.push({ name, number: last + 1, what, at: Date.now(), kept: isCut() });
  shelve(now);
}

/** The line is cut: what waits to be heard is not forgotten. */
export function keepWaiting() {
  const now = held();
  now.acts = now.acts.filter(waits).map((act) => ({ ...act, kept: true }));
  shelve(now);
}

/** For how many ms the first of those that nobody has heard has waited; 0 where there is none. */
export const waited = () => Math.max(0, ...held().acts.filter(waits).map(({ at }) => Date.now() - at));

const told = ({ name, number, what }) => [name, number, what];

/** What an earlier page left, to be done again; nothing where all was heard. */
export const leftBehind = () => held().left.map(told);

/** What this page did that nobody has heard, but for the weights, which tell of themselves again. */
export const unheard = () => held().acts.filter(({ name }) => name !== WEIGHTS).map(told);

/** How many acts of each name were heard, and that the address says so; taken: also what an earlier page left. */
export function hearing(heard, taken) {
  const now = held();
  now.heard = heard;
  now.acts = now.acts.filter(({ name, number }) => number > (heard[name] ?? 0));
  if (taken) now.left = [];
  shelve(now);
}
