// The one agent that a family would make: each statement with who says it, and what is in dispute or left out.

function canonicalView(family, detail) {
  const proposal = detail.canonical;
  const told = el('aside', { class: 'sources', 'aria-live': 'polite', 'aria-label': 'Sources' }, el('p', { class: 'hint' }, 'Point at a statement, or move along by arrow keys, to see who says it.'));
  const pieces = proposal.pieces.map((piece) => (typeof piece === 'string' ? piece : statementMark(family, detail, piece, told)));
  const statements = pieces.filter((piece) => typeof piece !== 'string');
  if (statements.length) statements[0].tabIndex = 0;
  const text = el('div', { class: 'canonical', role: 'group', 'aria-label': 'The canonical, statement by statement' }, pieces);
  roving(text, statements);
  return [
    el('p', {}, 'Made from ', el('b', { class: 'path' }, agents[proposal.base].id), `: ${proposal.because}. Format: ${proposal.format}.`),
    proposal.notes.map(([code, severity, message]) => el('p', { class: `note ${severity}` }, el('code', {}, code), ' ', message)),
    disputes(proposal),
    el('h3', {}, 'Its text'),
    el('div', { class: 'canonical-box' }, text, told),
    omissions(detail, proposal),
  ];
}

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
  const mark = el('span', { class: `piece ${level}`, tabindex: -1, onfocus: show, onmouseenter: show, onclick: show }, detail.texts[piece.text]);
  return mark;
}

function disputes(proposal) {
  if (!proposal.conflicts.length) return el('p', { class: 'good' }, 'Its members contradict each other nowhere.');
  const side = ([agent, value, line]) => el('li', {}, el('span', { class: 'said' }, value), el('span', { class: 'path' }, agents[agent].id + (line ? `:${line}` : '')));
  return [el('h3', {}, `Conflicts (${proposal.conflicts.length})`), el('div', { class: 'cards' }, proposal.conflicts.map((conflict) =>
    el('section', { class: `conflict ${conflict.kind}` },
      el('h4', {}, conflict.what, ' ', el('span', { class: 'tag' }, conflict.kind)),
      el('ul', { class: 'plain' }, conflict.sides.map(side)),
      el('p', {}, conflict.chosen === null ? 'Left open: neither was taken.' : ['The canonical has: ', el('b', { class: 'said' }, conflict.chosen)]))))];
}

function omissions(detail, proposal) {
  if (!proposal.omitted.length) return el('p', { class: 'good' }, 'Nothing was left out.');
  const list = table('Left out', [
    { title: 'Statement', wide: true, cell: (row) => el('span', { class: 'said' }, detail.texts[row.text]) },
    { title: 'Where', cell: (row) => el('span', { class: 'path' }, `${agents[row.source[0]].id}:${row.source[1]}`) },
    { title: 'Why', cell: (row) => `Such statements ${row.reason}${row.by ? ` (line ${row.by})` : ''}.` },
  ]);
  list.fill(proposal.omitted);
  return [el('h3', {}, `Left out (${number.format(proposal.omitted.length)})`), list.node];
}
