// Names beside the symbols: the most important first, none over another.

const LONGEST = 30; // letters
export const LABEL = 12; // pixels of type

/** A name as it stands on the map: no remark in brackets, cut at a word. */
export function shortName(name, longest = LONGEST) {
  const plain = name.replace(/\s*\([^()]*\)\s*$/, "") || name;
  if (plain.length <= longest) return plain;
  const space = plain.lastIndexOf(" ", longest - 1);
  const cut = plain.slice(0, space > longest / 2 ? space : longest - 1);
  return `${cut.replace(/[\s,.«(–-]+$/, "")}…`;
}

export class Labels {
  constructor() {
    this.widths = new Map();
  }

  width(context, words) {
    const key = `${context.font}|${words}`;
    let width = this.widths.get(key);
    if (width === undefined) this.widths.set(key, (width = context.measureText(words).width));
    return width;
  }

  /** Begin a picture: boxes as [left, top, right, bottom] that names must not and should not cover. */
  begin(size, taken, symbols) {
    Object.assign(this, { size, taken, symbols });
  }

  isInside(box) {
    const { width, height } = this.size;
    return box[0] >= 2 && box[1] >= 2 && box[2] <= width - 2 && box[3] <= height - 2;
  }

  /** A free place beside (px, py) for words of this width, or null; may it cover symbols? */
  beside(px, py, width, gap, covering) {
    const half = LABEL * 0.66;
    const places = [
      [px + gap, py], [px - gap - width, py],
      [px - width / 2, py - gap - half], [px - width / 2, py + gap + half],
      [px + gap * 0.7, py - gap - half * 0.6], [px + gap * 0.7, py + gap + half * 0.6],
      [px - gap * 0.7 - width, py - gap - half * 0.6],
      [px - gap * 0.7 - width, py + gap + half * 0.6],
    ];
    const boxes = places.map(([left, middle]) => [left - 2, middle - half, left + width + 2, middle + half]);
    const open = boxes.map((box) => this.isInside(box) && !crosses(box, this.taken));
    let found = open.findIndex((free, k) => free && !crosses(boxes[k], this.symbols));
    if (found < 0 && covering) found = open.indexOf(true);
    if (found < 0) return null;
    this.taken.push(boxes[found]);
    return places[found];
  }

  /** The place near (px, py) for words to be centred at where they cover least, or null. */
  around(px, py, width) {
    let best = null;
    let least = Infinity;
    for (const [dx, dy] of ASIDE) {
      const [x, y] = [px + dx * 0.5 * Math.min(width, 90), py + dy];
      const box = [x - width / 2 - 2, y - 6, x + width / 2 + 2, y + 6];
      if (!this.isInside(box) || crosses(box, this.taken)) continue;
      const covered = this.symbols.filter((symbol) => overlap(box, symbol)).length;
      const cost = covered + (Math.abs(dx) + Math.abs(dy) / 16) * 0.2;
      if (cost < least) [least, best] = [cost, { x, y, box }];
    }
    if (best) this.taken.push(best.box);
    return best;
  }
}

/** Places around a centre: in half widths and in pixels. */
const ASIDE = [0, 0.5, -0.5, 1, -1].flatMap((dx) =>
  [0, 8, -8, 16, -16, 24, -24, 32, -32, 40, -40].map((dy) => [dx, dy]));

const overlap = (a, b) => a[0] < b[2] && a[2] > b[0] && a[1] < b[3] && a[3] > b[1];
const crosses = (box, others) => others.some((other) => overlap(box, other));

/** Words with a casing of the ground's colour, so that they read over symbols. */
export function cased(context, words, x, y, ink, ground, casing = 3.5) {
  context.lineJoin = "round";
  context.lineWidth = casing;
  context.strokeStyle = ground;
  context.strokeText(words, x, y);
  context.fillStyle = ink;
  context.fillText(words, x, y);
}
