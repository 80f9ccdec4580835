// What the component with the script is: it says what its part does, and draws nothing itself.

import { partOf } from "./meeting.js";

/** inside: markup and style that each drawing of the part begins with, if any. */
export function offering(name, does, inside) {
  const dressed = new WeakSet();
  const draw = (component) => {
    const parent = component.parentElement;
    if (inside && !dressed.has(parent)) {
      const box = document.createElement("div");
      box.innerHTML = inside; // constant text of this package
      parent.append(box);
      dressed.add(parent);
    }
    return does.draw(component);
  };
  return () => {
    const part = partOf(name);
    Object.assign(part, does, { draw });
    part.done();
  };
}
