// The map of the city: own Canvas 2D, no tiles, no request to anyone. Data enter the page as text
// only. The view outlives reruns, languages and pages: it is kept by the name of the map.

const GLIDE = 240; // milliseconds
const CALM = matchMedia("(prefers-reduced-motion: reduce)");

class CityMap {
  constructor(root, slot) {
    this.root = root;
    this.slot = slot;
    this.find = (name) => root.querySelector(`.${name}`);
    this.scene = new Scene(this.find("below"), this.find("above"));
    this.outside = root.getRootNode().host ?? root; // tells the page which plan is painted
    this.outside.classList.add("vid-map");
    this.at = -1;
    this.selected = -1;
    this.hands = new Hands(this, this.find("above"));
    for (const name of ["in", "out", "home"]) {
      this.find(name).addEventListener("click", () => this.button(name));
    }
    this.full = new FullScreen(this);
    this.watcher = new ResizeObserver(() => this.resize());
    this.watcher.observe(this.find("stage"));
  }

  end() {
    this.watcher.disconnect();
    cancelAnimationFrame(this.frame);
  }

  /** Take the ground and the words; `trigger` tells Python an id. */
  async take(data, trigger) {
    this.trigger = trigger;
    this.asked = data;
    const city = this.city?.data === data ? this.city : await City.of(data);
    if (this.asked !== data) return;
    const other = this.city?.data.stamp !== data.stamp;
    if (other) this.at = this.selected = -1;
    this.city = city;
    this.say("");
    const words = { in: "zoom_in", out: "zoom_out", home: "home" };
    for (const [name, key] of Object.entries(words)) {
      this.find(name).setAttribute("aria-label", data.words[key]);
      this.find(name).title = data.words[key];
    }
    this.find("note").textContent = data.words.note;
    this.find("keys").textContent = data.words.keys;
    this.find("tools").setAttribute("aria-label", data.words.tools);
    this.view = null;
    this.resize();
    this.update();
  }

  /** Take the decisions that Python sent last, if they belong to this city. */
  async update() {
    const { sent } = this.slot;
    if (!sent || !this.city) return;
    const decisions = this.sent === sent ? this.decisions : await Decisions.of(sent);
    const { data } = decisions;
    if (this.slot.sent !== sent || data.stamp !== this.city.data.stamp) return;
    Object.assign(this, { sent, decisions, theme: data.theme, inks: null });
    const { city } = this;
    if (!this.view || this.height !== data.height) {
      this.height = data.height;
      this.find("stage").style.height = `${data.height}px`;
      this.resize();
    }
    this.find("above").setAttribute("aria-label", data.summary);
    this.select(city.indexOf.get(data.selected) ?? -1);
    this.tip();
    this.draw();
    this.full.refresh();
  }

  /** Inks and font of the page; read within a frame, when the styles are reckoned anyway. */
  dress() {
    const style = getComputedStyle(this.root);
    this.font = style.fontFamily;
    this.inks = Object.fromEntries(
      Object.entries(this.city.data.inks).map(([name, ink]) => [name, ink[this.theme]]),
    );
    this.inks.page = style.getPropertyValue("--st-background-color") || this.inks.land;
  }

  select(index) {
    const before = this.selected;
    this.selected = index;
    if (index >= 0 && index !== before && this.view) this.bring(index);
  }

  /** Bring a site into sight, gently, without changing the scale. */
  bring(index) {
    const { view, city } = this;
    if (view.inSight(city.x[index], city.y[index], 24)) return;
    this.glide(city.x[index], city.y[index]);
  }

  glide(x, y) {
    const { view } = this;
    const from = [view.x, view.y];
    const start = performance.now();
    view.touched = true;
    const step = (now) => {
      if (this.view !== view) return;
      const t = CALM.matches ? 1 : Math.min(1, (now - start) / GLIDE);
      const eased = 1 - Math.pow(1 - t, 3);
      view.x = from[0] + (x - from[0]) * eased;
      view.y = from[1] + (y - from[1]) * eased;
      this.draw();
      if (t < 1) requestAnimationFrame(step);
    };
    step(start);
  }

  resize() {
    const stage = this.find("stage");
    const size = { width: stage.clientWidth, height: stage.clientHeight };
    if (!this.city || !size.width || !size.height) return;
    this.scene.resize(size);
    if (this.view) {
      this.view.resize(size);
    } else {
      const kept = this.slot.view;
      this.view = new View(this.city.box, size, kept?.stamp === this.city.data.stamp ? kept : null);
    }
    this.corner = [size.width - 42, 0, size.width, this.find("tools").offsetHeight + 12];
    this.draw();
  }

  /** Paint with the next frame; remember where we look. */
  draw() {
    cancelAnimationFrame(this.frame);
    this.frame = requestAnimationFrame(() => {
      if (!this.ready || this.decisions.codes.length !== this.city.ids.length) return;
      if (!this.inks) this.dress();
      if (this.scene.ratio !== (window.devicePixelRatio || 1)) this.scene.resize(this.view.size);
      this.scene.draw(this);
      const { x, y, scale, touched } = this.view;
      this.slot.view = { x, y, scale, touched, stamp: this.city.data.stamp };
      this.root.dataset.drawn = this.decisions.data.stamp;
      this.outside.dataset.plan = this.decisions.data.plan;
    });
  }

