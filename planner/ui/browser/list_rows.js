// One row of the ranked list. Names and numbers become text nodes, never markup.

let ids = 0;

function node(name, css, ...children) {
  const made = document.createElement(name);
  if (css) made.className = css;
  made.append(...children.filter((child) => child !== ""));
  return made;
}

function named(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);

function newRow(view, id) {
  const item = node("li", "vid-row");
  const pick = named(node("button", "vid-pick"), { type: "button", tabindex: "-1" });
  const name = node("div", "vid-name", pick, node("span", "vid-tags"));
  const course = named(node("div", "vid-course"), { id: `vid-${(ids += 1)}` });
  pick.setAttribute("aria-describedby", course.id);
  item.append(
    node("div", "vid-rank"), node("div", "vid-told-of", name, course, node("div", "vid-why")),
    node("div", "vid-money"),
  );
  item.dataset.id = id;
  item.addEventListener("click", () => {
    if (!String(getSelection())) choose(view, item);
  });
  return item;
}

function drawRow(item, row, data) {
  const [id, rank, climbed, name, tags, course, about, pieces, sum, money, margin, why] = row;
  const part = (css) => item.querySelector(`.${css}`);
  part("vid-rank").replaceChildren(`№${rank}`, move(climbed, data));
  part("vid-pick").textContent = name || id;
  part("vid-tags").replaceChildren(
    ...tags.map((tag) => node("span", tag ? "vid-tag" : "vid-tag new", data.tags[tag])),
  );
  part("vid-course").replaceChildren(...courseOf(course, data), about < 0 ? "" : data.about[about]);
  part("vid-why").textContent = why;
  part("vid-money").replaceChildren(...(money ? moneyOf(money, margin, pieces, sum, data) : []));
  item.classList.toggle("new", tags.includes(0));
}

function move(climbed, data) {
  if (!climbed) return "";
  const words = data.moves[climbed];
  const arrow = `${climbed > 0 ? "▲" : "▼"}${Math.abs(climbed)}`;
  const mark = node("small", climbed > 0 ? "up" : "down", arrow);
  return named(mark, { role: "img", "aria-label": words, title: words });
}

function courseOf(course, data) {
  return course.flatMap(([works, years], order) => {
    const [name, shape] = data.works[works];
    const symbol = named(node("span", `sym sym-${shape}`), { "aria-hidden": "true" });
    const step = node("span", "w", symbol, `${name} ${years}`);
    return [order ? " → " : "", step, order === course.length - 1 ? "\u00a0· " : ""];
  });
}

function moneyOf([amount, low, high], margin, pieces, sum, data) {
  const { words } = data;
  const parts = pieces.filter((piece) => piece[2]).map((p) => `${data.criteria[p[0]][0]} ${p[2]}`);
  const label = fill(words.bar, { points: sum, parts: parts.join("; ") });
  const bar = named(node("div", "vid-bar", ...pieces.filter((p) => p[1]).map((p) => piece(p, data))), {
    role: "img", "aria-label": label, title: label,
  });
  const short = margin.startsWith("-");
  const told = fill(short ? words.short : words.spare, { n: short ? margin.slice(1) : margin });
  return [
    named(node("div", "vid-amount", amount, " ", node("small", "", words.unit)), {
      title: fill(words.range, { low, high }),
    }),
    node("div", "vid-gauge", named(node("span", "vid-margin", told), { title: words.margin }), bar),
  ];
}

function piece([criterion, width], data) {
  const made = node("div", width < 0 ? "neg" : "");
  made.style.width = `${Math.abs(width) / 10}%`;
  if (width > 0) made.style.background = data.criteria[criterion][1];
  return made;
}
