// The map of families. Places come from the report; here they are drawn, and moved about in.

const LINES = ['identical', 'near-duplicate', 'variant', 'related'];
const HUES = 7;

/** The formats with most agents in families get a colour of their own. */
function hues() {
  const times = new Map();
  for (const family of families) for (const member of family.members) times.set(member.format, (times.get(member.format) || 0) + 1);
  const most = [...times].sort((x, y) => y[1] - x[1] || (x[0] < y[0] ? -1 : 1)).slice(0, HUES);
  return new Map(most.map(([format], at) => [format, at]));
}

let drawnMap = null;

/** The map, drawn once. */
function familyMap() {
  drawnMap ??= drawMap();
  return drawnMap;
}

function drawMap() {
  const [left, top, width, height] = index.frame;
  const hue = hues();
  const groups = families.map((family) => drawFamily(family, hue));
  const card = el('div', { class: 'card', 'aria-live': 'off' }, el('p', { class: 'hint' }, 'Point at a family, or move among them by arrow keys; Enter opens one.'));
  const picture = svg('svg', { class: 'map', viewBox: `${left} ${top} ${width} ${height}`, role: 'group', 'aria-label': `Map of ${count(families.length, 'family')}` }, groups);
  const view = viewport(picture, index.frame, () => names.soon());
  const names = namesOn(picture, view.frame);
  const told = (group) => {
    if (!group || group.classList.contains('off')) return;
    const family = families[Number(group.dataset.at)];
    card.replaceChildren(...familyCard(family));
    names.point(family);
  };
  picture.addEventListener('pointerover', (event) => told(event.target.closest('.family')));
  picture.addEventListener('focusin', (event) => told(event.target.closest('.family')));
  groups.forEach((group, at) => { group.setAttribute('tabindex', at === 0 ? 0 : -1); });
  byArrow(picture, groups);
  picture.addEventListener('click', (event) => { if (event.target.closest('.off')) event.preventDefault(); });
  const node = el('div', { class: 'map-frame' }, el('div', { class: 'map-box' }, picture, view.controls), el('div', { class: 'map-side' }, card, legend(hue)));
  const filter = (shown) => {
    const kept = new Set(shown.map((family) => family.at));
    groups.forEach((group, at) => {
      const off = !kept.has(at);
      if (group.classList.contains('off') === off) return;
      group.classList.toggle('off', off);
      group.setAttribute('aria-hidden', off);
    });
    const first = groups.find((group) => !group.classList.contains('off'));
    groups.forEach((group) => { if (group.tabIndex === 0) group.tabIndex = -1; });
    if (first) first.tabIndex = 0;
    names.of(shown);
  };
  return { node, filter };
}

function drawFamily(family, hue) {
  const { x, y, r, dots } = family.place;
  const lines = LINES.map(() => '');
  for (const [member, parent, relation] of family.tree) {
    const [a, b] = [dots[member], dots[parent]];
    lines[Math.min(relation ?? 3, 3)] += `M${a[0]} ${a[1]}L${b[0]} ${b[1]}`;
  }
  return svg('a', {
    class: 'family', href: `#/family/${family.id}`, 'data-at': family.at, transform: `translate(${x} ${y})`,
    'aria-label': `${family.id} ${family.name}, ${count(family.members.length, 'agent')}, ${relationName(family.relation)}`,
  },
  svg('circle', { class: 'hull', r }),
  lines.map((path, at) => path && svg('path', { class: `line ${LINES[at]}`, d: path })),
  discs(family, hue));
}

/** The members: the canonical as a circle, all others of one colour as one path, for a map may hold thousands. */
function discs(family, hue) {
  const paths = new Map();
  let ringed = null;
  family.place.dots.forEach(([x, y, r], at) => {
    const member = family.members[at];
    const name = `dot hue-${hue.get(member.format) ?? 'none'}`;
    if (member === family.canonical) ringed = svg('circle', { class: `${name} canonical`, cx: x, cy: y, r });
    else paths.set(name, `${paths.get(name) || ''}M${x - r} ${y}a${r} ${r} 0 1 0 ${2 * r} 0a${r} ${r} 0 1 0 ${-2 * r} 0`);
  });
  return [[...paths].map(([name, path]) => svg('path', { class: name, d: path })), ringed];
}

/** Letters of a name are so wide on average, in parts of their height. */
const LETTER = 0.56;
const LETTERS = 26;
/** The height of a name on the screen, in pixels, however near one looks. */
const NAME = 12.5;
/** As many names as anybody reads at once. */
const NAMES = 160;
/** So many of the largest are named whatever their names' width. */
const LARGEST = 24;
/** Of so few families each is named, though its name be wider than it. */
const FEW = 40;

