// The page of a family.

/** The tabs that this page has something for. */
function tabsOf(family, detail) {
  return [
    ['members', 'Members', true],
    ['why', 'Why kin', detail && (detail.kin.length || detail.sections.length)],
    ['lineage', 'Lineage', isReport],
    ['matrix', 'Matrix', detail && detail.sections.length],
    ['compare', 'Compare', detail && detail.sections.length && family.members.length > 1],
    ['canonical', 'Canonical', detail && detail.canonical],
  ].filter((tab) => tab[2]).map(([id, title]) => [id, title]);
}

function membersView(family, detail) {
  const told = new Map((detail?.kin || []).map((kin) => [kin.pair.find((agent) => agents[agent] !== family.canonical), kin]));
  const kinOf = (member) => told.get(member.at);
  const at = (member) => family.members.indexOf(member);
  const { remarks } = family;
  const verb = (member) => index.deeds[family.deeds[at(member)]];
  const root = Math.max(0, family.members.indexOf(family.canonical));
  const list = table('Members', [
    isReport && { title: 'Do', key: verb, cell: (member) => el('b', { class: `verb ${verb(member).split(',')[0]}` }, verb(member)) },
    { title: 'Agent', wide: true, key: (member) => member.id, cell: (member) => [el('span', { class: 'name' }, member.name), el('span', { class: 'path' }, member.id), remarks.has(member) && el('span', { class: 'because' }, remarks.get(member))] },
    { title: 'Format', key: (member) => member.format, cell: (member) => member.format },
    { title: 'Tokens', figures: true, key: (member) => member.tokens, cell: (member) => number.format(member.tokens) },
    isReport && { title: 'To the canonical', cell: (member) => (member === family.canonical ? el('span', { class: 'tag' }, 'canonical') : kinOf(member) ? chip(kinOf(member).relation) : chip(null)) },
    isReport && { title: 'Likeness', figures: true, key: (member) => Number(kinOf(member)?.similarity ?? 1), cell: (member) => kinOf(member)?.similarity ?? '' },
    isReport && { title: 'Side by side', cell: (member) => at(member) !== root && link(`family/${family.id}/compare?a=${root}&b=${at(member)}`, 'compare') },
  ].filter(Boolean));
  list.fill([...family.members].sort((x, y) => (y === family.canonical) - (x === family.canonical)
    || Number(kinOf(y)?.similarity ?? 0) - Number(kinOf(x)?.similarity ?? 0) || x.at - y.at));
  return [
    isReport && !detail && index.bundles.length > 0 && tooLarge(family),
    family.because && el('p', {}, 'Keep ', el('b', { class: 'path' }, family.canonical.id), `: it ${family.because}.`),
    list.node,
    neighboursOf(family),
  ];
}

/** Where the page has no details. A report on a part numbers its families for itself: elsewhere their ids name others. */
function tooLarge(family) {
  const code = (command) => el('code', {}, index.of_part ? command : `${command} --family ${family.id}`);
  return el('p', { class: 'hint' }, 'This page has no details of so large a family: ', code('agentkin diff'), ' and ', code('agentkin merge'), index.of_part ? ' of its members tell them.' : ' tell them.');
}

function neighboursOf(family) {
  const near = index.neighbours.filter(([a, b]) => a === family.at || b === family.at)
    .map(([a, b, relation, alike]) => ({ other: families[a === family.at ? b : a], relation, alike }));
  if (!near.length) return null;
  return [el('h2', {}, 'Families next to it'), el('ul', { class: 'plain near' }, near.slice(0, 8).map(({ other, relation, alike }) =>
    el('li', {}, link(`family/${other.id}`, `${other.id} ${other.name}`), ' ', chip(relation), el('span', { class: 'score' }, alike.toFixed(2)))))];
}

/** The page; `path` is what follows the family in the address. */
async function familyPage(family, path, query) {
  const detail = await detailOf(family.at);
  const all = tabsOf(family, detail);
  const first = { diff: 'compare', merge: 'canonical', matrix: 'matrix' }[index.document] || 'members';
  const chosen = all.some(([id]) => id === path) ? path : first;
  const base = isReport ? `family/${family.id}` : 'group';
  const bar = tabs('Parts of the page', all, (id) => { location.hash = `#/${base}/${id}`; });
  bar.pick(chosen);
  const panel = el('div', { id: 'panel', role: 'tabpanel', tabindex: '0', 'aria-labelledby': `tab-${chosen}` });
  const gone = (query) => history.replaceState(null, '', `#/${base}/compare?${query}`);
  const views = {
    members: () => membersView(family, detail), why: () => whyView(family, detail), lineage: () => lineageView(family),
    matrix: () => matrixView(family, detail), compare: () => compareView(family, detail, query, gone), canonical: () => canonicalView(family, detail),
  };
  furnish(panel, {}, [views[chosen]()]);
  return { title: family.id ? `${family.id} ${family.name}` : family.name, node: [familyHead(family, detail), bar.node, panel], focus: path ? `#tab-${chosen}` : null };
}

function familyHead(family, detail) {
  // A column is a text: members whose files hold the same one share it.
  const many = detail?.columns.length > 0 ? Math.max(...detail.columns) + 1 : family.members.length;
  const texts = isReport && many < family.members.length && ` with ${count(many, 'different text')}`;
  const step = (by, text) => {
    const other = families[family.at + by];
    return other && link(`family/${other.id}`, text, el('span', { class: 'unseen' }, ` ${other.name}`));
  };
  return el('div', { class: 'head' },
    isReport && el('p', { class: 'crumbs' }, link('families', 'Families'), ' / ', family.id, el('span', { class: 'steps' }, step(-1, '← previous'), step(1, 'next →'))),
    el('h1', { tabindex: '-1' }, family.name),
    el('p', { class: 'lead' }, family.relation !== null && [chip(family.relation), ' '], count(family.members.length, 'agent'), texts,
      family.goes > 0 && `; ~${number.format(family.goes)} tokens would go`, isReport && family.stay > 0 && `; ${stays(family.stay)}, needed where ${family.stay === 1 ? 'it lies' : 'they lie'}`,
      !isReport && family.cohesion && `; likeness ${family.cohesion}`, '.'));
}
