// Hands new decisions to the map of their name; the map itself never travels again.

const same = (a, b) => a && a.length === b.length && a.every((byte, k) => byte === b[k]);

export default function feed({ data }) {
  const maps = (globalThis.vidnovaMaps ??= new Map());
  const name = new TextDecoder().decode(data.subarray(0, data.indexOf(10)));
  if (!maps.has(name)) maps.set(name, {});
  const slot = maps.get(name);
  if (same(slot.sent, data)) return;
  slot.sent = data;
  slot.map?.update();
}
