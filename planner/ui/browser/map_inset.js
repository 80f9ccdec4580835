// The densest part of a city, four times nearer, in a frame where the map is empty: there its buildings
// can be told apart while the whole city is in sight. Its place in the city is a box with their number.
// Where one looks nearer, or nothing is dense, or no side is free, there is none.

import { cased } from "./map_labels.js";

const TIMES = 4;
const LEAST = 8; // symbols that a part holds to be called dense
const MOST = 300; // in sight; with more, a symbol is a dot anyway
const SHAPES = [[132, 156], [112, 156], [92, 156], [92, 120], [132, 100], [112, 88]]; // px, the best first
const EDGE = 6;
const NOTE = 20; // px that the note at the lower left takes

const inside = ([left, top, right, bottom], [x, y], room = 0) =>
  x > left - room && x < right + room && y > top - room && y < bottom + room;

const around = ([x, y], wide, high) => [x - wide / 2, y - high / 2, x + wide / 2, y + high / 2];

/** Of boxes of this size the one that holds most places, centred on what it holds. */
function densest(places, wide, high) {
  let best = [];
  for (const middle of places) {
    const box = around(middle, wide, high);
    const held = places.filter((place) => inside(box, place));
    if (held.length > best.length) best = held;
  }
  const centre = [0, 1].map((axis) => {
    const values = best.map((place) => place[axis]);
    return (Math.min(...values) + Math.max(...values)) / 2;
  });
  return { held: best, centre };
}

/** Frames of this size in the three corners without buttons. */
const corners = ({ width, height }, wide, high) => [
  [EDGE, height - high - NOTE - EDGE], [EDGE, EDGE], [width - wide - EDGE, height - high - EDGE],
].map(([left, top]) => [left, top, left + wide, top + high]);

export class Inset {
  /** What `seen` is dense enough for, or null. */
  static of({ city, view }, seen) {
    if (view.touched || seen.length > MOST || seen.length < LEAST) return null;
    const places = seen.map((i) => Object.assign(view.place(city.x[i], city.y[i]), { i }));
    let best = null;
    for (const [wide, high] of SHAPES) {
      const { held, centre } = densest(places, wide / TIMES, high / TIMES);
      if (held.length < LEAST || held.length <= (best?.members.size ?? 0)) continue;
      const box = around(centre, wide / TIMES, high / TIMES);
      const others = places.filter((place) => !held.includes(place));
      const frame = corners(view.size, wide, high).find((free) => {
        const apart = free[2] < box[0] || free[0] > box[2] || free[3] < box[1] || free[1] > box[3];
        return apart && !others.some((place) => inside(free, place, 6));
      });
      if (frame) best = new Inset(view, frame, box, centre, held.map(({ i }) => i));
    }
    return best;
  }

  constructor(view, frame, box, [x, y], members) {
    const scale = view.scale * TIMES;
    const { size } = view;
    const [gx, gy] = [view.x + (x - size.width / 2) / view.scale, view.y + (y - size.height / 2) / view.scale];
    const middle = [(frame[0] + frame[2]) / 2, (frame[1] + frame[3]) / 2];
    Object.assign(this, { frame, box, members: new Set(members) });
    this.view = {
      size, scale, zoom: view.zoom * TIMES,
      x: gx - (middle[0] - size.width / 2) / scale,
      y: gy - (middle[1] - size.height / 2) / scale,
      place: (a, b) => [(a - gx) * scale + middle[0], (b - gy) * scale + middle[1]],
    };
  }

  has(i) {
    return this.members.has(i);
  }

  holds(x, y) {
    return inside(this.frame, [x, y]);
  }

  /** The box in the city, the lines from it, and the frame with all that it holds. */
  draw(context, scene, map, seen) {
    const { frame: [left, top, right, bottom], box, view } = this;
    const { land, quiet, text } = scene.inks;
    context.save();
    context.lineWidth = 1;
    context.strokeStyle = quiet;
    const [near, far] = right < box[0] ? [box[0], right] : [box[2], left];
    for (const [from, to] of [[box[1], top], [box[3], bottom]]) {
      context.beginPath();
      context.moveTo(near, from);
      context.lineTo(far, to);
      context.stroke();
    }
    context.fillStyle = land;
    context.globalAlpha = 0.8;
    context.fillRect(box[0], box[1], box[2] - box[0], box[3] - box[1]);
    context.globalAlpha = 1;
    context.strokeRect(box[0], box[1], box[2] - box[0], box[3] - box[1]);
    context.font = `600 12px ${scene.font}`;
    context.textAlign = "center";
    context.textBaseline = "middle";
    context.fillStyle = text;
    context.fillText(String(this.members.size), (box[0] + box[2]) / 2, (box[1] + box[3]) / 2);
    context.beginPath();
    context.roundRect(left, top, right - left, bottom - top, 6);
    context.save();
    context.clip();
    scene.ground(context, map.city, view);
    for (const i of seen.filter((one) => this.has(one)).toReversed()) scene.single(context, map, i);
    context.restore();
    context.beginPath();
    context.roundRect(left, top, right - left, bottom - top, 6);
    context.stroke();
    context.textAlign = "left";
    context.font = `600 11px ${scene.font}`;
    cased(context, `×${TIMES}`, left + 6, top + 10, quiet, land);
    context.restore();
  }
}
