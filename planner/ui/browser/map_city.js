// What Python sends: the ground once (places, names, outlines), the plan on every change.

const MARK = 0x0f;
const GROUP = 0x30;
const ENTERED = 0x40;
const DIMMED = 0x80;
const PLANNED = 0;
const UNPLACED = 0x10; // of facts: nobody knows where

/** Base64 of a deflated array -> its bytes. */
const unpacked = (text) => inflated(Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0)));

async function inflated(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

async function lines(text) {
  const words = new TextDecoder().decode(await unpacked(text));
  return words ? words.split("\n") : [];
}

const shorts = (bytes) => new Uint16Array(bytes.buffer, 0, bytes.length >> 1);

/** The part that stays while weights move. */
export class City {
  static async of(data) {
    const [places, ids, names, facts, second, rings] = await Promise.all([
      unpacked(data.places), lines(data.ids), lines(data.names), unpacked(data.facts),
      unpacked(data.second), unpacked(data.rings),
    ]);
    return new City(data, shorts(places), ids, names, facts, second, shorts(rings));
  }

  constructor(data, places, ids, names, facts, second, rings) {
    Object.assign(this, { data, ids, names, facts, second, words: data.words });
    const [west, south, east, north] = data.extent;
    const shrink = Math.cos(((south + north) / 2) * (Math.PI / 180));
    const stepX = ((east - west) * shrink) / 65535;
    const stepY = (north - south) / 65535;
    this.onGround = (x, y) => [x * stepX, (65535 - y) * stepY];
    this.x = new Float64Array(ids.length);
    this.y = new Float64Array(ids.length);
    for (let i = 0; i < ids.length; i++) {
      const placed = !(facts[i] & UNPLACED);
      [this.x[i], this.y[i]] = placed ? this.onGround(places[2 * i], places[2 * i + 1]) : [NaN, NaN];
    }
    const [left, top] = this.onGround(data.box[0], data.box[3]);
    const [right, bottom] = this.onGround(data.box[2], data.box[1]);
    this.box = [left, top, right, bottom];
    this.indexOf = new Map(ids.map((id, i) => [id, i]));
    this.ring = { shape: "circle", ...data.inks.ring };
    this.readOutlines(rings);
  }

  readOutlines(rings) {
    let at = 0;
    const path = (lengths, closed) => {
      const drawn = new Path2D();
      for (const length of lengths) {
        for (let k = 0; k < length; k++, at += 2) {
          const [x, y] = this.onGround(rings[at], rings[at + 1]);
          if (k) drawn.lineTo(x, y);
          else drawn.moveTo(x, y);
        }
        if (closed) drawn.closePath();
      }
      return drawn;
    };
    this.districts = this.data.districts.map((d) => ({
      name: d.name, path: path(d.lengths, true), centre: this.onGround(...d.centre),
    }));
    this.rivers = this.data.rivers.map((r) => ({ name: r.name, path: path(r.lengths, false) }));
  }
}

/** The part that a move of a weight changes; as long as the city. */
export class Decisions {
  /** From what Python sent: the name of the map, a line; then deflated a line of JSON and arrays. */
  static async of(sent) {
    const bytes = await inflated(sent.subarray(sent.indexOf(10) + 1));
    const end = bytes.indexOf(10);
    const data = JSON.parse(new TextDecoder().decode(bytes.subarray(0, end)));
    return new Decisions(data, bytes.subarray(end + 1));
  }

  constructor(data, arrays) {
    const { n, planes } = data;
    this.data = data;
    this.byRank = new Uint32Array(n);
    this.codes = new Uint8Array(n);
    this.starts = new Uint8Array(n);
    this.ranks = new Uint32Array(n);
    const plots = new Set(data.plots); // have the number of their project, which stands before them
    let rank = 0;
    for (let k = 0; k < n; k++) {
      let i = 0;
      for (let plane = 0; plane < planes; plane++) i += arrays[(2 + plane) * n + k] << (8 * plane);
      this.byRank[k] = i;
      this.codes[i] = arrays[k];
      this.starts[i] = arrays[n + k];
      if (!plots.has(k)) rank += 1;
      this.ranks[i] = rank;
    }
  }

  /** Which of the marks a site has; `second` is shown instead of the works. */
  markOf(i, city) {
    return this.data.second ? city.second[i] : this.codes[i] & MARK;
  }

  /** A number that sites share which look alike. */
  look(i, city) {
    return this.data.second ? (city.second[i] << 8) | this.codes[i] : this.codes[i];
  }

  /** What is said of a site, a line each: name, place in the list, works, damage. */
  about(i, city) {
    const { words, data } = city;
    const told = [city.names[i], `№${this.ranks[i]} · ${words.groups[this.group(i)]}`];
    const works = data.marks[this.codes[i] & MARK];
    const start = this.starts[i] ? this.data.base + this.starts[i] : 0;
    if (works?.name) {
      told.push(start ? `${works.name} · ${words.start.replace("{year}", start)}` : works.name);
    }
    told.push(words.damage[city.facts[i] & 7] || "", city.facts[i] & 8 ? words.approximate : "");
    return told.filter(Boolean);
  }

  group(i) {
    return (this.codes[i] & GROUP) >> 4;
  }

  planned(i) {
    return (this.codes[i] & GROUP) === PLANNED;
  }

  entered(i) {
    return (this.codes[i] & ENTERED) !== 0;
  }

  dimmed(i) {
    return (this.codes[i] & DIMMED) !== 0;
  }
}
