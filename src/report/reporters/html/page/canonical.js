// The one agent that a family would make: each statement with who says it, and what is in dispute or left out.

function canonicalView(family, detail) {
  const proposal = detail.canonical;
  const told = el('aside', { class: 'sources', 'aria-live': 'polite', 'aria-label': 'Sources' }, el('p', { class: 'hint' }, 'Point at a statement, or move along by arrow keys, to see who says it.'));
  const [text, bar] = textOf(family, detail, told);
  const [conflicts, omitted] = [disputes(proposal), omissions(detail, proposal)];
  return [
    el('p', {}, 'Made from ', el('b', { class: 'path' }, agents[proposal.base].id), `: ${proposal.because.startsWith("it ") ? "" : "it "}${proposal.because}. Format: ${proposal.format}.`,
      proposal.members.length < family.members.length && ` ${number.format(proposal.members.length)} of the ${count(family.members.length, 'member')} are merged into it; below it is said who is left out, and why.`),
    proposal.notes.map(noteOf),
    bar,
    el('div', { class: 'canonical-box' }, text, el('div', { class: 'beside' }, told,
      el('ul', { class: 'plain marks' },
        el('li', {}, el('span', { class: 'piece all' }, 'underlined'), ' every member says it'),
        el('li', {}, el('span', { class: 'piece some' }, 'dashed'), ' several do'),
        el('li', {}, 'plain: one does')),
      el('p', {}, jump(`${count(proposal.conflicts.length, 'conflict')}`, conflicts), ' · ', jump(`${number.format(proposal.omitted.length)} left out`, omitted)))),
    conflicts, omitted,
  ];
}

/** A note; the end of a long one is folded away. */
function noteOf([code, severity, message]) {
  const head = el('code', {}, code);
  const cut = message.length > NOTE ? message.lastIndexOf(' ', NOTE) : -1;
  if (cut < 0) return el('p', { class: `note ${severity}` }, head, ' ', message);
  return el('details', { class: `note ${severity}` }, el('summary', {}, head, ' ', message.slice(0, cut), ' …'), el('p', {}, message.slice(cut)));
}

/** So much of a note is seen at once. */
const NOTE = 240;

/** A text of more statements than this begins folded: its titles are its contents, and a reader opens what matters. */
const LONG = 60;

/** A part of the canonical: a title and what stands below it up to the next one. */
function partsOf(proposal) {
  const parts = [{ title: '', pieces: [] }];
  const titles = /^#{1,6} .*\n?/gm;
  for (const piece of proposal.pieces) {
    if (typeof piece !== 'string') {
      parts.at(-1).pieces.push(piece);
      continue;
    }
    let from = 0;
    for (const found of piece.matchAll(titles)) {
      parts.at(-1).pieces.push(piece.slice(from, found.index));
      parts.push({ title: found[0].trim(), pieces: [] });
      from = found.index + found[0].length;
    }
    parts.at(-1).pieces.push(piece.slice(from));
  }
  return parts.map((part) => ({ ...part, said: part.pieces.filter((piece) => typeof piece !== 'string') }));
}

/** Fields of more characters than this are a part of their own, which begins folded. */
const FIELDS = 600;

function withFields(parts) {
  const [first, ...rest] = parts;
  const front = typeof first.pieces[0] === 'string' && first.pieces[0].match(/^---\r?\n[^]*?\n---\r?\n/)?.[0];
  if (!front || front.length < FIELDS) return parts;
  const left = { ...first, pieces: [first.pieces[0].slice(front.length), ...first.pieces.slice(1)] };
  return [{ title: '', fields: front, pieces: [front], said: [] }, left, ...rest];
}

/** Whether the member that the others were held against says it. */
const ofBase = (proposal, piece) => piece.sources.some(([agent]) => agent === proposal.base);

/** The text in parts that fold, and the bar above it. */
function textOf(family, detail, told) {
  const proposal = detail.canonical;
  const all = [];
  const marks = (pieces) => pieces.map((piece) => {
    if (typeof piece === 'string') return el('span', { class: 'between' }, piece);
    const mark = statementMark(family, detail, piece, told);
    if (ofBase(proposal, piece)) mark.classList.add('of-base');
    all.push(mark);
    return mark;
  });
  const parts = withFields(partsOf(proposal));
  const statements = parts.flatMap((part) => part.said);
  const added = (said) => said.filter((piece) => !ofBase(proposal, piece)).length;
  const long = statements.length > LONG;
  const folds = [];
  const opened = parts.find((part) => part.said.length > 0);
  const made = parts.filter((part) => part.title || part.said.length || part.pieces.some((piece) => piece.trim())).map((part) => {
    const fresh = added(part.said);
    if (part.fields) {
      folds.push(el('details', { class: 'part of-base' }, el('summary', {}, el('b', {}, 'Fields'), ' ', el('span', { class: 'count' }, count(part.fields.split('\n').length, 'line'))), part.fields));
      return folds.at(-1);
    }
    if (!part.title) return el('div', { class: fresh ? 'part' : 'part of-base' }, marks(part.pieces));
    const heads = el('details', { class: fresh ? 'part' : 'part of-base', open: !long || part === opened },
      el('summary', {}, el('b', {}, part.title), ' ', el('span', { class: 'count' }, part.said.length > 0 && count(part.said.length, 'statement'), fresh > 0 && `, ${number.format(fresh)} not in the base`)),
      marks(part.pieces));
    folds.push(heads);
    return heads;
  });
  if (all.length) all[0].tabIndex = 0;
  const text = el('div', { class: 'canonical', role: 'group', 'aria-label': 'The canonical, statement by statement' }, made);
  roving(text, all);
  const fold = (open) => () => { folds.forEach((part) => { part.open = open; }); };
  const only = (event) => { text.classList.toggle('only-new', event.target.checked); if (event.target.checked) fold(true)(); };
  const bar = el('div', { class: 'filter', role: 'group', 'aria-label': 'How much of the text' },
    folds.length > 1 && [el('button', { type: 'button', onclick: fold(true) }, 'Unfold all'), el('button', { type: 'button', onclick: fold(false) }, 'Fold all')],
    added(statements) > 0 && el('label', { class: 'check' }, el('input', { type: 'checkbox', onchange: only }), ` Only what the base does not say (${number.format(added(statements))} of ${count(statements.length, 'statement')})`));
  return [text, bar.children.length > 0 && bar];
}

/** Goes to a part of the view; the address is left alone. */
const jump = (text, part) => el('button', { type: 'button', class: 'as-link', onclick: () => { part.scrollIntoView(); part.focus(); } }, text);

function statementMark(family, detail, piece, told) {
  const members = detail.canonical.members.length;
  const share = piece.support / Math.max(1, members);
  const level = share >= 0.99 ? 'all' : piece.support > 1 ? 'some' : 'one';
  const show = () => {
    for (const other of mark.closest('.canonical').querySelectorAll('.at')) other.classList.remove('at');
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
      el('p', {}, conflict.leaves_out ? 'The canonical leaves it out.' : conflict.chosen === null ? 'Left open: neither was taken.' : ['The canonical has: ', el('b', { class: 'said' }, said(conflict.chosen))]),
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