/**
 * The names of families, below them: the largest first, and whoever has room beside those that are named already. Whoever comes
 * nearer, or filters, finds the others named too; the one that is pointed at always is.
 */
function namesOn(picture, frame) {
  const layer = svg('g', { 'aria-hidden': 'true' });
  const pointed = svg('g', { 'aria-hidden': 'true' });
  picture.append(layer, pointed);
  const bySize = [...families].sort((x, y) => y.place.r - x.place.r || x.at - y.at);
  let shown = new Set(bySize);
  let at = null;
  const name = (family, text, size, x = family.place.x) => svg('text', { class: 'name', x, y: family.place.y + family.place.r, 'font-size': size, 'stroke-width': size / 4 }, text);
  const draw = () => {
    const { x, y, width, height, scale } = frame();
    if (!Number.isFinite(scale) || scale <= 0) return;
    const size = NAME * scale;
    const taken = [];
    const free = (box) => taken.every((other) => box[0] > other[2] || box[2] < other[0] || box[1] > other[3] || box[3] < other[1]);
    const made = [];
    const within = (place) => place.x > x && place.x < x + width && place.y > y && place.y < y + height;
    const inView = bySize.filter((family) => shown.has(family) && within(family.place));
    for (const [rank, family] of inView.entries()) {
      if (made.length >= NAMES) break;
      const place = family.place;
      const text = clip(family.name);
      const half = (text.length * size * LETTER) / 2;
      // Where many stand close together, a name much wider than its family could be its neighbour's.
      if (rank >= LARGEST && inView.length > FEW && half > place.r * 1.15) continue;
      // No name leaves the map at its side.
      const middle = Math.max(x + half + size, Math.min(x + width - half - size, place.x));
      const box = [middle - half, place.y + place.r - size, middle + half, place.y + place.r + size * 0.35];
      const covers = (other) => other !== family && Math.abs(other.place.y - box[1]) < other.place.r / 2
        && other.place.x + other.place.r / 2 > box[0] && other.place.x - other.place.r / 2 < box[2];
      if (!free(box) || (inView.length <= FEW && inView.some(covers))) continue;
      taken.push(box);
      made.push(name(family, text, size, middle));
    }
    layer.replaceChildren(...made);
    pointed.replaceChildren(...(at && shown.has(at) ? [name(at, `${at.id} ${at.name}`, size * 1.1)] : []));
    pointed.setAttribute('class', 'pointed');
  };
  const soon = perFrame(draw);
  new ResizeObserver(soon).observe(picture);
  return {
    soon,
    of(families) { shown = new Set(families); soon(); },
    point(family) { if (at !== family) { at = family; soon(); } },
  };
}

const clip = (name) => (name.length > LETTERS ? `${name.slice(0, LETTERS - 1)}…` : name);

function familyCard(family) {
  return [
    el('h2', {}, link(`family/${family.id}`, family.name)),
    el('p', {}, el('span', { class: 'id' }, family.id), ' ', chip(family.relation)),
    el('p', {}, `${count(family.members.length, 'agent')}; ${family.goes > 0 ? `~${number.format(family.goes)} tokens would go` : 'none would go'}.`),
    el('ul', { class: 'plain' }, family.members.slice(0, 6).map((member) => el('li', { class: 'path' }, member.id)),
      family.members.length > 6 && el('li', {}, `and ${number.format(family.members.length - 6)} more`)),
  ];
}

function legend(hue) {
  const line = (name) => svg('svg', { class: 'key', viewBox: '0 0 28 8', 'aria-hidden': 'true' }, svg('path', { class: `line ${name}`, d: 'M1 4L27 4' }));
  const dot = (name) => svg('svg', { class: 'key round', viewBox: '0 0 10 10', 'aria-hidden': 'true' }, svg('circle', { class: `dot ${name}`, cx: 5, cy: 5, r: 4 }));
  const others = families.some((family) => [...family.formats].some((format) => !hue.has(format)));
  return el('details', { class: 'legend', open: true }, el('summary', {}, 'What it shows'),
    el('p', {}, 'A cluster is a family, a circle an agent: the larger, the more tokens. The ringed one is the suggested canonical; each other hangs on the one it is most like.'),
    el('ul', { class: 'plain keys' },
      LINES.slice(0, 3).map((name) => el('li', {}, line(name), name)),
      [...hue].map(([format, at]) => el('li', {}, dot(`hue-${at}`), format)),
      others && el('li', {}, dot('hue-none'), 'other formats')));
}

