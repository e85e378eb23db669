// Any two members of a family side by side. Who meets whom was found when the report was made; here it is read off the matrix.

const KINDS = { b: '•', s: '→', r: '▤', c: '‹›', e: 'ex.' };

/** What becomes of each section between two columns. */
function compared(detail, a, b) {
  const cellOf = (section, column) => section.cells.find((cell) => cell.column === column);
  return detail.sections.map((section) => {
    const [left, right] = [cellOf(section, a), cellOf(section, b)];
    const rows = section.rows.map((row) => {
      const [x, y] = [row.said.find((said) => said[0] === a), row.said.find((said) => said[0] === b)];
      if (!x && !y) return null;
      const state = x && y ? (x[3] === y[3] ? 'same' : 'changed') : x ? 'removed' : 'added';
      return { kind: row.kind, x, y, state, standing: row.standing };
    }).filter(Boolean);
    if (!left && !right && !rows.length) return null;
    const all = rows.every((row) => row.state === 'same');
    const state = left && right ? (all && left.title === right.title ? 'same' : 'changed') : left ? 'removed' : right ? 'added' : all ? 'same' : 'changed';
    return { left, right, rows, state, change: section.change || [] };
  }).filter(Boolean);
}

const STATES = { same: 'the same', changed: 'changed', removed: 'only in the left', added: 'only in the right' };

/** The view: two choices, and the sections between them. */
function compareView(family, detail, query, gone) {
  const last = family.members.length - 1;
  const root = family.canonical ? family.members.indexOf(family.canonical) : 0;
  const given = (name, otherwise) => Math.min(last, Math.max(0, Number(query.get(name) ?? otherwise) || 0));
  let [a, b] = [given('a', root), given('b', root === 0 ? Math.min(1, last) : 0)];
  let onlyChanges = true;
  const options = family.members.map((member, at) => [at, `${letter(detail.columns[at])} · ${short(member.id)}`]);
  const out = el('div', { class: 'compared' });
  const show = () => {
    gone(`a=${a}&b=${b}`);
    out.replaceChildren(...pairOf(family, detail, a, b, onlyChanges));
  };
  const left = select('Left', options, (value) => { a = Number(value); show(); });
  const right = select('Right', options, (value) => { b = Number(value); show(); });
  for (const choice of [left, right]) choice.classList.add('pick');
  const set = () => { one('select', left).value = a; one('select', right).value = b; };
  const swap = el('button', { type: 'button', onclick: () => { [a, b] = [b, a]; set(); show(); } }, 'Swap');
  const all = el('label', { class: 'check' }, el('input', { type: 'checkbox', checked: true, onchange: (event) => { onlyChanges = event.target.checked; show(); } }), ' Only what differs');
  set();
  show();
  return [el('div', { class: 'filter', role: 'group', 'aria-label': 'Which two' }, left, right, swap, all), out];
}

/** The end of a path tells more than its beginning. */
const short = (path) => (path.length > 70 ? `…${path.slice(-69)}` : path);

function pairOf(family, detail, a, b, onlyChanges) {
  const [x, y] = [family.members[a], family.members[b]];
  const [left, right] = [detail.columns[a], detail.columns[b]];
  if (left === right) return [el('p', { class: 'empty' }, a === b ? 'This is one agent: choose another beside it.' : 'The two hold the same text, to the letter.')];
  const sections = compared(detail, left, right);
  const times = (state) => sections.flatMap((section) => section.rows).filter((row) => row.state === state).length;
  const summary = `${count(times('same'), 'statement')} the same, ${times('changed')} changed, ${times('removed')} only in the left, ${times('added')} only in the right`;
  tell(summary);
  const shown = sections.filter((section) => !onlyChanges || section.state !== 'same');
  return [
    el('p', { class: 'sum' }, summary, '.'),
    fieldsOf(detail, left, right, onlyChanges),
    el('div', { class: 'sides heads', 'aria-hidden': 'true' }, [x, y].map((agent) => el('div', { class: 'path' }, agent.id))),
    shown.map((section) => sectionOf(detail, section, onlyChanges)),
    !shown.length && el('p', { class: 'empty' }, 'No section differs.'),
  ].flat().filter(Boolean);
}

/** Whether two columns have a field alike: one value, or neither any. */
const heldBy = (field, column) => [...field.values.map(([, having]) => having), ...field.lack.map(([lacking]) => lacking)].find((all) => all.includes(column)) || [];

