// The line to the server. While it is cut nothing that is done here reaches anybody: the page says so,
// its controls are dead to hand, key and screen reader, and what it shows is marked as old. Streamlit
// joins the line again by itself, but asks a new session for nothing, and its own words for all this
// are English and about a terminal; so the page asks for a drawing as soon as the line is whole.
//
// A line may also be dumb: nothing ends it, and nothing goes through. What is done then waits in vain,
// and whoever waits for long asks the server whether it is there.

import { named, node, write } from "./dom.js";
import { sameSession } from "./session.js";
import { keepWaiting, waited } from "./unheard.js";

const APP = "[data-testid=stApp]";
const CONTROLS = "button, input, select, textarea, a[href], summary, [tabindex]";
const HOLDER = "[data-testid=stElementContainer]";
const STRANGE = "[data-testid=stDialog]"; // Streamlit's words about the line
const PATIENCE = 10000; // ms for an answer over a line that is whole; after that the page begins anew
const MOMENT = 2000; // ms that Streamlit may take to join a line whose server answers
const DOUBT = 8000; // ms without an answer, after which the server is asked; and again after as many
const BEAT = 1000; // ms between two looks at what waits
const decoder = new TextDecoder();

const whole = () => document.querySelector(APP)?.dataset.testConnectionState === "CONNECTED";

/** Where the server says whether it is well, seen from any page of it. */
const healthOf = (pathname) => `${pathname.replace(/(plan|compare|contest|sure|data|newcity)?\/?$/, "")}_stcore/health`;

/** What holds controls in a document: parts of the page, and controls that stand in none. */
function holders(root) {
  const found = new Set([...root.querySelectorAll(CONTROLS)].map((one) => one.closest(HOLDER) ?? one));
  for (const part of root.querySelectorAll(HOLDER)) {
    if ([...part.querySelectorAll("*")].some((one) => one.shadowRoot)) found.add(part);
  }
  return [...found];
}

function freeze(line) {
  line.frozen = holders(document.body).filter((one) => !one.inert && !line.bar.contains(one));
  for (const one of line.frozen) one.inert = true;
}

function thaw(line) {
  for (const one of line.frozen) one.inert = false;
  line.frozen = [];
}

function cut(line) {
  clearTimeout(line.timer);
  line.state = "cut";
  document.documentElement.dataset.line = "cut";
  write(line.said, line.words.cut);
  line.again.disabled = false;
  document.body.append(line.bar);
  thaw(line);
  line.focus = document.activeElement;
  keepWaiting();
  freeze(line);
}

/** The line is whole; the session at its other end is asked to draw the page. */
function ask(line) {
  line.state = "asked";
  write(line.said, line.words.back);
  line.asked += 1;
  line.component.setTriggerValue("joined", line.asked);
  line.timer = setTimeout(() => globalThis.location.reload(), PATIENCE);
}

function answered(line) {
  clearTimeout(line.timer);
  line.state = "whole";
  delete document.documentElement.dataset.line;
  line.bar.remove();
  thaw(line);
  if (document.activeElement === document.body) line.focus?.focus({ preventScroll: true });
  document.dispatchEvent(new Event("vidnova-joined"));
}

function look(line) {
  document.querySelector(`${STRANGE} [aria-label=Close], ${STRANGE} button`)?.click();
  if (!whole()) line.dumb = false;
  if (!whole() && line.state !== "cut") cut(line);
  else if (whole() && line.state === "cut" && !line.dumb) ask(line);
}

/** Whether the server is there. */
const well = () => fetch(healthOf(globalThis.location.pathname), {
  cache: "no-store", signal: AbortSignal.timeout(DOUBT),
}).then((answer) => answer.ok, () => false);

/** Asks whether a line that seems whole is dumb, and then until it is not. */
async function doubt(line) {
  if (line.asking || !whole() || !(line.state === "whole" || line.dumb)) return;
  line.asking = true;
  const there = await well();
  line.asking = false;
  line.doubted = Date.now();
  if (!whole()) return;
  if (!there && line.state === "whole") {
    line.dumb = true;
    cut(line);
  } else if (there && line.dumb) {
    line.dumb = false;
    ask(line);
  }
}

function beat(line) {
  if (line.dumb || (waited() > DOUBT && Date.now() - line.doubted > DOUBT)) doubt(line);
}

/** Asks the server whether it is there; if it is, and the line is not joined at once, all begins anew. */
async function retry(line) {
  line.again.disabled = true;
  write(line.said, line.words.trying);
  const there = await well();
  if (there) await new Promise((done) => { setTimeout(done, MOMENT); });
  if (line.state !== "cut") return;
  if (there) globalThis.location.reload();
  write(line.said, line.words.silent);
  line.again.disabled = false;
}

function begin() {
  const said = node("span", "");
  const again = named(node("button", ""), { type: "button" });
  const bar = named(node("div", "vid-cut", said, again), { role: "alert" });
  const line = {
    state: "whole", dumb: false, asking: false, doubted: 0, asked: 0, frozen: [], focus: null, timer: 0,
    said, again, bar,
  };
  again.addEventListener("click", () => retry(line));
  globalThis.addEventListener("offline", () => doubt(line));
  setInterval(() => beat(line), BEAT);
  new MutationObserver(() => look(line)).observe(document.body, {
    subtree: true, childList: true, attributes: true, attributeFilter: ["data-test-connection-state"],
  });
  return line;
}

export function draw(component) {
  const { session, joined, words } = JSON.parse(decoder.decode(component.data));
  if (!sameSession(session)) return;
  const line = (globalThis.vidnovaLine ??= begin());
  Object.assign(line, { component, words, asked: Math.max(line.asked, joined) });
  write(line.again, words.again);
  if (line.state === "asked" && joined >= line.asked) answered(line);
}
