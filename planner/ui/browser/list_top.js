// Above the rows, always in sight: jumps to the groups, which follow the position, and the heads of
// the columns with the axis of the bars.

import { arrange, mark, named, node, write } from "./dom.js";

const EDGE = 4; // px between a head that has arrived and the lower edge of what is above it

/** What stands above the rows; `go` is told of the group that is jumped to. */
export function newTop(go) {
  const parts = {
    jumps: named(node("div", "vid-jumps"), { role: "toolbar" }), rank: node("span"),
    subject: node("span"), axis: node("span", "axis"), unit: node("span", "unit"),
  };
  const heads = node("div", "vid-heads", parts.rank, parts.subject, parts.axis, parts.unit);
  const top = node("div", "vid-top", parts.jumps, named(heads, { "aria-hidden": "true" }));
  parts.jumps.addEventListener("click", ({ target }) => {
    const jump = target.closest("button");
    if (jump) go(jump.dataset.group);
  });
  parts.jumps.addEventListener("keydown", step);
  return Object.assign(top, { parts });
}

// One of the jumps is reached by Tab, the others from there.
function step(event) {
  const all = [...event.currentTarget.children], at = all.indexOf(document.activeElement);
  const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[event.key];
  if (to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  all[Math.max(0, Math.min(all.length - 1, to))].focus();
}

export function drawTop(top, data) {
  const { parts } = top, { words } = data;
  mark(parts.jumps, { "aria-label": words.jumps });
  const kept = new Map([...parts.jumps.children].map((jump) => [jump.dataset.group, jump]));
  arrange(parts.jumps, data.groups.filter((group) => group[5]).map((group) => {
    const jump = kept.get(group[0]) ?? newJump(group[0]);
    write(jump.firstChild, group[10]);
    write(jump.lastChild, group[11]);
    return jump;
  }));
  write(parts.rank, words.rank);
  write(parts.subject, words.subject);
  write(parts.unit, words.unit);
  drawAxis(parts.axis, data);
  top.hidden = !data.groups.length;
}

function newJump(group) {
  const jump = named(node("button", "vid-jump", node("span"), " ", node("small")), { type: "button" });
  jump.dataset.group = group;
  return jump;
}

function drawAxis(axis, { axis: ticks, words }) {
  const told = JSON.stringify([ticks, words.points]);
  if (axis.dataset.told === told) return;
  axis.dataset.told = told;
  const marks = ticks.map(([at, points], order) => {
    const last = order === ticks.length - 1 ? `${points} ${words.points}` : points;
    const tick = node("span", "tick", node("span", "", last));
    tick.style.left = `${at / 10}%`;
    return tick;
  });
  axis.replaceChildren(node("span", "ticks", ...marks));
}

/** Marks the jump to the group that is being read. */
export function follow(top, group) {
  const jumps = [...top.parts.jumps.children];
  const here = jumps.find((jump) => jump.dataset.group === group) ?? jumps[0];
  for (const jump of jumps) {
    jump.tabIndex = jump === here ? 0 : -1;
    if (jump === here) mark(jump, { "aria-current": true });
    else jump.removeAttribute("aria-current");
  }
}

/** The group whose rows stand below what is always in sight. */
export function groupInSight(top, sections) {
  const edge = top.getBoundingClientRect().bottom + EDGE;
  const begun = sections.filter((section) => section.getBoundingClientRect().top <= edge);
  return (begun.at(-1) ?? sections[0])?.dataset.group;
}
