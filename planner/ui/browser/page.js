// The language of the page, which Streamlit leaves at English: its own labels are replaced as they
// appear. Only attributes and text nodes are written, so nothing can become markup.

// `words` maps a text of Streamlit's to ours; one that ends with … is a beginning, and the rest is
// kept.
export function speak(language, words) {
  const root = document.documentElement;
  root.lang = language;
  if (window.vidnovaWords) window.vidnovaWords.disconnect();
  const attributes = ["aria-label", "title", "placeholder", "aria-description"];
  const begins = Object.keys(words).filter((key) => key.endsWith("…")).map((key) => key.slice(0, -1));
  const told = (text) => {
    const bare = text.trim();
    if (bare in words) return words[bare];
    const begin = begins.find((start) => bare.startsWith(start) && bare.length > start.length);
    return begin && words[begin + "…"].replace("…", () => bare.slice(begin.length));
  };
  // Names come from the data: only texts of widgets, never of our own panels, are looked at.
  const ours = "[data-testid=stHtml],[data-testid^=stBidi],[data-testid=stMarkdownContainer]";
  const uploads = "[data-testid=stFileUploaderDropzone]"; // whose words are Streamlit's throughout
  const own = (element) => element.closest(ours) && !element.closest(uploads);
  const attribute = (element, name) => {
    const value = element.getAttribute(name);
    const said = value && told(value);
    if (said) element.setAttribute(name, said);
  };
  const text = (node) => {
    const parent = node.parentElement;
    const said = parent && !own(parent) && told(node.data);
    if (said && said !== node.data) node.data = said;
  };
  const all = (node) => {
    if (node.nodeType === Node.TEXT_NODE) return text(node);
    if (node.nodeType !== Node.ELEMENT_NODE || own(node)) return;
    attributes.forEach((name) => attribute(node, name));
    for (const child of node.childNodes) all(child);
  };
  if (!begins.length) return;
  all(document.body);
  pages();
  needed(language);
  window.vidnovaWords = new MutationObserver((changes) => {
    pages();
    needed(language);
    for (const change of changes) {
      if (change.type === "attributes") attribute(change.target, change.attributeName);
      else if (change.type === "characterData") text(change.target);
      else change.addedNodes.forEach(all);
    }
  });
  window.vidnovaWords.observe(document.body, {
    subtree: true, childList: true, characterData: true, attributes: true, attributeFilter: attributes,
  });
}

// The pages are a navigation, and one of them is the page that is open.
function pages() {
  document.querySelector(".st-key-nav")?.setAttribute("role", "navigation");
  for (const link of document.querySelectorAll(".st-key-nav a")) {
    if (link.closest(".st-key-nav_here")) link.setAttribute("aria-current", "page");
    else link.removeAttribute("aria-current");
  }
}

// Fields that have to be filled in: Streamlit has no way to say so to a screen reader.
function needed(language) {
  const forced = ["reason", "author"].map((part) => `[class*="st-key-${part}_"]`);
  const named = ["save_name", "rename"].map((part) => `.st-key-${part}_${language}`);
  const fields = [...forced, ...named].map((part) => `${part} :is(input, textarea):not([aria-required])`);
  for (const field of document.querySelectorAll(fields.join())) field.setAttribute("aria-required", "true");
}

// What is skipped to is the list, where there is one.
function skip(event) {
  const pick = event.target.closest("a[href='#stMain']") && document.querySelector(".vid-pick[tabindex='0']");
  if (!pick) return;
  event.preventDefault();
  event.stopPropagation();
  pick.focus();
}

// Escape closes the card that is open, unless something that is open above it takes the key; the
// link that skips what stands above leads to the list.
export function closing() {
  if (window.vidnovaCloses) return;
  window.vidnovaCloses = (event) => {
    if (event.key !== "Escape" || event.defaultPrevented) return;
    if (document.querySelector("[data-testid=stPopoverBody], [role=listbox], :fullscreen")) return;
    document.querySelector(".st-key-card .st-key-close button")?.click();
  };
  document.addEventListener("keydown", window.vidnovaCloses);
  document.addEventListener("click", skip, true);
}
