// What is open, said on the body for the styles: whether it is the page Plan and has a card, how its plan
// stands, and whose popover is open, by the keys of all that its button stands in. A style that looked for these itself
// (:has) would have the browser look at the whole page again whenever a row of the list changes.

const PARTS = ["plan", "card"];
const OPENED = "[data-testid=stPopoverButton][aria-expanded=true]";

function say(name, words) {
  const { dataset } = document.body;
  if ((dataset[name] ?? "") === words) return;
  if (words) dataset[name] = words;
  else delete dataset[name];
}

function keysOf(element) {
  const keys = [];
  for (let at = element; at; at = at.parentElement)
    for (const name of at.classList) if (name.startsWith("st-key-")) keys.push(name.slice("st-key-".length));
  return keys.join(" ");
}

function tell(changes) {
  if (changes.some((change) => change.type === "childList")) {
    const there = PARTS.filter((part) => document.getElementsByClassName(`st-key-${part}`).length);
    say("shows", there.join(" "));
    say("stands", document.querySelector(".vid-state")?.dataset.state ?? "");
  }
  if (changes.some((change) => change.type === "attributes")) say("open", keysOf(document.querySelector(OPENED)));
}

/** Once for the life of the page. */
export function shown() {
  if (window.vidnovaShown) return;
  window.vidnovaShown = new MutationObserver(tell);
  const watched = { subtree: true, childList: true, attributeFilter: ["aria-expanded"] };
  window.vidnovaShown.observe(document.body, watched);
  tell([{ type: "childList" }, { type: "attributes" }]);
}
