// One row of the ranked list. Names and numbers become text nodes, never markup.

import { fill, mark, named, newId, node, write } from "./dom.js";

/** A row with nothing in it yet; `pick` is told of a click on it. */
export function newRow(id, pick) {
  const parts = {
    rank: node("div", "vid-rank"), tags: node("span", "vid-tags"), why: node("div", "vid-why"),
    pick: named(node("button", "vid-pick"), { type: "button", tabindex: "-1" }),
    course: named(node("div", "vid-course"), { id: newId("vid") }),
    amount: document.createTextNode(""), unit: node("small", ""), sum: node("span", "vid-sum"),
    loss: node("span", "vid-loss"), bar: named(node("div", "vid-bar"), { role: "img" }),
  };
  parts.pick.setAttribute("aria-describedby", parts.course.id);
  parts.gauge = node("div", "vid-gauge", parts.bar, parts.sum, parts.loss);
  parts.money = node("div", "vid-money", node("div", "vid-amount", parts.amount, parts.unit));
  const name = node("div", "vid-name", parts.pick, " ", parts.tags);
  const told = node("div", "vid-told-of", name, parts.course, parts.why);
  const item = node("li", "vid-row", parts.rank, told, parts.gauge, parts.money);
  item.dataset.id = id;
  item.addEventListener("click", () => {
    // Who marks words of a row does not open it; words marked elsewhere, in a field say, are no reason.
    const marked = getSelection();
    if (!String(marked) || !item.contains(marked.anchorNode)) pick(item);
  });
  return Object.assign(item, { parts, drawn: {} });
}

export function drawRow(item, row, data) {
  const [id, rank, climbed, name, tags, course, about, pieces, sum, money, loss, why, cut] = row;
  const { parts } = item;
  const put = (part, made, words) => {
    const told = JSON.stringify(words);
    if (item.drawn[part] === told) return;
    item.drawn[part] = told;
    parts[part].replaceChildren(...made(words));
  };
  put("rank", () => [`${rank}`, move(climbed, data)], [rank, climbed, data.moves[climbed]]);
  write(parts.pick, name || id);
  put("tags", tagsOf, tags.map((tag) => [tag, data.tags[tag]]));
  const steps = course.map(([works, years]) => [...data.works[works], years]);
  put("course", courseOf, [steps, about < 0 ? "" : data.about[about]]);
  write(parts.why, why);
  item.classList.toggle("new", tags.includes(0));
  parts.money.hidden = parts.gauge.hidden = !money;
  if (!money) return;
  write(parts.sum, sum);
  parts.bar.classList.toggle("cut", Boolean(cut));
  drawMoney(parts, money, loss, data.words);
  put("bar", barOf, pieces.filter((piece) => piece[1]).map(([of, width]) => [width, data.criteria[of][1]]));
  const told = pieces.filter((piece) => piece[2]).map((p) => `${data.criteria[p[0]][0]} ${p[2]}`);
  const label = fill(data.words.bar, { points: sum, parts: told.join("; ") });
  mark(parts.bar, { "aria-label": label, title: label });
}

const tagsOf = (tags) => tags.map(([tag, words]) => node("span", tag ? "vid-tag" : "vid-tag new", words));

function move(climbed, data) {
  if (!climbed) return "";
  const words = data.moves[climbed];
  const arrow = `${climbed > 0 ? "▲" : "▼"}${Math.abs(climbed)}`;
  const way = node("small", climbed > 0 ? "up" : "down", arrow);
  return named(way, { role: "img", "aria-label": words, title: words });
}

function courseOf([course, about]) {
  const steps = course.flatMap(([name, shape, years], order) => {
    const symbol = named(node("span", `sym sym-${shape}`), { "aria-hidden": "true" });
    const step = node("span", "w", symbol, `${name} ${years}`);
    const ends = about && order === course.length - 1;
    return [order ? " → " : "", step, ends ? "\u00a0· " : ""];
  });
  return [...steps, about];
}

function drawMoney(parts, [amount, low, high], loss, words) {
  if (parts.amount.data !== amount) parts.amount.data = amount;
  write(parts.unit, ` ${words.unit}`);
  mark(parts.money, { title: fill(words.range, { low, high }) });
  write(parts.loss, loss);
  mark(parts.loss, { title: words.loss });
}

const barOf = (pieces) => pieces.map(([width, ink]) => {
  const made = node("div", width < 0 ? "neg" : "");
  made.style.width = `${Math.abs(width) / 10}%`;
  if (width > 0) made.style.background = ink;
  return made;
});