/** What a field lets one of two columns do that the other may not, in the words that the terminal has too. */
function saidOfTwo(field, a, b, nameOfA, nameOfB) {
  const [x, y] = [heldBy(field, a), heldBy(field, b)];
  if (x === y) return [];
  const told = field.pairs.filter(([p, q]) => (x.includes(p) && y.includes(q)) || (x.includes(q) && y.includes(p))).map(([p, q, word]) => {
    const nameOf = (column) => (x.includes(column) ? nameOfA : nameOfB);
    return index.words[word].replaceAll('{a}', nameOf(p)).replaceAll('{b}', nameOf(q));
  });
  return [...new Set(told)];
}

/** What a column has in a field: a value, or what it means that it has none. */
function heldIn(field, column) {
  const value = field.values.find(([, having]) => having.includes(column));
  if (value) return { value: value[0] };
  return { silence: field.lack.find(([lacking]) => lacking.includes(column))?.[1] || null };
}

/** Fields of the two that differ, or all. */
function fieldsOf(detail, a, b, onlyChanges) {
  const rows = detail.fields.map((field) => ({ field, x: heldIn(field, a), y: heldIn(field, b) }))
    .filter(({ x, y }) => x.value || y.value || x.silence !== y.silence)
    .map((row) => ({ ...row, same: row.x.value === row.y.value && (row.x.value || row.x.silence === row.y.silence) }))
    .filter(({ same }) => !onlyChanges || !same);
  if (!rows.length) return null;
  return el('section', { class: 'pair-section' }, el('h2', {}, 'Fields'),
    rows.map(({ field, x, y, same }) => {
      const shown = ({ value, silence }) => (value ? said(value) : silence ? el('i', {}, silence) : '—');
      const [p, q] = x.value && y.value && !same ? marked(x.value, y.value) : [shown(x), shown(y)];
      const told = saidOfTwo(field, a, b, 'the left', 'the right');
      return el('div', { class: `field-row ${same ? 'same' : 'changed'}` },
        el('h3', {}, field.field, (told.length ? told : field.grants ? ['privilege'] : []).map((word) => [' ', el('span', { class: 'tag' }, word)])),
        el('div', { class: 'sides' }, el('div', { class: 'side' }, p), el('div', { class: 'side' }, q)));
    }));
}

const titleOf = (cell) => (cell ? cell.title || '(opening)' : '');

/** What became of a title; a section that only one of the two gives one was not renamed by it. */
function titleChange(left, right) {
  if (!left || !right || left.title === right.title) return null;
  return !left.title ? 'given a title' : !right.title ? 'without its title' : 'renamed';
}

function sectionOf(detail, section, onlyChanges) {
  const { left, right, rows, state, change } = section;
  const titles = left && right && left.title !== right.title ? `${titleOf(left)} → ${titleOf(right)}` : titleOf(left || right) || '(moved here)';
  const told = new Set([...change.filter((word) => !['same', 'changed'].includes(word)), titleChange(left, right)].filter(Boolean));
  const shown = rows.filter((row) => !onlyChanges || row.state !== 'same');
  const hidden = rows.length - shown.length;
  return el('section', { class: `pair-section ${state}` },
    el('h2', {}, titles, ' ', el('span', { class: `state ${state}` }, STATES[state]), [...told].map((word) => [' ', el('span', { class: 'tag' }, word)])),
    shown.map((row) => statementOf(detail, row)),
    hidden > 0 && el('p', { class: 'folded' }, `${count(hidden, 'statement')} the same`));
}

function statementOf(detail, row) {
  const [x, y] = [row.x, row.y].map((one) => one && detail.texts[one[1]]);
  const [p, q] = row.state === 'changed' ? marked(x, y) : [x && said(x), y && said(y)];
  const side = (one, shown, which) => (one
    ? el('div', { class: `side ${row.kind === 'c' ? 'code' : ''}` },
      el('span', { class: 'unseen' }, `${which}, line ${one[2]}: `), el('span', { class: 'line-no', 'aria-hidden': 'true' }, one[2]),
      el('span', { class: 'said' }, KINDS[row.kind] && el('span', { class: 'kind', 'aria-hidden': 'true' }, KINDS[row.kind], ' '), shown))
    : el('div', { class: 'side none' }, el('span', { class: 'unseen' }, `${which}: nothing`)));
  return el('div', { class: `sides statement ${row.state}` }, side(row.x, p, 'Left'), side(row.y, q, 'Right'),
    row.standing && row.standing !== 'same' && el('p', { class: 'standing' }, `Standing: ${row.standing.replaceAll('_', ' ')}`));
}
