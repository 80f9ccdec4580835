// The page in this tab, and the session of the server that answers it. After a restart of the server,
// or a long absence, another one does: it knows nothing of what was drawn here, and what is drawn
// here knows none of its parts. The page is then begun anew, from its address and its note.

/** Whether the session that speaks is the one that drew this page; if not, the page begins anew. */
export function sameSession(mark) {
  globalThis.vidnovaSession ??= mark;
  if (globalThis.vidnovaSession === mark) return true;
  globalThis.location.reload();
  return false;
}
