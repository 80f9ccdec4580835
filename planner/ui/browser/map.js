// The map of the city: own Canvas 2D, no tiles, no request to anyone. Data enter the page as text
// only. The view outlives reruns, languages and pages: it is kept by the name of the map.

import { CityMap } from "./map_whole.js";

/** The slot of a map: what Python sent last and where one looks, which outlive the component. */
function slotOf(name) {
  const maps = (globalThis.vidnovaMaps ??= new Map());
  if (!maps.has(name)) maps.set(name, {});
  return maps.get(name);
}

const same = (a, b) => a && a.length === b.length && a.every((byte, k) => byte === b[k]);
const nameIn = (sent) => new TextDecoder().decode(sent.subarray(0, sent.indexOf(10)));

/** Take the ground of the map that `data.map` names; it stays while weights move. */
export function keep({ data }) {
  const slot = slotOf(data.map);
  slot.ground = data;
  slot.map?.take();
}

/** Draw the decisions on the map that their first line names. */
export function draw({ data, parentElement, setTriggerValue }) {
  const root = parentElement.querySelector(".map");
  const slot = slotOf(nameIn(data));
  const other = !same(slot.sent, data);
  if (other) slot.sent = data;
  if (slot.map?.root !== root) {
    slot.map?.end();
    slot.map = new CityMap(root, slot);
    slot.map.take();
  } else if (other) slot.map.update();
  const { map } = slot;
  map.trigger = setTriggerValue;
  // Also called when the component is only drawn anew, and then at times after its next drawing:
  // what still stands on the page goes on.
  return () => setTimeout(() => {
    if (root.isConnected || slot.map !== map) return;
    map.end();
    slot.map = undefined;
  });
}
