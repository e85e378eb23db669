// The sections of a family by its members.

const MARKS = { same: '●', differs: '◐', lacks: '·' };

/** The members that share each column, in the order of the columns. */
function holders(family, detail) {
  const out = [];
  detail.columns.forEach((column, at) => { (out[column] ||= []).push(family.members[at]); });
  return out;
}

function matrixView(family, detail) {
  const columns = holders(family, detail);
  const heads = columns.map((members, at) => el('th', { scope: 'col', title: members.map((member) => member.id).join('\n') }, letter(at)));
  const rows = detail.sections.map((section) => {
    const first = section.cells[0];
    const title = first ? titleOf(first) : '(moved here)';
    return el('tr', {},
      el('th', { scope: 'row', class: `deep-${Math.min(first?.depth ?? 0, 4)}` }, title),
      columns.map((_, at) => {
        const cell = section.cells.find((one) => one.column === at);
        const has = cell ? (cell.same ? 'same' : 'differs') : 'lacks';
        return el('td', { class: has }, el('span', { 'aria-hidden': 'true' }, MARKS[has]), el('span', { class: 'unseen' }, has));
      }));
  });
  return [
    el('p', {}, `Each column is a text of the family (${count(columns.length, 'text')} of ${count(family.members.length, 'member')}: whose files hold the same share one), each row a section. ${MARKS.same} has it as the first that has it, ${MARKS.differs} has it otherwise (in other words, in parts, or under another title), ${MARKS.lacks} lacks it.`),
    detail.notes.map((note) => el('p', { class: 'note' }, note)),
    el('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': 'Sections by members' },
      el('table', { class: 'matrix' }, el('caption', { class: 'unseen' }, 'Sections by members'),
        el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, 'Section'), heads)), el('tbody', {}, rows))),
    el('h2', {}, 'Columns'),
    el('ol', { class: 'plain columns' }, columns.map((members, at) => el('li', {}, el('b', {}, letter(at)), ' ',
      members.map((member) => el('span', { class: 'path' }, member.id))))),
    fieldMatrix(detail),
  ];
}

function fieldMatrix(detail) {
  const rows = detail.fields.filter((field) => field.values.length + field.lack.length > 1);
  if (!rows.length) return null;
  const letters = (columns) => columns.map(letter).join(' ');
  return [el('h2', {}, 'Fields that differ'), el('dl', { class: 'fields' }, rows.map((field) => [
    el('dt', {}, field.field, field.grants && [' ', el('span', { class: 'tag' }, 'privilege')]),
    field.values.map(([value, having]) => el('dd', {}, el('b', {}, letters(having)), ' ', el('span', { class: 'said' }, said(value)), extreme(field, having))),
    field.lack.map(([lacking, silence]) => el('dd', {}, el('b', {}, letters(lacking)), ' ', el('i', {}, silence || 'leaves it out'), extreme(field, lacking))),
  ]))];
}

/** The word for those who may do more, or less, than all the others by this field. */
function extreme(field, held) {
  const others = [...field.values.map(([, having]) => having), ...field.lack.map(([lacking]) => lacking)].filter((all) => all !== held);
  if (!others.length) return null;
  const word = ([p, q, told]) => (told > 1 ? null : held.includes(q) ? told : held.includes(p) ? 1 - told : null);
  const told = others.map((other) => field.pairs.find(([p, q]) => (held.includes(p) && other.includes(q)) || (held.includes(q) && other.includes(p))));
  if (!told.every(Boolean)) return null;
  const [first, ...rest] = told.map(word);
  if (first === null || rest.some((one) => one !== first)) return null;
  return [' ', el('span', { class: 'tag' }, first === 0 ? 'may do most' : 'may do least')];
}
