// One picture of the ground, the symbols and their names; a second one above it for what is chosen.

import { Inset } from "./map_inset.js";
import { LABEL, Labels, cased, shortName } from "./map_labels.js";
import { Stamps, set } from "./map_marks.js";

const LEAST_RADIUS = 2.1;
const MOST_RADIUS = 8;
const CROWD = 300; // with so many in sight names may cover symbols
const FEW = 40; // so many in sight are all named, where there is room
const TRIED = 300;
const FIRST = 6; // so many are named even where they cover symbols

export class Scene {
  constructor(below, above) {
    this.below = below;
    this.above = above;
    this.stamps = new Stamps();
    this.labels = new Labels();
    this.stats = { draws: 0, ms: 0, sites: 0 };
  }

  /** Fit both canvases to the size in CSS pixels, in full device pixels. */
  resize(size) {
    this.ratio = window.devicePixelRatio || 1;
    for (const canvas of [this.below, this.above]) {
      canvas.width = Math.round(size.width * this.ratio);
      canvas.height = Math.round(size.height * this.ratio);
    }
  }

  /** Radius of a symbol: what the city's density leaves room for, growing with the zoom. */
  radius(city, view) {
    const [left, top, right, bottom] = city.box;
    const area = (right - left) * (bottom - top) * view.fitting * view.fitting;
    const alone = Math.sqrt(area / Math.max(1, city.ids.length));
    const whole = Math.min(6.5, Math.max(LEAST_RADIUS, 0.24 * alone));
    const near = Math.max(1, view.zoom);
    return Math.round(Math.min(MOST_RADIUS, whole * Math.pow(near, 0.42)) * 4) / 4;
  }

  draw(map) {
    const start = performance.now();
    const { city, view } = map;
    this.inks = map.inks;
    this.font = map.font;
    const { width } = this.below;
    this.stamps.prepare(this.radius(city, view), map.theme, this.ratio, width, this.inks);
    const context = this.below.getContext("2d", { willReadFrequently: true }); // clear, not black, till then
    this.ground(context, city, view);
    const seen = this.sight(map);
    const crowded = seen.length > CROWD;
    const inset = (map.inset = Inset.of(map, seen));
    const apart = inset ? seen.filter((i) => !inset.has(i)) : seen;
    const plate = map.selected < 0 ? null : this.plate(this.above.getContext("2d"), map);
    const taken = plate ? [map.corner, plate.box, plate.halo] : [map.corner];
    if (inset) taken.push(inset.frame, inset.box);
    this.labels.begin(view.size, taken, crowded ? [] : this.boxes(map, apart));
    if (!crowded) this.districtNames(context, city, view);
    this.symbols(context, map, apart);
    if (crowded) this.districtNames(context, city, view);
    this.names(context, map, apart.filter((i) => i !== map.selected), crowded);
    inset?.draw(context, this, map, seen);
    this.choices(map);
    this.stats = {
      draws: this.stats.draws + 1, ms: performance.now() - start, sites: seen.length,
    };
  }

  ground(context, city, view) {
    const { width, height } = view.size;
    const s = view.scale * this.ratio;
    const [dx, dy] = [width / 2 - view.x * view.scale, height / 2 - view.y * view.scale];
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.fillStyle = this.inks.page;
    context.fillRect(0, 0, this.below.width, this.below.height);
    context.setTransform(s, 0, 0, s, dx * this.ratio, dy * this.ratio);
    context.lineJoin = context.lineCap = "round";
    context.fillStyle = this.inks.land;
    context.strokeStyle = this.inks.border;
    context.lineWidth = 1 / view.scale;
    for (const district of city.districts) {
      context.fill(district.path, "evenodd");
      context.stroke(district.path);
    }
    context.strokeStyle = this.inks.water;
    context.lineWidth = Math.min(6, 2 * Math.pow(Math.max(1, view.zoom), 0.4)) / view.scale;
    for (const river of city.rivers) context.stroke(river.path);
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
  }

