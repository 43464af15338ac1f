// Elements are made here and nowhere else; what a document says only ever becomes text.

// element("button", { class: "row", onclick: run }, "Lưu"): names that start with "on" are
// listeners, `true` sets an attribute without a value, null and false leave it out.
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (key.startsWith("on")) made.addEventListener(key.slice(2), value);
    else if (key === "value") made.value = value;
    else made.setAttribute(key, value === true ? "" : String(value));
  }
  made.append(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
  return made;
}

export function fill(parent, ...children) {
  parent.replaceChildren(...children.flat(Infinity).filter((child) => child !== null && child !== undefined && child !== false));
}

// What was read (side 0) or what it became (side 1); what differs is marked.
export function comparison(pieces, side) {
  const mark = side === 0 ? "del" : "ins";
  return pieces
    .filter((piece) => piece[side] !== "")
    .map((piece) => (piece[0] === piece[1] ? piece[side] : element(mark, {}, piece[side])));
}

export function differs(pieces) {
  return pieces.some(([before, after]) => before !== after);
}
