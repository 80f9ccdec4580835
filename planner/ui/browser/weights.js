// The weights: a row a criterion, and the bar of all of them. What the reader does is shown at once
// and told to Python, whose answer replaces it; rows are changed in place, so that focus stays.
//
// Each act has a number, and stays among those told until the data say that it was heard. Until
// then the data are older than what the reader sees, and their shares are left aside.

import { arrange, named, newId, node, write } from "./dom.js";
import { telling } from "./unheard.js";
import { drawRow, label, newRow, percent, placeOf } from "./weights_row.js";
import { WHOLE, apportion, rebalance } from "./weights_rule.js";

const views = new WeakMap();
const decoder = new TextDecoder();
const PAUSE = 200; // ms between two messages while a key is held
const FORGET = 20000; // ms after which an act that a server did not answer no longer holds anything up

// --- what the reader does

function set(view, criterion, value, from = view.exact) {
  const at = placeOf(view, criterion);
  const preset = view.data.rows.map((row) => row.preset);
  view.exact = rebalance(from, at, value, view.locked, preset);
  view.shares = apportion(WHOLE, view.exact);
  render(view);
}

function lock(view, criterion) {
  const at = placeOf(view, criterion);
  view.locked[at] = !view.locked[at];
  view.exact = [...view.shares]; // what a lock holds is what is read
  tell(view, criterion, view.locked[at]);
  render(view);
}

// Moves a share to a whole percentage and tells so.
function move(view, criterion, value) {
  set(view, criterion, value);
  tell(view, criterion, view.shares[placeOf(view, criterion)]);
}

// A later share of the same criterion stands for the earlier ones.
function tell(view, criterion, what) {
  const last = view.told.at(-1);
  if (last && last[1] === criterion && typeof last[2] === typeof what) view.told.pop();
  view.told.push([(view.count += 1), criterion, what]);
  telling(view.told);
  view.timer ??= setTimeout(() => send(view), Math.max(0, view.sent + PAUSE - performance.now()));
}

function send(view) {
  Object.assign(view, { timer: null, sent: performance.now() });
  if (view.told.length) view.component.setTriggerValue("moves", [...view.told]);
}

const ACTS = { lock, move, set, settle };

// --- all of them

function newView(parent) {
  const summary = node("summary", "");
  const note = named(node("p", "vid-note"), { id: newId("vid-weights") });
  const view = {
    strip: named(node("div", "vid-strip"), { role: "img" }),
    used: node("div", ""), unused: node("div", ""), summary, note,
    rows: new Map(), told: [], count: 0, heard: 0, timer: null, sent: -PAUSE, inHand: null,
  };
  // What was told while the line was being cut has reached nobody.
  document.addEventListener("vidnova-joined", () => {
    if (view.root.isConnected) send(view);
  });
  view.more = node("details", "", summary, view.unused, note);
  view.root = named(node("div", "vid-weights", view.strip, view.used, view.more), { role: "group" });
  parent.append(view.root);
  return view;
}

function render(view) {
  const { data } = view;
  data.rows.forEach((row, at) => drawRow(view, view.rows.get(row.criterion), row, at));
  const pieces = data.rows.map((row, at) => {
    const piece = view.strip.children[at] ?? view.strip.appendChild(node("div", ""));
    piece.style.background = row.ink;
    piece.style.width = percent(view.shares[at]).replace("\u00a0", "");
    piece.hidden = !view.shares[at];
    return piece;
  });
  arrange(view.strip, pieces);
  const spoken = data.rows.map((row, at) => [row.name, view.shares[at]]).filter((told) => told[1]);
  label(view.strip, spoken.map(([name, share]) => `${name} ${percent(share)}`).join(", "), "");
}

// Takes the shares that Python knows, unless the reader is ahead of them.
function settle(view) {
  const cut = Boolean(document.documentElement.dataset.line); // nobody can have answered
  const late = !cut && performance.now() - view.sent > FORGET;
  if (late) view.told = [];
  if (view.told.length || view.inHand) return;
  const { rows } = view.data;
  view.exact = rows.map((row) => row.exact);
  view.locked = rows.map((row) => row.locked);
  view.shares = rows.map((row) => row.share);
  render(view);
}

export function draw(component) {
  const { parentElement: parent } = component;
  const view = views.get(parent) ?? newView(parent);
  views.set(parent, view);
  view.component = component;
  const data = JSON.parse(decoder.decode(component.data));
  data.rows = data.rows.map(([criterion, name, direction, ink, preset, exact, share, locked, baseline]) => (
    { criterion, name, direction, ink, preset, exact, share, locked, baseline }
  ));
  const of = JSON.stringify(data.rows.map((row) => [row.criterion, row.preset]));
  // Another scenario, where what was told is of no use, or another session, which has heard nothing yet:
  // its page begins anew (`session.js`), and does then what waits.
  const another = data.heard < view.heard;
  if (view.of !== of || another) {
    Object.assign(view, { of, told: [], count: data.heard, inHand: null });
    if (!another) telling([]);
  }
  view.heard = data.heard;
  view.told = view.told.filter(([count]) => count > data.heard);
  view.data = data;
  const rows = data.rows.map((row) => view.rows.get(row.criterion) ?? newRow(view, row.criterion, ACTS));
  view.rows = new Map(data.rows.map((row, at) => [row.criterion, rows[at]]));
  label(view.root, data.label, "");
  arrange(view.used, rows.filter((_, at) => data.rows[at].preset > 0));
  arrange(view.unused, rows.filter((_, at) => !data.rows[at].preset));
  view.more.hidden = !view.unused.children.length;
  write(view.summary, data.unused);
  write(view.note, data.note);
  if (view.told.length || view.inHand) render(view);
  settle(view);
}
