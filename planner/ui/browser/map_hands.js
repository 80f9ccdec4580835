// Pointer, wheel, touch and keys. Nothing here traps the page: a plain wheel and one finger scroll
// it wherever it can scroll; ctrl with the wheel, a pinch or two fingers belong to the map.

const REACH = { mouse: 12, pen: 16, touch: 24 };
const STEP = 60; // pixels an arrow key moves
const CLICK = 5; // pixels a press may wander and still be a click

/** Whether anything around the map scrolls up and down. */
function pageScrolls(element) {
  for (let at = element; at; at = at.parentElement || at.getRootNode().host) {
    if (at.scrollHeight <= at.clientHeight + 1) continue;
    if (/auto|scroll/.test(getComputedStyle(at).overflowY)) return true;
  }
  return false;
}

export class Hands {
  constructor(map, canvas) {
    this.map = map;
    this.canvas = canvas;
    const listen = (kind, does, options) => canvas.addEventListener(kind, does, options);
    listen("pointerdown", (event) => this.press(event));
    listen("pointermove", (event) => this.move(event));
    listen("pointerup", (event) => this.release(event));
    listen("pointercancel", () => (this.held = null));
    listen("pointerleave", () => this.held || map.pointAt(-1));
    listen("dblclick", (event) => map.zoom(2, ...this.spot(event)));
    listen("wheel", (event) => this.wheel(event), { passive: false });
    listen("touchstart", (event) => this.touch(event), { passive: false });
    listen("touchmove", (event) => this.touchMove(event), { passive: false });
    listen("touchend", () => (this.fingers = null));
    listen("keydown", (event) => this.key(event));
    listen("blur", () => map.leave());
  }

  /** Where an event lies on the canvas, in pixels. */
  spot(event) {
    const frame = this.canvas.getBoundingClientRect();
    return [event.clientX - frame.left, event.clientY - frame.top];
  }

  press(event) {
    if (event.button) return;
    const [x, y] = this.spot(event);
    this.held = { x, y, wandered: 0, moves: event.pointerType !== "touch" };
    if (this.held.moves) this.canvas.setPointerCapture(event.pointerId);
  }

  move(event) {
    const [x, y] = this.spot(event);
    if (!this.held) {
      if (event.pointerType !== "touch") this.map.pointAt(this.map.nearest(x, y, REACH.mouse));
      return;
    }
    const [dx, dy] = [x - this.held.x, y - this.held.y];
    this.held.wandered += Math.hypot(dx, dy);
    if (this.held.wandered <= CLICK) return;
    if (!this.held.moves) {
      if (Math.abs(dx) > Math.abs(dy)) this.hint("touch");
      return;
    }
    this.canvas.classList.add("moving");
    this.map.pan(dx, dy);
    Object.assign(this.held, { x, y });
  }

  release(event) {
    const held = this.held;
    this.held = null;
    this.canvas.classList.remove("moving");
    if (!held || held.wandered > CLICK) return;
    const found = this.map.nearest(...this.spot(event), REACH[event.pointerType] ?? REACH.mouse);
    if (found >= 0) this.map.pick(found);
  }

  wheel(event) {
    const meant = event.ctrlKey || event.metaKey;
    if (!meant && pageScrolls(this.canvas)) {
      this.hint("wheel");
      return;
    }
    event.preventDefault();
    const lines = event.deltaMode === 1 ? 16 : 1;
    const strength = meant && Math.abs(event.deltaY) < 50 ? 0.01 : 0.0022;
    const turn = Math.max(-240, Math.min(240, event.deltaY * lines));
    this.map.zoom(Math.exp(-turn * strength), ...this.spot(event), true);
  }

  touch(event) {
    if (event.touches.length !== 2) return;
    event.preventDefault();
    this.held = null;
    this.fingers = this.pair(event);
  }

  pair(event) {
    const [a, b] = [...event.touches].map((finger) => this.spot(finger));
    return {
      x: (a[0] + b[0]) / 2, y: (a[1] + b[1]) / 2,
      apart: Math.max(1, Math.hypot(a[0] - b[0], a[1] - b[1])),
    };
  }

  touchMove(event) {
    if (!this.fingers || event.touches.length !== 2) return;
    event.preventDefault();
    const now = this.pair(event);
    this.map.pan(now.x - this.fingers.x, now.y - this.fingers.y);
    this.map.zoom(now.apart / this.fingers.apart, now.x, now.y, true);
    this.fingers = now;
  }

  /** Say for a moment how the map is moved here. */
  hint(kind) {
    const hint = this.map.find("hint");
    const mac = /Mac|iP/.test(navigator.platform);
    hint.textContent = this.map.city?.words[kind].replace("{key}", mac ? "⌘" : "Ctrl") ?? "";
    hint.classList.add("shown");
    clearTimeout(this.fading);
    this.fading = setTimeout(() => hint.classList.remove("shown"), 1600);
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const map = this.map;
    const keys = {
      ArrowLeft: () => map.pan(STEP, 0), ArrowRight: () => map.pan(-STEP, 0),
      ArrowUp: () => map.pan(0, STEP), ArrowDown: () => map.pan(0, -STEP),
      "+": () => map.zoom(1.6), "=": () => map.zoom(1.6), "-": () => map.zoom(1 / 1.6),
      Home: () => map.home(), 0: () => map.home(),
      PageDown: () => map.next(1), PageUp: () => map.next(-1),
      Enter: () => map.at >= 0 && map.pick(map.at), " ": () => map.at >= 0 && map.pick(map.at),
      Escape: () => map.pointAt(-1),
    };
    // letters by their place on the keyboard: they carry others under a Ukrainian layout
    const places = { KeyN: () => map.next(1), KeyP: () => map.next(-1) };
    const does = keys[event.key] || places[event.code];
    if (!does) return;
    event.preventDefault();
    event.stopPropagation();
    does();
  }
}