  get ready() {
    return Boolean(this.city && this.decisions && this.view);
  }

  pan(dx, dy) {
    if (!this.ready) return;
    this.view.pan(dx, dy);
    this.tip();
    this.draw();
  }

  zoom(factor, px, py) {
    if (!this.ready) return;
    const { width, height } = this.view.size;
    this.view.zoomAt(factor, px ?? width / 2, py ?? height / 2);
    this.tip();
    this.draw();
  }

  home() {
    if (!this.ready) return;
    this.view.home();
    this.tip();
    this.draw();
  }

  button(name) {
    if (name === "home") this.home();
    else this.zoom(name === "in" ? 1.6 : 1 / 1.6);
  }

  /** Index of the nearest site within reach of a pixel, those not filtered out first; or -1. */
  nearest(px, py, reach) {
    if (!this.ready) return -1;
    const { city, decisions, view } = this;
    const [gx, gy] = [
      view.x + (px - view.size.width / 2) / view.scale,
      view.y + (py - view.size.height / 2) / view.scale,
    ];
    let found = -1;
    let least = Infinity;
    for (let i = 0; i < city.ids.length; i++) {
      const away = Math.hypot(city.x[i] - gx, city.y[i] - gy) * view.scale;
      if (away > reach || !this.mark(i)) continue;
      const weighed = away + (decisions.dimmed(i) ? reach : decisions.planned(i) ? 0 : 1.5);
      if (weighed < least) [found, least] = [i, weighed];
    }
    return found;
  }

  mark(i) {
    return this.city.data.marks[this.decisions.markOf(i, this.city)];
  }

  /** Where a site stands on the canvas, in pixels; for whoever drives the page. */
  where(id) {
    const i = this.city.indexOf.get(id);
    return this.view.place(this.city.x[i], this.city.y[i]);
  }

  pointAt(index) {
    if (index === this.at || !this.ready) return;
    this.at = index;
    this.find("above").classList.toggle("over", index >= 0);
    this.tip();
    this.scene.choices(this);
  }

  leave() {
    this.pointAt(-1);
    this.say("");
  }

  /** Step through what is in sight, the highest priority first. */
  next(way) {
    if (!this.ready) return;
    const { city, decisions, view } = this;
    const seen = [...decisions.byRank].filter(
      (i) => view.inSight(city.x[i], city.y[i], 0) && !decisions.dimmed(i) && this.mark(i),
    );
    if (!seen.length) {
      this.say(city.words.nothing);
      return;
    }
    const before = seen.indexOf(this.at);
    const start = way > 0 ? 0 : seen.length - 1;
    const now = before < 0 ? start : (before + way + seen.length) % seen.length;
    this.pointAt(seen[now]);
    const place = city.words.place.replace("{n}", now + 1).replace("{of}", seen.length);
    this.say([...decisions.about(seen[now], city), place].join(". "));
  }

  pick(index) {
    this.trigger("pick", this.city.ids[index]);
  }

  /** Show, move or hide the text beside what the pointer or the keyboard is at. */
  tip() {
    const tip = this.find("tip");
    tip.hidden = this.at < 0 || !this.ready;
    if (tip.hidden) return;
    const [name, ...rest] = this.decisions.about(this.at, this.city);
    const title = document.createElement("b");
    title.textContent = name;
    const parts = rest.map((line) => {
      const part = document.createElement("span");
      part.textContent = line;
      return part;
    });
    tip.replaceChildren(title, ...parts);
    const [px, py] = this.view.place(this.city.x[this.at], this.city.y[this.at]);
    const { width, height } = this.view.size;
    const [wide, high] = [tip.offsetWidth, tip.offsetHeight];
    const left = px + 14 + wide < width - 4 ? px + 14 : Math.max(4, px - 14 - wide);
    const top = Math.min(height - high - 4, Math.max(4, py - high / 2));
    tip.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
  }

  say(words) {
    this.find("said").textContent = words;
  }
}

/** The slot of a map: its last decisions and its view, which outlive the component. */
function slotOf(name) {
  const maps = (globalThis.vidnovaMaps ??= new Map());
  if (!maps.has(name)) maps.set(name, {});
  return maps.get(name);
}

export default function mount({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".map");
  const slot = slotOf(data.map);
  if (slot.map?.root !== root) {
    slot.map?.end();
    slot.map = new CityMap(root, slot);
  }
  const { map } = slot;
  map.take(data, setTriggerValue);
  // Also called when the component is only drawn anew, and then at times after its next drawing:
  // what still stands on the page goes on.
  return () => setTimeout(() => {
    if (root.isConnected || slot.map !== map) return;
    map.end();
    slot.map = undefined;
  });
}
