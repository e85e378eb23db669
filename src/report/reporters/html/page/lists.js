// Tables that stay quick: rows are made when they come into sight, some at a time.

const BATCH = 60;
/** Whoever prints wants what there is, but not a thousand sheets. */
const PRINTED = 400;
const unprinted = new Set();
addEventListener('beforeprint', () => unprinted.forEach((more) => more(PRINTED)));

/** Fills `box` with `make(item)` for each item, a batch at a time; gives back a way to fill it anew. */
function lazily(box, make) {
  let items = [];
  let done = 0;
  const more = (batch = BATCH) => {
    const end = Math.min(items.length, done + batch);
    const some = document.createDocumentFragment();
    for (; done < end; done += 1) some.append(make(items[done], done));
    box.append(some);
    rest.hidden = done >= items.length;
    rest.textContent = `Show more (${number.format(items.length - done)} left)`;
  };
  const rest = el('button', { type: 'button', class: 'more', onclick: () => more() }, 'Show more');
  const watch = new IntersectionObserver((seen) => { if (seen.some((entry) => entry.isIntersecting)) more(); }, { rootMargin: '400px' });
  watch.observe(rest);
  unprinted.add(more);
  return {
    rest,
    fill(next) {
      items = next;
      done = 0;
      box.replaceChildren();
      more();
    },
  };
}

/**
 * A table. A column has a `title`, a `cell(row)` and, where it can be sorted, a `key(row)`; `figures` aligns it to the right.
 * Roles are written out, for a table that is laid out as cards on a phone would lose them.
 */
function table(caption, columns, emptyText = 'Nothing matches.') {
  const body = el('tbody', { role: 'rowgroup' });
  const empty = el('p', { class: 'empty', hidden: true }, emptyText);
  const list = lazily(body, (row) => el('tr', { role: 'row' }, columns.map((column) =>
    el('td', { role: 'cell', 'data-title': column.title, class: column.figures ? 'figure' : column.wide ? 'wide' : null }, el('div', {}, column.cell(row))))));
  let rows = [];
  let sorted = null;
  const show = () => {
    const next = sorted ? [...rows].sort((x, y) => sorted.way * compare(sorted.column.key(x), sorted.column.key(y))) : rows;
    list.fill(next);
    empty.hidden = next.length > 0;
  };
  const sort = (column, head) => {
    const first = column.figures ? -1 : 1;
    sorted = { column, way: sorted?.column === column ? -sorted.way : first };
    heads.forEach((other) => other.removeAttribute('aria-sort'));
    head.setAttribute('aria-sort', sorted.way > 0 ? 'ascending' : 'descending');
    show();
  };
  const heads = columns.map((column) => {
    const head = el('th', { role: 'columnheader', scope: 'col', class: column.figures ? 'figure' : null });
    head.append(column.key ? el('button', { type: 'button', class: 'sort', onclick: () => sort(column, head) }, column.title) : column.title);
    return head;
  });
  const node = el('div', { class: 'list' },
    el('table', { role: 'table' }, el('caption', { class: 'unseen' }, caption),
      el('thead', { role: 'rowgroup' }, el('tr', { role: 'row' }, heads)), body),
    empty, list.rest);
  return { node, fill(next) { rows = next; show(); } };
}

const compare = (x, y) => (typeof x === 'number' ? x - y : String(x).localeCompare(String(y), 'en'));

/** A choice among a few. */
function select(label, options, onchange) {
  const box = el('select', { onchange: () => onchange(box.value) },
    options.map(([value, text]) => el('option', { value }, text)));
  return el('label', { class: 'field' }, el('span', {}, label), box);
}

/** A box to search in as one types; Escape empties it. */
function search(label, oninput) {
  const box = el('input', { type: 'search', autocomplete: 'off', spellcheck: 'false', oninput: () => oninput(box.value) });
  box.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || !box.value) return;
    event.preventDefault();
    box.value = '';
    oninput('');
  });
  return el('label', { class: 'field grow' }, el('span', {}, label), box);
}

/** Tabs as ARIA has them: one stop, arrows move. `tabs` are [id, title]; calls back with the id. */
function tabs(label, all, onpick) {
  const buttons = all.map(([id, title]) => el('button', {
    type: 'button', role: 'tab', id: `tab-${id}`, 'aria-controls': 'panel', tabindex: '-1', onclick: () => onpick(id),
  }, title));
  const pick = (id) => buttons.forEach((button, at) => {
    const here = all[at][0] === id;
    button.setAttribute('aria-selected', here);
    button.tabIndex = here ? 0 : -1;
  });
  const node = el('div', { class: 'tabs', role: 'tablist', 'aria-label': label }, buttons);
  roving(node, buttons, (button) => button.click());
  return { node, pick };
}

/** One stop for many things: arrows, Home and End move among them. */
function roving(box, things, onmove) {
  box.addEventListener('keydown', (event) => {
    const at = things.indexOf(event.target.closest('[tabindex]'));
    const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: things.length - 1 }[event.key];
    if (at < 0 || to === undefined || event.altKey || event.ctrlKey || event.metaKey) return;
    event.preventDefault();
    const way = ['ArrowLeft', 'ArrowUp', 'End'].includes(event.key) ? -1 : 1;
    const round = (place) => (place + things.length) % things.length;
    // What is folded away is passed over.
    let place = round(to);
    for (let left = things.length; left > 0 && !(things[place].checkVisibility?.() ?? true); left -= 1) place = round(place + way);
    const next = things[place];
    things[at].tabIndex = -1;
    next.tabIndex = 0;
    next.focus();
    if (onmove) onmove(next);
  });
}
