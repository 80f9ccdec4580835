// The map over the whole screen, with a legend of its own: the page's one is out of sight then.

const SWATCH = 16; // pixels

export class FullScreen {
  constructor(map) {
    this.map = map;
    this.button = map.find("expand");
    this.button.hidden = true; // until there is a name for it
    this.button.addEventListener("click", () => this.toggle());
    map.root.addEventListener("fullscreenchange", () => this.refresh());
  }

  get on() {
    return this.map.root.matches(":fullscreen");
  }

  toggle() {
    if (this.on) document.exitFullscreen();
    else this.map.root.requestFullscreen();
  }

  /** Name the button for what it does now, and list the symbols in use. */
  refresh() {
    const { city, decisions } = this.map;
    if (!city || !decisions) return;
    const words = this.on ? city.words.shrink : city.words.expand;
    this.button.setAttribute("aria-label", words);
    this.button.title = words;
    this.button.hidden = !this.map.root.requestFullscreen;
    const items = this.on ? this.items().map((item) => this.line(...item)) : [];
    this.map.find("legend").replaceChildren(...items);
  }

  /** [mark, manner, words] of every symbol in use. */
  items() {
    const { map } = this;
    const { city, decisions } = map;
    const used = new Set(city.ids.map((_, i) => map.mark(i)));
    const items = city.data.marks
      .filter((mark) => used.has(mark))
      .map((mark) => [mark, mark.quiet ? "small" : "full", mark.name]);
    if (!city.words.groups.length) return items;
    const plain = { shape: "circle", ...city.data.inks.quiet };
    const behind = decisions.data.second
      ? [plain, "small", city.words.small]
      : [plain, "hollow", city.words.hollow];
    return [...items, behind, [city.ring, "ring", city.words.ring]];
  }

  line(mark, manner, words) {
    const line = document.createElement("span");
    const swatch = document.createElement("canvas");
    const { stamps, ratio } = this.map.scene;
    swatch.width = swatch.height = SWATCH * ratio;
    const context = swatch.getContext("2d");
    context.scale(ratio, ratio);
    context.translate(SWATCH / 2, SWATCH / 2);
    stamps.paint(context, mark, manner, manner === "ring" ? 2.6 : 5.5);
    const name = document.createElement("span");
    name.textContent = words;
    line.append(swatch, name);
    return line;
  }
}