  /** Indices of what is in sight, the highest priority first. */
  sight(map) {
    const { city: { x, y }, decisions: { byRank }, view } = map;
    const [wide, high] = [view.size.width / 2 + 10, view.size.height / 2 + 10].map(
      (half) => half / view.scale,
    );
    const seen = [];
    for (let k = 0; k < byRank.length; k++) {
      const i = byRank[k];
      if (Math.abs(x[i] - view.x) > wide || Math.abs(y[i] - view.y) > high) continue;
      if (map.mark(i)) seen.push(i);
    }
    return seen;
  }

  /** Set all symbols in sight, the plan's above the others and the highest priority on top. */
  symbols(context, map, seen) {
    const { city, decisions, view } = map;
    const { width, height } = this.below;
    const image = context.getImageData(0, 0, width, height);
    const picture = new Uint32Array(image.data.buffer);
    const scale = view.scale * this.ratio;
    const left = (view.size.width * this.ratio) / 2 - view.x * scale;
    const top = (view.size.height * this.ratio) / 2 - view.y * scale;
    const put = (i, stamp) => {
      const [px, py] = [Math.round(city.x[i] * scale + left), Math.round(city.y[i] * scale + top)];
      set(picture, width, height, px, py, stamp);
    };
    const looks = []; // thousands look alike: a symbol is looked up once for each look
    const above = [];
    for (let k = seen.length - 1; k >= 0; k--) {
      const i = seen[k];
      const { stamp, full } = (looks[decisions.look(i, city)] ??= this.look(map, i));
      if (full) above.push(i, stamp);
      else put(i, stamp);
    }
    for (let k = 0; k < above.length; k += 2) put(above[k], above[k + 1]);
    const ring = this.stamps.of(city.ring, "ring");
    for (const i of seen) if (decisions.entered(i) && !decisions.dimmed(i)) put(i, ring);
    context.putImageData(image, 0, 0);
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
  }

  /** One symbol by itself, where it stands: painted, so that it can be cut off at an edge. */
  single(context, map, i) {
    context.save();
    context.translate(...map.spot(i));
    const mark = map.mark(i);
    const paint = (what, manner) => this.stamps.paint(context, what, manner, this.stamps.size(what, manner));
    paint(mark, this.manner(map, i, mark));
    if (map.decisions.entered(i) && !map.decisions.dimmed(i)) paint(map.city.ring, "ring");
    context.restore();
  }

  look(map, i) {
    const mark = map.mark(i);
    const manner = this.manner(map, i, mark);
    return { stamp: this.stamps.of(mark, manner), full: manner === "full" };
  }

  manner({ decisions }, i, mark, lifted = false) {
    if (decisions.dimmed(i) && !lifted) return "faint";
    if (mark.quiet) return "small";
    if (decisions.planned(i)) return "full";
    return decisions.data.second ? "small" : "hollow";
  }

  /** Boxes of the symbols, which names should not cover. */
  boxes({ city, view }, seen) {
    const r = this.stamps.radius * 0.9;
    return seen
      .map((i) => view.place(city.x[i], city.y[i]))
      .map(([px, py]) => [px - r, py - r, px + r, py + r]);
  }

  names(context, { city, decisions, view }, seen, crowded) {
    const r = this.stamps.radius;
    context.font = `500 ${LABEL}px ${this.font}`;
    const clear = seen.filter((i) => !decisions.dimmed(i));
    const few = clear.length <= FEW;
    const room = view.size.width * view.size.height;
    let left = few ? FEW : Math.round(room / (crowded ? 26000 : 12000));
    const tried = few ? clear : clear.filter((i) => decisions.planned(i)).slice(0, TRIED);
    tried.forEach((i, k) => {
      if (left <= 0) return;
      const words = shortName(city.names[i]);
      const [px, py] = view.place(city.x[i], city.y[i]);
      const width = this.labels.width(context, words);
      const place = this.labels.beside(px, py, width, r + 4, k < FIRST);
      if (!place) return;
      const ink = decisions.planned(i) ? this.inks.text : this.inks.quiet;
      cased(context, words, place[0], place[1], ink, this.inks.land);
      left -= 1;
    });
  }

