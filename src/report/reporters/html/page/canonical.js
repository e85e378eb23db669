// The one agent that a family would make: each statement with who says it, and what is in dispute or left out.

function canonicalView(family, detail) {
  const proposal = detail.canonical;
  const told = el('aside', { class: 'sources', 'aria-live': 'polite', 'aria-label': 'Sources' }, el('p', { class: 'hint' }, 'Point at a statement, or move along by arrow keys, to see who says it.'));
  const pieces = proposal.pieces.map((piece) => (typeof piece === 'string' ? piece : statementMark(family, detail, piece, told)));
  const statements = pieces.filter((piece) => typeof piece !== 'string');
  if (statements.length) statements[0].tabIndex = 0;
  const text = el('div', { class: 'canonical', role: 'group', 'aria-label': 'The canonical, statement by statement' }, pieces);
  roving(text, statements);
  const [conflicts, omitted] = [disputes(proposal), omissions(detail, proposal)];
  return [
    el('p', {}, 'Made from ', el('b', { class: 'path' }, agents[proposal.base].id), `: ${proposal.because.startsWith("it ") ? "" : "it "}${proposal.because}. Format: ${proposal.format}.`),
    proposal.notes.map(([code, severity, message]) => el('p', { class: `note ${severity}` }, el('code', {}, code), ' ', message)),
    el('div', { class: 'canonical-box' }, text, el('div', { class: 'beside' }, told,
      el('ul', { class: 'plain marks' },
        el('li', {}, el('span', { class: 'piece all' }, 'underlined'), ' every member says it'),
        el('li', {}, el('span', { class: 'piece some' }, 'dashed'), ' several do'),
        el('li', {}, 'plain: one does')),
      el('p', {}, jump(`${count(proposal.conflicts.length, 'conflict')}`, conflicts), ' · ', jump(`${number.format(proposal.omitted.length)} left out`, omitted)))),
    conflicts, omitted,
  ];
}

/** Goes to a part of the view; the address is left alone. */
const jump = (text, part) => el('button', { type: 'button', class: 'as-link', onclick: () => { part.scrollIntoView(); part.focus(); } }, text);

function statementMark(family, detail, piece, told) {
  const members = detail.canonical.members.length;
  const share = piece.support / Math.max(1, members);
  const level = share >= 0.99 ? 'all' : piece.support > 1 ? 'some' : 'one';
  const show = () => {
    for (const other of mark.parentNode.querySelectorAll('.at')) other.classList.remove('at');
    mark.classList.add('at');
    told.replaceChildren(
      el('p', {}, el('b', {}, `Line ${piece.line}`), ` · said by ${piece.support} of ${count(members, 'member')} · ${piece.rule}`),
      el('ul', { class: 'plain' }, piece.sources.map(([agent, line]) => el('li', { class: 'path' }, `${agents[agent].id}:${line}`))));
  };
  const mark = el('span', { class: `piece ${level}`, tabindex: -1, onfocus: show, onmouseenter: show, onclick: show }, said(detail.texts[piece.text]));
  return mark;
}

function disputes(proposal) {
  const part = (...children) => el('section', { tabindex: -1, 'aria-label': 'Conflicts' }, el('h2', {}, `Conflicts (${proposal.conflicts.length})`), children);
  if (!proposal.conflicts.length) return part(el('p', { class: 'good' }, 'Its members contradict each other nowhere.'));
  const side = ([value, holders]) => el('li', {}, el('span', { class: 'said' }, said(value)), lesser(holders.map(([agent, line]) => agents[agent].id + (line ? `:${line}` : ''))));
  return part(el('div', { class: 'cards' }, proposal.conflicts.map((conflict) =>
    el('section', { class: `conflict ${conflict.kind}` },
      el('h3', {}, conflict.what, ' ', el('span', { class: 'tag' }, conflict.kind)),
      el('ul', { class: 'plain' }, conflict.sides.map(side)),
      el('p', {}, conflict.chosen === null ? 'Left open: neither was taken.' : ['The canonical has: ', el('b', { class: 'said' }, said(conflict.chosen))]),
      conflict.decided && el('p', { class: 'good' }, 'Settled by a decision (--resolve).')))));
}

/** Places, the first few of them open. */
function lesser(places) {
  const few = places.slice(0, 3).map((place) => el('span', { class: 'path' }, place));
  if (places.length <= 4) return places.map((place) => el('span', { class: 'path' }, place));
  return [few, el('details', {}, el('summary', {}, `and ${places.length - 3} more`), places.slice(3).map((place) => el('span', { class: 'path' }, place)))];
}

function omissions(detail, proposal) {
  const part = (...children) => el('section', { tabindex: -1, 'aria-label': 'Left out' }, el('h2', {}, `Left out (${number.format(proposal.omitted.length)})`), children);
  if (!proposal.omitted.length) return part(el('p', { class: 'good' }, 'Nothing was left out.'));
  const list = table('Left out', [
    { title: 'Statement', wide: true, cell: (row) => el('span', { class: 'said' }, said(detail.texts[row.text])) },
    { title: 'Where', cell: (row) => el('span', { class: 'path' }, `${agents[row.source[0]].id}:${row.source[1]}`) },
    { title: 'Why', cell: (row) => `Such statements ${row.reason}${row.by ? ` (line ${row.by})` : ''}.` },
  ]);
  list.fill(proposal.omitted);
  return part(list.node);
}
