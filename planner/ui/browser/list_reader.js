// What belongs to the reader and is kept over every update: focus, scroll, where a row stood.

const GLIDE = 280; // ms
const ABOVE = 96; // px that jumps, heads of columns and the head of a group take of the list
const calm = matchMedia("(prefers-reduced-motion: reduce)");

const targets = (view) =>
  [...view.root.querySelectorAll(".vid-fold, .vid-pick, .vid-further")].filter((e) => e.offsetParent !== null);

export function rove(view, target) {
  for (const pick of view.root.querySelectorAll(".vid-pick[tabindex='0']")) pick.tabIndex = -1;
  if (target) target.tabIndex = 0;
}

export function steer(view, event) {
  if (event.altKey || event.ctrlKey || event.metaKey) return;
  if (!event.target.matches(".vid-fold, .vid-pick, .vid-further")) return;
  const all = targets(view), at = all.indexOf(event.target), last = all.length - 1;
  const isRow = (one) => one.matches(".vid-pick");
  const ends = { Home: all.findIndex(isRow), End: all.findLastIndex(isRow) };
  const steps = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + 8, PageUp: at - 8 };
  const to = { ...steps, ...ends }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  const next = all[Math.max(0, Math.min(last, to))];
  if (next.matches(".vid-pick")) rove(view, next);
  next.focus();
}

export function scroller(element) {
  for (let e = element.parentElement; e; e = e.parentElement) {
    if (/auto|scroll/.test(getComputedStyle(e).overflowY)) return e;
  }
  return document.scrollingElement;
}

export function snapshot(view, box) {
  const active = document.activeElement;
  const top = box.getBoundingClientRect().top;
  const tops = new Map();
  const height = Math.min(box.clientHeight, innerHeight);
  for (const item of view.root.querySelectorAll(".vid-row")) {
    const at = item.getBoundingClientRect();
    if (at.top - top > height) break; // what is out of sight need not be measured
    if (at.height) tops.set(item.dataset.id, at.top - top);
  }
  const focused = view.root.contains(active) ? active : null;
  return {
    tops, focused, scroll: box.scrollTop,
    place: focused ? targets(view).indexOf(focused) : -1,
  };
}

export function restore(view, before, box, data, last) {
  const same = last && last.plan === data.plan;
  const top = () => box.getBoundingClientRect().top;
  box.scrollTop = before.scroll;
  if (same && before.scroll > 0) {
    // Rows came or went above: what was first in sight stays where it was.
    const held = [...before.tops].find(([id, y]) => y >= 0 && view.rows.has(id));
    const item = held && view.rows.get(held[0]);
    if (item && item.offsetParent) {
      box.scrollTop += item.getBoundingClientRect().top - top() - held[1];
    }
  } else if (last && !same && !calm.matches) glide(view, before, box, top());
  refocus(view, before);
  const item = view.rows.get(data.selected);
  if (item && data.selected !== (last ? last.selected : "") && data.selected !== view.picked) {
    reveal(item, box);
  }
}

function refocus(view, before) {
  if (view.onward) {
    const [id, act] = view.onward, edge = view.rows.get(id);
    const row = act === "more" ? edge?.nextElementSibling : edge?.previousElementSibling;
    view.onward = null;
    if (row) row.querySelector(".vid-pick").focus();
    if (row) return;
  }
  const held = before.focused;
  if (!held || document.activeElement === held) return;
  const there = held.isConnected && held.offsetParent !== null;
  const all = targets(view);
  const target = there ? held : all[Math.min(before.place, all.length - 1)];
  target?.focus({ preventScroll: true });
}

// Rows in sight slide from where they stood; those that come into sight fade in. All are measured
// before any is moved, since to measure after a move is to lay out again.
function glide(view, before, box, top) {
  const height = Math.min(box.clientHeight, innerHeight), moves = [];
  for (const item of view.root.querySelectorAll(".vid-row")) {
    const at = item.getBoundingClientRect(), now = at.top - top;
    if (now > height) break;
    if (!at.height || now < -80) continue;
    const was = before.tops.get(item.dataset.id);
    moves.push([item, was === undefined ? null : Math.max(-height / 2, Math.min(height / 2, was - now))]);
  }
  const timing = { duration: GLIDE, easing: "ease-out" }; // one for all: each end is painted
  for (const [item, by] of moves) {
    if (by === null) item.animate([{ opacity: 0 }, { opacity: 1 }], timing);
    else if (Math.abs(by) > 1) {
      item.animate([{ transform: `translateY(${by}px)` }, { transform: "none" }], timing);
    }
  }
}

function reveal(item, box) {
  if (box.dataset.testid === "stMain" || box === document.scrollingElement) return;
  const at = item.getBoundingClientRect().top - box.getBoundingClientRect().top;
  if (at > ABOVE && at < box.clientHeight - 60) return;
  const behavior = calm.matches ? "auto" : "smooth";
  box.scrollTo({ top: box.scrollTop + at - box.clientHeight / 3, behavior });
}
