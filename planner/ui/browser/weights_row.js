// One criterion of the weights: its share as a slider, a number and two buttons, and its lock.

import { fill, named, node, write } from "./dom.js";
import { type } from "./weights_number.js";
import { WHOLE, ceiling, freeOthers } from "./weights_rule.js";

export const percent = (share) => `${share}\u00a0%`;

/** Which row is that of a criterion. */
export const placeOf = (view, criterion) =>
  view.data.rows.findIndex((row) => row.criterion === criterion);

const button = (css) => named(node("button", css), { type: "button" });

// For a hand alone: keys step the slider itself, and need not pass these on their way.
const step = (css) => named(button(css), { tabindex: "-1" });

/** A row with nothing in it yet; `acts` says what its parts do: { lock, move, set, settle }. */
export function newRow(view, criterion, acts) {
  const part = {
    dot: named(node("span", "vid-dot"), { "aria-hidden": "true" }),
    name: node("b", ""), dir: node("span", "dir"),
    base: named(node("span", "base"), { "aria-hidden": "true" }),
    number: named(node("input", "num"), {
      type: "text", inputmode: "numeric", autocomplete: "off", maxlength: "5",
    }),
    sign: named(node("span", "sign", "%"), { "aria-hidden": "true" }),
    less: step("less"), more: step("more"), lock: button("lock"),
    slider: named(node("input", ""), { type: "range", min: "0", max: String(WHOLE), step: "1" }),
  };
  const box = node("label", "box", part.number, part.sign);
  const row = node(
    "div", "vid-weight",
    node("div", "vid-share", part.dot, part.name, part.dir),
    node("div", "hand", part.less, node("span", "way", part.base, part.slider), part.more, box, part.lock),
  );
  row.dataset.criterion = criterion;
  const share = () => view.shares[placeOf(view, criterion)];
  for (const [side, by] of [[part.less, -1], [part.more, 1]]) {
    side.addEventListener("click", () => {
      if (side.getAttribute("aria-disabled") !== "true") acts.move(view, criterion, share() + by);
    });
  }
  part.lock.addEventListener("click", () => acts.lock(view, criterion));
  slide(view, criterion, part.slider, acts);
  const unread = () => view.data.words.unread;
  type(part.number, share, (value) => acts.move(view, criterion, value), unread);
  return Object.assign(row, { parts: part });
}

// What a drag passes on its way leaves no trace: every place of it is reckoned from its beginning.
function slide(view, criterion, slider, acts) {
  slider.addEventListener("input", () => {
    if (view.inHand?.criterion !== criterion) view.inHand = { criterion, from: view.exact };
    acts.set(view, criterion, slider.valueAsNumber, view.inHand.from);
  });
  slider.addEventListener("change", () => {
    view.inHand = null;
    acts.move(view, criterion, slider.valueAsNumber);
  });
  // A hand that ends where it began has changed nothing, and no change is told of.
  const leave = () => setTimeout(() => {
    if (view.inHand?.criterion !== criterion) return;
    view.inHand = null;
    acts.settle(view);
  });
  for (const end of ["pointerup", "pointercancel", "blur"]) slider.addEventListener(end, leave);
}

export function label(element, words, title = words) {
  if (element.ariaLabel !== words) element.setAttribute("aria-label", words);
  if (title && element.title !== title) element.title = title;
}

export function drawRow(view, row, data, at) {
  const { parts: part } = row, { words } = view.data, { name } = data;
  const share = view.shares[at], locked = view.locked[at];
  const fixed = locked || !freeOthers(view.locked, at).length;
  const say = (key) => fill(words[key], { name });
  part.dot.style.background = data.ink;
  part.slider.style.setProperty("--ink-of", fixed ? "" : data.ink);
  write(part.name, name);
  write(part.dir, data.direction);
  part.base.style.setProperty("--at", data.baseline / WHOLE);
  part.base.hidden = share === data.baseline;
  label(part.slider, say("slider"), fill(words.baseline, { share: percent(data.baseline) }));
  label(part.number, say("number"), "");
  label(part.less, say("less"));
  label(part.more, say("more"));
  label(part.lock, say("lock"), say(locked ? "unlock" : "lock"));
  named(part.lock, { "aria-pressed": locked });
  part.slider.disabled = part.number.disabled = fixed;
  // Not `disabled`: a button that reaches its end would lose the focus.
  named(part.less, { "aria-disabled": fixed || share === 0 });
  named(part.more, { "aria-disabled": fixed || share >= ceiling(view.exact, at, view.locked) });
  if (part.slider.valueAsNumber !== share) part.slider.value = share;
  named(part.slider, { "aria-valuetext": percent(share) });
  part.slider.style.setProperty("--at", share / WHOLE);
  if (!part.number.dirty && part.number.value !== String(share)) part.number.value = share;
}
