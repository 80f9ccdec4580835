// One map of the city: what it shows, where it looks, and what is pointed at.

import { City, Decisions } from "./map_city.js";
import { FullScreen } from "./map_full.js";
import { Hands } from "./map_hands.js";
import { Scene } from "./map_scene.js";
import { showTip } from "./map_tip.js";
import { View } from "./map_view.js";

const GLIDE = 240; // milliseconds
const CALM = matchMedia("(prefers-reduced-motion: reduce)");

export class CityMap {
  /** slot: what outlives the map: { sent, ground, view }, and the map itself. */
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

  /** Take the ground and the words that Python sent last. */
  async take() {
    const { ground: data } = this.slot;
    if (!data) return;
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
    showTip(this);
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
    if (Number.isNaN(city.x[index]) || view.inSight(city.x[index], city.y[index], 24)) return;
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
    showTip(this);
    this.draw();
  }

  zoom(factor, px, py) {
    if (!this.ready) return;
    const { width, height } = this.view.size;
    this.view.zoomAt(factor, px ?? width / 2, py ?? height / 2);
    showTip(this);
    this.draw();
  }

  home() {
    if (!this.ready) return;
    this.view.home();
    showTip(this);
    this.draw();
  }

  button(name) {
    if (name === "home") this.home();
    else this.zoom(name === "in" ? 1.6 : 1 / 1.6);
  }

  /** Index of the nearest site within reach of a pixel, those not filtered out first; or -1. */
  nearest(px, py, reach) {
    if (!this.ready) return -1;
    const { city, decisions, inset } = this;
    const framed = Boolean(inset?.holds(px, py));
    const view = framed ? inset.view : this.view;
    const [gx, gy] = [
      view.x + (px - view.size.width / 2) / view.scale,
      view.y + (py - view.size.height / 2) / view.scale,
    ];
    let found = -1;
    let least = Infinity;
    for (let i = 0; i < city.ids.length; i++) {
      const away = Math.hypot(city.x[i] - gx, city.y[i] - gy) * view.scale;
      if (away > reach || !this.mark(i) || (inset && inset.has(i) !== framed)) continue;
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
    return this.spot(this.city.indexOf.get(id));
  }

  /** The same by index: in the inset, for what stands there. */
  spot(i) {
    const view = this.inset?.has(i) ? this.inset.view : this.view;
    return view.place(this.city.x[i], this.city.y[i]);
  }

  pointAt(index) {
    if (index === this.at || !this.ready) return;
    this.at = index;
    this.find("above").classList.toggle("over", index >= 0);
    showTip(this);
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

  /** Tell Python an id; whoever draws the map says how. */
  pick(index) {
    this.trigger("pick", this.city.ids[index]);
  }

  say(words) {
    this.find("said").textContent = words;
  }
}