/** Arrow keys go to the nearest family in that direction. */
function byArrow(picture, groups) {
  const ways = { ArrowRight: [1, 0], ArrowLeft: [-1, 0], ArrowDown: [0, 1], ArrowUp: [0, -1] };
  picture.addEventListener('keydown', (event) => {
    const from = event.target.closest('.family');
    const way = ways[event.key];
    if (!from || !way) return;
    event.preventDefault();
    const here = families[Number(from.dataset.at)].place;
    let best = null;
    for (const family of families) {
      if (groups[family.at].classList.contains('off')) continue;
      const [dx, dy] = [family.place.x - here.x, family.place.y - here.y];
      const along = dx * way[0] + dy * way[1];
      const across = Math.abs(dx * way[1]) + Math.abs(dy * way[0]);
      if (along > 0 && (!best || along + 2 * across < best.far)) best = { at: family.at, far: along + 2 * across };
    }
    if (!best) return;
    from.setAttribute('tabindex', -1);
    groups[best.at].setAttribute('tabindex', 0);
    groups[best.at].focus();
  });
}

/** Moving about: buttons, plus and minus, a wheel with Control, dragging. */
function viewport(picture, whole, moved) {
  let [x, y, width, height] = whole;
  const show = () => {
    moved();
    picture.setAttribute('viewBox', `${x} ${y} ${width} ${height}`);
    // Seen as a whole there is nothing to drag it to, and a finger scrolls the page.
    picture.classList.toggle('near', width < whole[2] * 0.99);
  };
  const zoom = (by, atX = x + width / 2, atY = y + height / 2) => {
    const next = Math.min(whole[2] * 1.2, Math.max(120, width * by));
    const real = next / width;
    [x, y, width, height] = [atX - (atX - x) * real, atY - (atY - y) * real, next, height * real];
    show();
  };
  const reset = () => { [x, y, width, height] = whole; show(); };
  const scale = () => Math.max(width / picture.clientWidth, height / picture.clientHeight);
  /** What is seen: the picture may be wider or higher than the part that was asked for. */
  const frame = () => {
    const real = scale();
    const [wide, high] = [picture.clientWidth * real, picture.clientHeight * real];
    return { x: x + (width - wide) / 2, y: y + (height - high) / 2, width: wide, height: high, scale: real };
  };
  picture.addEventListener('wheel', (event) => {
    if (!event.ctrlKey && !event.metaKey) return;
    event.preventDefault();
    const box = picture.getBoundingClientRect();
    const [px, py] = [(event.clientX - box.left) / box.width, (event.clientY - box.top) / box.height];
    zoom(event.deltaY > 0 ? 1.2 : 1 / 1.2, x + px * width, y + py * height);
  }, { passive: false });
  picture.addEventListener('keydown', (event) => {
    const by = { '+': 1 / 1.4, '=': 1 / 1.4, '-': 1.4 }[event.key];
    if (event.key === '0') reset();
    else if (by) zoom(by);
    else return;
    event.preventDefault();
  });
  let held = null;
  let dragged = false;
  picture.addEventListener('pointerdown', (event) => { if (event.pointerType === 'mouse' || picture.classList.contains('near')) { held = [event.clientX, event.clientY]; dragged = false; } });
  addEventListener('pointermove', (event) => {
    if (!held) return;
    const [dx, dy] = [event.clientX - held[0], event.clientY - held[1]];
    if (!dragged && Math.hypot(dx, dy) < 5) return;
    dragged = true;
    held = [event.clientX, event.clientY];
    x -= dx * scale();
    y -= dy * scale();
    show();
  });
  for (const end of ['pointerup', 'pointercancel']) addEventListener(end, () => { held = null; });
  picture.addEventListener('dragstart', (event) => event.preventDefault());
  picture.addEventListener('click', (event) => { if (dragged) { event.preventDefault(); dragged = false; } }, true);
  const button = (text, label, work) => el('button', { type: 'button', 'aria-label': label, title: label, onclick: work }, text);
  const controls = el('div', { class: 'zoom', role: 'group', 'aria-label': 'Zoom' },
    button('+', 'Zoom in', () => zoom(1 / 1.5)), button('−', 'Zoom out', () => zoom(1.5)), button('⤢', 'Show all', reset));
  return { controls, frame };
}
