// The rule of linked weights, for what is shown while a hand is on a slider: shares always sum to
// 100, and the unlocked others make room in proportion. It is the rule of planner/desk/weights.py in
// floating point; the answer of Python, which counts in fractions, replaces what was shown.

export const WHOLE = 100;
const FINE = 1e-9; // what floating point may be off by; smaller differences are ties

// Whole numbers that sum to `total`, in the proportions of `parts` (largest remainder): what
// rounding leaves goes to the largest remainders, ties to the earlier one.
export function apportion(total, parts) {
  const sum = parts.reduce((all, part) => all + part, 0);
  const quotas = parts.map((part) => (total * part) / sum);
  const split = quotas.map((quota) => Math.floor(quota + FINE));
  const left = total - split.reduce((all, part) => all + part, 0);
  const remainders = quotas.map((quota, at) => Math.round((quota - split[at]) / FINE));
  const order = quotas.map((_, at) => at).sort((a, b) => remainders[b] - remainders[a] || a - b);
  for (const at of order.slice(0, left)) split[at] += 1;
  return split;
}

// The most that the share at `moved` may take: what the locked others leave.
export function ceiling(shares, moved, locked) {
  return shares.reduce((most, share, at) => (at !== moved && locked[at] ? most - share : most), WHOLE);
}

// The places of the other shares that may move.
export const freeOthers = (locked, moved) =>
  locked.map((_, at) => at).filter((at) => at !== moved && !locked[at]);

// Shares after the one at `moved` was set to `value`. Where all unlocked others stand at 0, the
// preset says in which proportion they come back, or, if that is silent too, equal parts.
export function rebalance(shares, moved, value, locked, preset) {
  const free = freeOthers(locked, moved);
  if (locked[moved] || !free.length) return [...shares];
  const most = ceiling(shares, moved, locked);
  const taken = Math.max(0, Math.min(value, most));
  const equal = shares.map(() => 1);
  const source = [shares, preset, equal].find((parts) => free.some((at) => parts[at] > 0));
  const sum = free.reduce((all, at) => all + source[at], 0);
  const after = [...shares];
  after[moved] = taken;
  for (const at of free) after[at] = ((most - taken) * source[at]) / sum;
  return after;
}

// What a typed share says: comma or point for decimals, blanks anywhere; what else there is makes it no number.
export function numberIn(words) {
  const plain = words.replace(/[\s%]/g, "");
  return /^\d+([.,]\d*)?$/.test(plain) ? parseFloat(plain.replace(",", ".")) : NaN;
}
