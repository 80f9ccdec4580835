// A component is two or three: one with the script, one with the data, at times one with data that
// seldom change. They meet by the name of their part; whichever comes first waits for the script.

export function partOf(name) {
  const parts = (globalThis.vidnovaParts ??= {});
  const part = (parts[name] ??= {});
  part.ready ??= new Promise((done) => { part.done = done; });
  return part;
}

/** What a component with data is: hands them to what the part does. */
export const calling = (name, does) => async (component) => {
  const part = partOf(name);
  await part.ready;
  return part[does](component);
};
