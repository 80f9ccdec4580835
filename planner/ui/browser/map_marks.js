// Symbols: one shape and one colour per kind, drawn once and stamped from then on.

const LETTERED = 7.5; // least radius

const SHAPES = {
  "circle": (r) => [[0, 0, r]],
  "square": (r) => corners(4, r * 1.22, Math.PI / 4),
  "diamond": (r) => corners(4, r * 1.26, 0),
  "triangle-up": (r) => corners(3, r * 1.34, 0).map(([x, y]) => [x, y + r * 0.16]),
  "triangle-down": (r) => corners(3, r * 1.34, Math.PI).map(([x, y]) => [x, y - r * 0.16]),
  "pentagon": (r) => corners(5, r * 1.16, 0),
  "hexagon": (r) => corners(6, r * 1.06, 0),
  "cross": (r) => plus(r * 1.18, r * 0.42, 0),
  "x": (r) => plus(r * 1.22, r * 0.4, Math.PI / 4),
};

/** Corners of a regular polygon, the first one at the top, turned by `turn`. */
function corners(n, r, turn) {
  return Array.from({ length: n }, (_, k) => {
    const angle = turn + (2 * Math.PI * k) / n;
    return [r * Math.sin(angle), -r * Math.cos(angle)];
  });
}

/** Outline of a plus sign of half length `a` and half width `b`. */
function plus(a, b, turn) {
  const points = [[-b, -a], [b, -a], [b, -b], [a, -b], [a, b], [b, b],
    [b, a], [-b, a], [-b, b], [-a, b], [-a, -b], [-b, -b]];
  const [c, s] = [Math.cos(turn), Math.sin(turn)];
  return points.map(([x, y]) => [c * x - s * y, s * x + c * y]);
}

/** Put the outline of a shape of radius r, centred at the origin, into the context. */
function outline(context, shape, r) {
  const points = SHAPES[shape](r);
  context.beginPath();
  if (points.length === 1) {
    context.arc(0, 0, r, 0, 2 * Math.PI);
  } else {
    points.forEach(([x, y], k) => (k ? context.lineTo(x, y) : context.moveTo(x, y)));
    context.closePath();
  }
}

/** A symbol with a letter on it is as large as the letter needs to be read. */
const sized = (mark, manner, r) => (mark.letter && manner === "full" ? Math.max(r, LETTERED) : r);

/** Drawn symbols of one size, kept as lists of pixels until size, ground or density change. */
export class Stamps {
  constructor() {
    this.kept = new Map();
    this.setting = "";
  }

  /** Forget the symbols if they were made for other settings; `width` is that of the picture. */
  prepare(radius, theme, ratio, width, inks) {
    const setting = `${radius}|${theme}|${ratio}|${width}`;
    if (setting !== this.setting) this.kept.clear();
    Object.assign(this, { setting, radius, theme, ratio, width, inks });
  }

  /** A mark: `full`, `hollow` (not in the plan), `small`, `faint` (filtered out), or a `ring`. */
  of(mark, manner) {
    let manners = this.kept.get(mark);
    if (!manners) this.kept.set(mark, (manners = {}));
    return (manners[manner] ??= this.make(mark, manner));
  }

  size(mark, manner) {
    const small = { full: 1, hollow: 0.8, small: 0.72, faint: 0.6, ring: 1 }[manner];
    return sized(mark, manner, this.radius * small);
  }

  make(mark, manner) {
    const r = this.size(mark, manner);
    const half = Math.ceil((r * 1.4 + (manner === "ring" ? 7 : 2)) * this.ratio);
    const canvas = new OffscreenCanvas(2 * half, 2 * half);
    const context = canvas.getContext("2d", { willReadFrequently: true });
    context.translate(half, half);
    context.scale(this.ratio, this.ratio);
    context.lineJoin = "round";
    this.paint(context, mark, manner, r);
    return pixels(context.getImageData(0, 0, 2 * half, 2 * half).data, half, this.width);
  }

  paint(context, mark, manner, r) {
    const ink = mark[this.theme];
    outline(context, mark.shape, manner === "ring" ? r + 3.2 : r);
    if (manner === "ring") {
      context.lineWidth = r < 4 ? 1.4 : 2.2;
      context.strokeStyle = ink;
      context.stroke();
    } else if (mark.open || manner === "hollow") {
      context.globalAlpha = 0.85;
      context.fillStyle = this.inks.land;
      context.fill();
      context.globalAlpha = manner === "hollow" ? 0.8 : 1;
      context.lineWidth = Math.min(1.6, Math.max(0.8, r * 0.34));
      context.strokeStyle = ink;
      context.stroke();
    } else {
      context.globalAlpha = manner === "faint" ? 0.3 : manner === "small" ? 0.75 : 1;
      context.lineWidth = Math.min(1.5, Math.max(0.7, r * 0.3));
      context.strokeStyle = this.inks.land;
      if (manner !== "faint") context.stroke();
      context.fillStyle = manner === "faint" ? this.inks.quiet : ink;
      context.fill();
    }
    if (mark.letter && manner === "full") this.letter(context, mark.letter, r);
  }

  /** The letter of a plan, on the colour of that plan. */
  letter(context, letter, r) {
    context.font = `700 ${Math.round(r * 1.5)}px sans-serif`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillStyle = this.inks.page;
    context.fillText(letter, 0, r * 0.08);
  }
}

/** The pixels of a symbol that are not clear: where they lie, and what they add. Thousands of
    small symbols are some ten times quicker set this way than by the canvas' own drawing. */
function pixels(data, half, width) {
  const side = 2 * half;
  const dx = [], dy = [], alpha = [], even = [], odd = [];
  for (let k = 0; k < side * side; k++) {
    const a = Math.round((data[4 * k + 3] * 256) / 255);
    if (a < 4) continue;
    dx.push((k % side) - half);
    dy.push(Math.floor(k / side) - half);
    alpha.push(256 - a);
    even.push(Math.imul(data[4 * k] | (data[4 * k + 2] << 16), a));
    odd.push(data[4 * k + 1] * a);
  }
  const at = Int32Array.from(dx, (x, k) => x + dy[k] * width);
  return {
    half, at, dx: Int32Array.from(dx), dy: Int32Array.from(dy),
    rest: Int32Array.from(alpha), even: Int32Array.from(even), odd: Int32Array.from(odd),
  };
}

/** Lay a symbol over the opaque picture (32-bit pixels, red lowest) with its middle at (x, y). */
export function set(picture, width, height, x, y, stamp) {
  const { half, at, dx, dy, rest, even, odd } = stamp;
  const whole = x >= half && y >= half && x < width - half && y < height - half;
  const middle = y * width + x;
  for (let k = 0; k < at.length; k++) {
    if (!whole && !inside(x + dx[k], y + dy[k], width, height)) continue;
    const below = picture[middle + at[k]];
    const redBlue = ((Math.imul(below & 0xff00ff, rest[k]) + even[k]) >>> 8) & 0xff00ff;
    const green = (((below >>> 8) & 0xff) * rest[k] + odd[k]) & 0xff00;
    picture[middle + at[k]] = 0xff000000 | redBlue | green;
  }
}

const inside = (x, y, width, height) => x >= 0 && y >= 0 && x < width && y < height;