  districtNames(context, city, view) {
    context.textBaseline = "middle";
    context.font = `600 10.5px ${this.font}`;
    context.letterSpacing = "0.06em";
    context.globalAlpha = 0.85;
    for (const { name, centre } of city.districts) {
      const words = name.toLocaleUpperCase(city.data.language);
      const width = this.labels.width(context, words);
      const place = this.labels.around(...view.place(...centre), width);
      if (!place) continue;
      cased(context, words, place.x - width / 2, place.y, this.inks.quiet, this.inks.land);
    }
    context.globalAlpha = 1;
    context.letterSpacing = "0px";
  }

  /** The upper picture: what the pointer or the keyboard is at, and what is selected. */
  choices(map) {
    const context = this.above.getContext("2d");
    const { view } = map;
    const r = this.stamps.radius;
    context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    context.clearRect(0, 0, view.size.width, view.size.height);
    if (map.at >= 0 && map.at !== map.selected) {
      this.halo(context, map.spot(map.at), r + 4, 1.8);
    }
    if (map.selected < 0) return;
    const [px, py] = map.spot(map.selected);
    this.restamp(context, map, px, py);
    this.halo(context, [px, py], r + 5.5, 2.6);
    this.nameplate(context, this.plate(context, map));
  }

  halo(context, [px, py], radius, width) {
    for (const [ink, wide] of [[this.inks.land, width + 2.6], [this.inks.text, width]]) {
      context.beginPath();
      context.arc(px, py, radius, 0, 2 * Math.PI);
      context.strokeStyle = ink;
      context.lineWidth = wide;
      context.stroke();
    }
  }

  /** Lift the selected symbol above its neighbours. */
  restamp(context, map, px, py) {
    const i = map.selected;
    const mark = map.mark(i);
    context.beginPath();
    context.arc(px, py, this.stamps.radius + 5.5, 0, 2 * Math.PI);
    context.fillStyle = this.inks.land;
    context.fill();
    if (!mark) return;
    context.save();
    context.translate(px, py);
    this.stamps.paint(context, mark, this.manner(map, i, mark, true), this.stamps.radius);
    context.restore();
  }

  /** Words and box of the name beside the selected symbol. */
  plate(context, map) {
    const { city, selected, view, font } = map;
    const [px, py] = map.spot(selected);
    const { width, height } = view.size;
    const words = shortName(city.names[selected], 40);
    context.font = `700 13px ${font}`;
    const wide = this.labels.width(context, words) + 12;
    const gap = this.stamps.radius + 11;
    const right = px + gap + wide < width - 44;
    const beside = right || px - gap - wide >= 4;
    const centred = Math.min(width - wide - 4, Math.max(4, px - wide / 2));
    const left = right ? px + gap : beside ? px - gap - wide : centred;
    const above = py - gap - 14 > 4 ? py - gap - 14 : py + gap + 14;
    const middle = Math.min(height - 14, Math.max(14, beside ? py : above));
    const r = this.stamps.radius + 7;
    return {
      words, left, middle,
      box: [left, middle - 11, left + wide, middle + 11], halo: [px - r, py - r, px + r, py + r],
    };
  }

  nameplate(context, { words, left, middle, box }) {
    context.beginPath();
    context.roundRect(box[0], box[1], box[2] - box[0], 22, 5);
    context.fillStyle = this.inks.land;
    context.fill();
    context.lineWidth = 1.4;
    context.strokeStyle = this.inks.text;
    context.stroke();
    context.textBaseline = "middle";
    context.fillStyle = this.inks.text;
    context.fillText(words, left + 6, middle + 0.5);
  }
}
