// The box of one share: what is typed into it, and when that is taken.

import { fill } from "./dom.js";
import { WHOLE, numberIn } from "./weights_rule.js";

const PAGE = 10; // what a press of Page Up or Page Down moves by

// A number is taken on Enter or on leaving the box; Escape takes it back, arrows step it.
export function type(number, share, take, unread) {
  const put = (value) => {
    number.dirty = false;
    number.value = share();
    const whole = Math.max(0, Math.min(WHOLE, Math.round(value)));
    if (whole !== share() && !Number.isNaN(whole)) take(whole);
  };
  const typed = () => {
    if (!number.dirty) return;
    const words = number.value;
    const value = numberIn(words);
    put(value);
    if (!words.trim() || !Number.isNaN(value)) return;
    number.setCustomValidity(fill(unread(), { value: words }));
    number.reportValidity();
  };
  number.addEventListener("beforeinput", (event) => {
    if (/[^\d.,%\s]/.test(event.data ?? "")) event.preventDefault();
  });
  number.addEventListener("input", () => {
    number.dirty = true;
    number.setCustomValidity("");
  });
  number.addEventListener("focus", () => number.select());
  number.addEventListener("blur", typed);
  number.addEventListener("keydown", (event) => {
    const by = { ArrowUp: 1, ArrowDown: -1, PageUp: PAGE, PageDown: -PAGE }[event.key];
    if (by) event.preventDefault();
    if (by || event.key === "Escape") put(share() + (by ?? 0));
    else if (event.key === "Enter") typed();
    else return;
    number.select();
  });
}
