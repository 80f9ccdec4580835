// Where we look: the centre in ground units (degrees of latitude; x shrunk by the cosine) and the
// scale in pixels a unit. Longitude and latitude drawn as they are; no projection service, no tiles.

const MOST_ZOOM = 60;
const ROOM = 14; // pixels left free around the city

export class View {
  /** `box` holds the least and greatest x and y of the city on the ground. */
  constructor(box, size, kept) {
    this.box = box;
    this.size = size;
    this.touched = false;
    if (kept) {
      Object.assign(this, { x: kept.x, y: kept.y, scale: kept.scale, touched: kept.touched });
    }
    this.resize(size);
  }

  get fitting() {
    const [left, top, right, bottom] = this.box;
    const wide = (this.size.width - 2 * ROOM) / (right - left);
    const high = (this.size.height - 2 * ROOM) / (bottom - top);
    return Math.max(1e-6, Math.min(wide, high));
  }

  /** How many times nearer than the whole city. */
  get zoom() {
    return this.scale / this.fitting;
  }

  resize(size) {
    this.size = size;
    if (this.touched) this.keepNear();
    else this.home();
  }

  home() {
    const [left, top, right, bottom] = this.box;
    this.x = (left + right) / 2;
    this.y = (top + bottom) / 2;
    this.scale = this.fitting;
    // To the right where there is room: what is free on both sides serves the inset better on one.
    const spare = this.size.width - 2 * ROOM - (right - left) * this.scale;
    this.x -= Math.max(0, spare / 2 - ROOM) / this.scale;
    this.touched = false;
  }

  /** Move the ground by pixels. */
  pan(dx, dy) {
    this.x -= dx / this.scale;
    this.y -= dy / this.scale;
    this.touched = true;
    this.keepNear();
  }

  /** Zoom by a factor; the ground below the pixel (px, py) stays there. */
  zoomAt(factor, px, py) {
    const fit = this.fitting;
    const scale = Math.min(MOST_ZOOM * fit, Math.max(fit * 0.8, this.scale * factor));
    const gx = this.x + (px - this.size.width / 2) / this.scale;
    const gy = this.y + (py - this.size.height / 2) / this.scale;
    this.x = gx - (px - this.size.width / 2) / scale;
    this.y = gy - (py - this.size.height / 2) / scale;
    this.scale = scale;
    this.touched = true;
    this.keepNear();
  }

  /** The city never leaves the sight altogether. */
  keepNear() {
    const [left, top, right, bottom] = this.box;
    const fit = this.fitting;
    this.scale = Math.min(MOST_ZOOM * fit, Math.max(fit * 0.8, this.scale));
    this.x = Math.min(right, Math.max(left, this.x));
    this.y = Math.min(bottom, Math.max(top, this.y));
  }

  /** Ground -> pixel. */
  place(gx, gy) {
    return [
      (gx - this.x) * this.scale + this.size.width / 2,
      (gy - this.y) * this.scale + this.size.height / 2,
    ];
  }

  inSight(gx, gy, margin) {
    const [px, py] = this.place(gx, gy);
    const { width, height } = this.size;
    return px >= margin && py >= margin && px <= width - margin && py <= height - margin;
  }
}
