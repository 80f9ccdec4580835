// A press that begins on a button and ends on the one that was drawn in its place.
//
// A button that is taken away between pointer down and pointer up is never clicked: the browser tells
// whatever holds both. Where another one with the same words stands under the pointer by then, it
// is what was meant.

let began = null;

function buttonAt(event) {
  return document.elementFromPoint(event.clientX, event.clientY)?.closest("button");
}

function down(event) {
  const button = event.target.closest?.("button");
  began = button && { button, words: button.textContent };
}

function up(event) {
  const { button, words } = began ?? {};
  began = null;
  if (!button || button.isConnected) return;
  const other = buttonAt(event);
  if (other && other.textContent === words) other.click();
}

export function pressing() {
  if (window.vidnovaPresses) return;
  window.vidnovaPresses = true;
  document.addEventListener("pointerdown", down, true);
  document.addEventListener("pointerup", up, true);
}
