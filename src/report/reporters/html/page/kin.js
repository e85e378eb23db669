// Why a family is one: what its members share, how each is kin to the canonical, and who comes from whom.

const PASSAGES = 12;

/** Statements that several members say, those of most members first, the longer before the shorter. */
function passages(detail) {
  const members = (column) => detail.columns.filter((one) => one === column).length;
  const rows = detail.sections.flatMap((section) => section.rows).filter((row) => row.said.length > 0).map((row) => ({
    wording: detail.texts[row.said[0][1]],
    support: row.said.reduce((sum, said) => sum + members(said[0]), 0),
    alike: row.said.every((said) => said[3] === 0),
  }));
  const weight = (row) => row.support * Math.min(row.wording.text.length, 200);
  const shared = rows.filter((row) => row.support > 1);
  return { shared: shared.sort((x, y) => weight(y) - weight(x)), all: rows.length };
}

/** Whether a passage may be higher than its frame on some screen: then it can be focused, so that the keyboard scrolls it. */
const scrolls = (text) => text.length > 120 || text.includes('\n');

function whyView(family, detail) {
  const { shared, all } = passages(detail);
  return [
    family.relation !== null && el('p', {}, `${copiesWithin(family)}${relationMeaning(family.relation)} `, family.cohesion && `Likeness to the middle of the family: ${family.cohesion} on average.`),
    detail.sections.length > 0 && [
      el('h2', {}, 'Passages in common'),
      el('p', {}, `${number.format(shared.length)} of ${count(all, 'statement')} stand in more than one member.`),
      el('ol', { class: 'passages' }, shared.slice(0, PASSAGES).map((row) => el('li', {},
        el('span', { class: 'support' }, `${row.support} of ${family.members.length}${row.alike ? '' : ', in other words too'}`), el('blockquote', { class: 'said', tabindex: scrolls(row.wording.text) ? 0 : null }, said(row.wording))))),
    ],
    detail.kin.length > 0 && [el('h2', {}, isReport ? 'Each member against the canonical' : 'What the signals say'),
      detail.kin.map((kin, at) => kinOf(family, kin, at === 0))],
  ];
}

/** A family is told by its loosest tie: that most of it is copies all the same is said first. */
function copiesWithin({ lineages, relation, members }) {
  const closer = lineages.filter(([tie, within]) => tie !== relation && within.length > 1);
  const copies = closer.reduce((sum, [, within]) => sum + within.length, 0);
  return copies > 0 ? `${number.format(copies)} of ${count(members.length, 'member')} are copies, in ${count(closer.length, 'group')}; of the family as a whole: ` : '';
}

function kinOf(family, kin, open) {
  const other = agents[kin.pair.find((agent) => agents[agent] !== family.canonical) ?? kin.pair[1]];
  const title = isReport ? other.id : `${agents[kin.pair[0]].id} · ${agents[kin.pair[1]].id}`;
  return el('details', { class: 'kin', open },
    el('summary', {}, el('span', { class: 'path' }, title), ' ', chip(kin.relation), el('span', { class: 'score' }, kin.similarity)),
    el('p', {}, `${index.relations[kin.relation][1]} ${family.remarks.get(other) || index.relations[kin.relation][2]} Sure to ${kin.confidence}.`),
    el('ul', { class: 'plain signals' }, kin.signals.map(([name, score, because]) => el('li', {},
      el('span', { class: 'name' }, name), el('meter', { min: 0, max: 1, value: score, 'aria-label': `${name} ${score.toFixed(2)}` }), el('span', { class: 'score' }, score.toFixed(2)),
      because && el('span', { class: 'because' }, because)))),
    kin.grounds.length > 0 && el('p', { class: 'grounds' }, 'What weighed most: ',
      kin.grounds.map(([means, odds]) => `${means} (${odds > 0 ? '+' : '−'}${Math.abs(odds).toFixed(1)})`).join('; '), '.'));
}

/** The tree of likeness from the canonical on, as lists in lists. */
function lineageView(family) {
  const children = new Map();
  for (const branch of family.tree) {
    if (!children.has(branch[1])) children.set(branch[1], []);
    children.get(branch[1]).push(branch);
  }
  // A chain may be as long as the family: lists are made from the leaves on, without recursion.
  const nodes = new Map();
  const root = family.members.indexOf(family.canonical);
  const order = [...family.tree].reverse();
  const item = (at, branch) => el('li', {}, el('div', { class: 'leaf' },
    branch && [chip(branch[2]), el('span', { class: 'score' }, branch[2] === null ? '' : branch[3])],
    el('span', { class: 'name' }, family.members[at].name), el('span', { class: 'path' }, family.members[at].id),
    !branch && el('span', { class: 'tag' }, 'canonical')),
  children.has(at) && el('ul', {}, children.get(at).map((child) => nodes.get(child[0]))));
  for (const branch of order) nodes.set(branch[0], item(branch[0], branch));
  return [
    el('p', {}, 'Each member hangs on the one that it is most like, from the suggested canonical on. Which of two was there first, likeness cannot tell.'),
    el('ul', { class: 'lineage' }, item(root, null)),
    family.lineages.length > 0 && [el('h2', {}, 'Copies of one text'), el('ol', { class: 'cards' }, family.lineages.map(([relation, members]) =>
      el('li', { class: 'group' }, chip(relation), ` ${count(members.length, 'agent')}`,
        el('ul', { class: 'plain' }, members.map((member) => el('li', { class: 'path' }, agents[member].id))))))],
  ];
}
