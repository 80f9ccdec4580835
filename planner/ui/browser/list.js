// The ranked list: groups of rows, as Python sends them. Scroll, focus and folding are the reader's.

import { arrange, mark, named, newId, node, write } from "./dom.js";
import { restore, rove, scroller, snapshot, steer } from "./list_reader.js";
import { drawRow, newRow } from "./list_rows.js";
import { drawTop, follow, groupInSight, newTop } from "./list_top.js";

const views = new WeakMap();
const scrolled = new Map();
const decoder = new TextDecoder();

function newGroup(view, code) {
  const list = named(node("ul", "vid-rows"), { role: "list", id: newId("vid") });
  const fold = named(node("button", "vid-fold"), { type: "button", "aria-controls": list.id, tabindex: "-1" });
  fold.append(node("span", "vid-title"), node("span", "vid-count"), node("span", "vid-total"));
  const heading = named(node("div", "vid-head", fold), { role: "heading", "aria-level": "2" });
  const before = more(view, code, "earlier"), after = more(view, code, "more");
  const group = node("section", "vid-group", heading, node("p", "vid-help"), before, list, after);
  fold.addEventListener("click", () => {
    const open = fold.getAttribute("aria-expanded") !== "true";
    fold.setAttribute("aria-expanded", open);
    group.classList.toggle("folded", !open);
    view.component.setTriggerValue("view", { group: code, act: open ? "open" : "fold" });
  });
  return group;
}

function more(view, code, act) {
  const button = named(node("button", `vid-further ${act}`), { type: "button", tabindex: "-1" });
  button.addEventListener("click", () => {
    const rows = [...button.parentElement.querySelectorAll(".vid-row")];
    const edge = act === "more" ? rows.at(-1) : rows[0];
    view.onward = edge && document.activeElement === button ? [edge.dataset.id, act] : null;
    view.component.setTriggerValue("view", { group: code, act });
  });
  return button;
}

function drawGroup(view, section, group, data) {
  const [code, name, count, open, help, total, first, rows, earlier, further, , , cost] = group;
  const part = (css) => section.querySelector(`.${css}`);
  write(part("vid-title"), name);
  write(part("vid-count"), count);
  write(part("vid-total"), cost);
  mark(part("vid-fold"), { "aria-expanded": open });
  mark(part("vid-rows"), { "aria-label": name });
  section.classList.toggle("folded", !open);
  section.dataset.group = code;
  for (const [css, words] of [["vid-help", help], ["earlier", earlier], ["more", further]]) {
    write(part(css), words);
    part(css).hidden = !words;
  }
  const list = part("vid-rows");
  const wanted = rows.map((row, place) => {
    const item = view.rows.get(row[0]) ?? newRow(row[0], (picked) => choose(view, picked));
    drawRow(item, row, data);
    view.next.set(row[0], item);
    mark(item, { "aria-posinset": first + place + 1, "aria-setsize": total });
    return item;
  });
  arrange(list, wanted);
}

function newView(parent) {
  const root = node("div", "vid-list");
  const view = {
    root, groups: new Map(), rows: new Map(), next: new Map(), data: null, picked: "",
    note: named(node("div", "vid-stale"), { role: "status" }),
    empty: node("p", "vid-empty"),
    body: node("div", "vid-groups"),
  };
  view.top = newTop((code) => jump(view, code));
  root.append(view.note, view.top, view.empty, view.body);
  root.addEventListener("keydown", (event) => steer(view, event));
  root.addEventListener("focusin", (event) => {
    if (event.target.matches(".vid-pick")) rove(view, event.target);
  });
  parent.append(root);
  return view;
}

function render(view, data) {
  view.next = new Map();
  mark(view.root, { role: "group", "aria-label": data.label });
  const sections = data.groups.map((group) => {
    const section = view.groups.get(group[0]) ?? newGroup(view, group[0]);
    view.groups.set(group[0], section);
    drawGroup(view, section, group, data);
    return section;
  });
  arrange(view.body, sections);
  drawTop(view.top, data);
  view.root.style.setProperty("--tick", `${(data.axis[1]?.[0] ?? 1000) / 10}%`);
  view.rows = view.next;
  write(view.note, data.stale);
  view.note.hidden = !data.stale;
  view.root.classList.toggle("stale", Boolean(data.stale));
  write(view.empty, data.empty);
  view.empty.hidden = !data.empty;
  select(view, data.selected);
}

function select(view, selected) {
  for (const [id, item] of view.rows) {
    item.classList.toggle("selected", id === selected);
    if (id === selected) mark(item.parts.pick, { "aria-current": true });
    else item.parts.pick.removeAttribute("aria-current");
  }
}

// A group that is folded is opened first, and gone to when its rows have come.
function jump(view, code) {
  const section = view.groups.get(code);
  if (section.classList.contains("folded")) {
    view.bound = code;
    section.querySelector(".vid-fold").click();
  }
  arrive(view, code);
}

function arrive(view, code) {
  view.going = code;
  view.groups.get(code)?.scrollIntoView({ block: "start", behavior: "instant" });
  follow(view.top, code);
}

// Where the end of the list keeps a group from the top, the one that was jumped to is the one in sight.
function onScroll(view, box) {
  scrolled.set(view.data.key, box.scrollTop);
  const { going } = view;
  view.going = "";
  if (!going) follow(view.top, groupInSight(view.top, [...view.body.children]));
}

// Whose card is closed gets the focus back, unless it has gone somewhere else by then. One that was excluded
// may have gone to a group that is folded: the list gets it then.
function giveBack(view, closed) {
  setTimeout(() => {
    const pick = view.rows.get(closed)?.parts.pick;
    const there = pick?.offsetParent ? pick : view.root.querySelector(".vid-pick[tabindex='0']");
    if (there && document.activeElement === document.body) there.focus();
  }, 150);
}

function choose(view, item) {
  view.picked = item.dataset.id;
  select(view, view.picked);
  view.component.setTriggerValue("select", view.picked);
}

export function draw(component) {
  const { parentElement: parent } = component;
  const view = views.get(parent) ?? newView(parent);
  views.set(parent, view);
  view.component = component;
  const told = decoder.decode(component.data);
  if (told === view.told) return;
  const data = JSON.parse(told), last = view.data, box = scroller(view.root);
  const before = snapshot(view, box);
  render(view, data);
  const first = view.root.querySelector(".vid-row.selected .vid-pick, .vid-pick");
  if (!view.root.querySelector(".vid-pick[tabindex='0']")) rove(view, first);
  restore(view, before, box, data, last);
  if (last?.selected && !data.selected) giveBack(view, last.selected);
  if (!last) {
    if (!data.selected) box.scrollTop = scrolled.get(data.key) ?? 0;
    box.addEventListener("scroll", () => onScroll(view, box), { passive: true });
  }
  Object.assign(view, { told, data, picked: "" });
  if (view.bound) arrive(view, view.bound);
  else follow(view.top, groupInSight(view.top, [...view.body.children]));
  view.bound = "";
  view.root.dataset.plan = data.seal; // tells the page which plan is drawn
}
