// Elements. Whatever comes from a file becomes text here, never markup: nothing else in this script makes elements.

const SVG = 'http://www.w3.org/2000/svg';
const one = (selector, root = document) => root.querySelector(selector);

/** Gives an element its attributes and children; functions become listeners, strings become text. */
function furnish(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes || {})) {
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === 'function') node.addEventListener(name.slice(2), value);
    else node.setAttribute(name, value === true ? '' : String(value));
  }
  for (const child of children.flat(Infinity)) {
    if (child !== null && child !== undefined && child !== false) node.append(child);
  }
  return node;
}

const el = (tag, attributes, ...children) => furnish(document.createElement(tag), attributes, children);
const svg = (tag, attributes, ...children) => furnish(document.createElementNS(SVG, tag), attributes, children);

const number = new Intl.NumberFormat('en');
const count = (n, thing) =>
  `${number.format(n)} ${n === 1 ? thing : thing.endsWith('y') ? `${thing.slice(0, -1)}ies` : `${thing}s`}`;

/** How many are to be kept all the same. */
const stays = (n) => `${number.format(n)} ${n === 1 ? 'stays' : 'stay'}`;

/** Tells a screen reader, once it has finished what it is saying. */
let telling = 0;
function tell(text) {
  clearTimeout(telling);
  telling = setTimeout(() => { one('#live').textContent = text; }, 250);
}

/** A link inside of the page. */
const link = (path, ...children) => el('a', { href: `#/${path}` }, ...children);

/** Calls with the last value only, when no other follows within the frame. */
function perFrame(work) {
  let asked = 0;
  return () => {
    cancelAnimationFrame(asked);
    asked = requestAnimationFrame(work);
  };
}
