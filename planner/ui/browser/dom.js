// Elements made and changed: words become text nodes and attributes, never markup.

let ids = 0;

/** An id that no other element of the page has. */
export const newId = (of) => `${of}-${(ids += 1)}`;

export function node(name, css, ...children) {
  const made = document.createElement(name);
  if (css) made.className = css;
  made.append(...children.filter((child) => child !== ""));
  return made;
}

export function named(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
}

/** Words with a value for each {name} in them. */
export const fill = (words, values) => words.replace(/\{(\w+)\}/g, (_, name) => values[name]);

// What reads as before is left alone: every text that is set is laid out and painted anew.
export function write(element, words) {
  if (element.textContent !== words) element.textContent = words;
}

export function mark(element, attributes) {
  for (const [name, value] of Object.entries(attributes)) {
    if (element.getAttribute(name) !== String(value)) element.setAttribute(name, value);
  }
}

// Only what stands elsewhere is moved: a node that is moved loses the focus.
export function arrange(parent, wanted) {
  const kept = new Set(wanted);
  for (const child of [...parent.children]) if (!kept.has(child)) child.remove();
  wanted.forEach((child, place) => {
    if (parent.children[place] !== child) parent.insertBefore(child, parent.children[place] ?? null);
  });
}
