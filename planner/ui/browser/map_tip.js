// The text beside what the pointer or the keyboard is at.

/** Show, move or hide it. */
export function showTip(map) {
  const tip = map.find("tip");
  tip.hidden = map.at < 0 || !map.ready;
  if (tip.hidden) return;
  const [name, ...rest] = map.decisions.about(map.at, map.city);
  const title = document.createElement("b");
  title.textContent = name;
  const parts = rest.map((line) => {
    const part = document.createElement("span");
    part.textContent = line;
    return part;
  });
  tip.replaceChildren(title, ...parts);
  const [px, py] = map.spot(map.at);
  const { width, height } = map.view.size;
  const [wide, high] = [tip.offsetWidth, tip.offsetHeight];
  const left = px + 14 + wide < width - 4 ? px + 14 : Math.max(4, px - 14 - wide);
  const top = Math.min(height - high - 4, Math.max(4, py - high / 2));
  tip.style.transform = `translate(${Math.round(left)}px, ${Math.round(top)}px)`;
}
