// The weights: a row a criterion, and the bar of all of them. What the reader does is shown at once
// and told to Python, whose answer replaces it; rows are changed in place, so that focus stays.
//
// Each act has a number, and stays among those told until the data say that it was heard. Until
// then the data are older than what the reader sees, and their shares are left aside.

const views = new WeakMap();
const decoder = new TextDecoder();
const PAUSE = 200; // ms between two messages while a key is held
const FORGET = 20000; // ms after which an act that was never answered no longer holds anything up
const PAGE = 10;
let ids = 0;

function node(name, css, ...children) {
  const made = document.createElement(name);
  if (css) made.className = css;
  made.append(...children);
  return made;
}

function named(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);
const percent = (share) => `${share}\u00a0%`;

// --- what the reader does

const placeOf = (view, criterion) => view.data.rows.findIndex((row) => row.criterion === criterion);

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
  view.timer ??= setTimeout(() => send(view), Math.max(0, view.sent + PAUSE - performance.now()));
}

function send(view) {
  Object.assign(view, { timer: null, sent: performance.now() });
  if (view.told.length) view.component.setTriggerValue("moves", [...view.told]);
}

// --- one row

function newRow(view, criterion) {
  const button = (css) => named(node("button", css), { type: "button" });
  const part = {
    dot: named(node("span", "vid-dot"), { "aria-hidden": "true" }),
    name: node("b", ""), dir: node("span", "dir"), was: node("span", "was"),
    number: named(node("input", "num"), {
      type: "text", inputmode: "numeric", autocomplete: "off", maxlength: "5",
    }),
    sign: named(node("span", "sign", "%"), { "aria-hidden": "true" }),
    less: button("less"), more: button("more"), lock: button("lock"),
    slider: named(node("input", ""), { type: "range", min: "0", max: String(WHOLE), step: "1" }),
  };
  const box = node("label", "box", part.number, part.sign);
  const row = node(
    "div", "vid-weight",
    node("div", "vid-share", part.dot, part.name, part.dir, part.was, box),
    node("div", "hand", part.less, part.slider, part.more, part.lock),
  );
  row.dataset.criterion = criterion;
  const share = () => view.shares[placeOf(view, criterion)];
  for (const [button, by] of [[part.less, -1], [part.more, 1]]) {
    button.addEventListener("click", () => {
      if (button.getAttribute("aria-disabled") !== "true") move(view, criterion, share() + by);
    });
  }
  part.lock.addEventListener("click", () => lock(view, criterion));
  slide(view, criterion, part.slider);
  const unread = () => view.data.words.unread;
  type(part.number, share, (value) => move(view, criterion, value), unread);
  return Object.assign(row, { parts: part });
}

// What a drag passes on its way leaves no trace: every place of it is reckoned from its beginning.
function slide(view, criterion, slider) {
  slider.addEventListener("input", () => {
    if (view.inHand?.criterion !== criterion) view.inHand = { criterion, from: view.exact };
    set(view, criterion, slider.valueAsNumber, view.inHand.from);
  });
  slider.addEventListener("change", () => {
    view.inHand = null;
    move(view, criterion, slider.valueAsNumber);
  });
  // A hand that ends where it began has changed nothing, and no change is told of.
  const leave = () => setTimeout(() => {
    if (view.inHand?.criterion !== criterion) return;
    view.inHand = null;
    settle(view);
  });
  for (const end of ["pointerup", "pointercancel", "blur"]) slider.addEventListener(end, leave);
}

// Comma or point for decimals, blanks anywhere; what else there is makes it no number.
function numberIn(words) {
  const plain = words.replace(/[\s%]/g, "");
  return /^\d+([.,]\d*)?$/.test(plain) ? parseFloat(plain.replace(",", ".")) : NaN;
}

// A number is taken on Enter or on leaving the box; Escape takes it back, arrows step it.
function type(number, share, take, unread) {
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

function label(element, words, title = words) {
  if (element.ariaLabel !== words) element.setAttribute("aria-label", words);
  if (title && element.title !== title) element.title = title;
}

function drawRow(view, row, data, at) {
  const { parts: part } = row, { words } = view.data, { name } = data;
  const share = view.shares[at], locked = view.locked[at];
  const fixed = locked || !freeOthers(view.locked, at).length;
  const say = (key) => fill(words[key], { name });
  part.dot.style.background = data.ink;
  write(part.name, name);
  write(part.dir, data.direction);
  part.dir.title = data.direction;
  const before = view.preset[at];
  write(part.was, share === before ? "" : fill(words.was, { share: percent(before) }));
  label(part.slider, say("slider"), "");
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

function write(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

// --- all of them

function newView(parent) {
  const summary = node("summary", "");
  const note = named(node("p", "vid-note"), { id: `vid-weights-${(ids += 1)}` });
  const view = {
    strip: named(node("div", "vid-strip"), { role: "img" }),
    used: node("div", ""), unused: node("div", ""), summary, note,
    rows: new Map(), told: [], count: 0, heard: 0, timer: null, sent: -PAUSE, inHand: null,
  };
  view.more = node("details", "", summary, view.unused, note);
  view.root = named(node("div", "vid-weights", view.strip, view.used, view.more), { role: "group" });
  parent.append(view.root);
  return view;
}

// Only what stands elsewhere is moved: a node that is moved loses the focus.
function arrange(parent, wanted) {
  for (const child of [...parent.children]) if (!wanted.includes(child)) child.remove();
  wanted.forEach((child, at) => {
    if (parent.children[at] !== child) parent.insertBefore(child, parent.children[at] ?? null);
  });
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
  const late = view.told.length && performance.now() - view.sent > FORGET;
  if (late) view.told = [];
  if (view.told.length || view.inHand) return;
  const { rows } = view.data;
  view.exact = rows.map((row) => row.exact);
  view.locked = rows.map((row) => row.locked);
  view.shares = rows.map((row) => row.share);
  render(view);
}

function draw(component) {
  const { parentElement: parent } = component;
  const view = views.get(parent) ?? newView(parent);
  views.set(parent, view);
  view.component = component;
  const data = JSON.parse(decoder.decode(component.data));
  data.rows = data.rows.map(([criterion, name, direction, ink, preset, exact, share, locked]) => (
    { criterion, name, direction, ink, preset, exact, share, locked }
  ));
  const of = JSON.stringify(data.rows.map((row) => [row.criterion, row.preset]));
  // Another scenario, or a session that has heard nothing yet: what was told is of no use there.
  if (view.of !== of || data.heard < view.heard) {
    Object.assign(view, { of, told: [], count: data.heard, inHand: null });
  }
  view.heard = data.heard;
  view.told = view.told.filter(([count]) => count > data.heard);
  Object.assign(view, { data, preset: apportion(WHOLE, data.rows.map((row) => row.preset)) });
  const rows = data.rows.map((row) => view.rows.get(row.criterion) ?? newRow(view, row.criterion));
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
