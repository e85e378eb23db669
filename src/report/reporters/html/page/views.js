// The views of a report.

const WORTH = 12;

function summaryView() {
  const { summary } = index;
  const figure = (n, text, path, hint) => el('div', {}, el('dt', {}, path ? link(path, text) : text, hint && ` (${hint})`), el('dd', {}, number.format(n)));
  // Of a family whose copies are all needed where they lie nothing goes.
  const best = families.filter((family) => family.goes > 0).sort((x, y) => y.goes - x.goes || x.at - y.at).slice(0, WORTH);
  const under = index.paths.join(' ') || '.';
  const list = familyTable('Families worth merging first');
  list.fill(best);
  const grave = index.codes.map((code, at) => ({ ...code, times: index.findings.filter((finding) => finding[0] === at).length }))
    .filter((code) => code.severity !== 'info');
  return {
    title: 'Report',
    node: [
      el('h1', { tabindex: '-1' }, 'Report'),
      el('p', { class: 'lead' }, `${count(summary.agents, 'agent')} in ${count(summary.files, 'file')}`, under !== '.' && [' under ', el('code', {}, under)], '.',
        summary.ignored > 0 && ` ${count(summary.ignored, 'pair')} ignored, as somebody decided.`),
      el('dl', { class: 'figures' }, figure(summary.agents, 'agents', 'agents'), figure(summary.families, 'families', 'families'), figure(summary.duplicates, 'duplicates', null, index.staying > 0 && stays(index.staying)),
        figure(summary.tokens, 'tokens in all'), figure(families.reduce((sum, family) => sum + family.goes, 0), 'tokens that would go as advised'), figure(summary.tokens_saved, 'tokens that could go if each family were one agent'),
        figure(index.collisions.length, 'shared names', 'names'), figure(index.overlaps.length, 'competing pairs', 'routing'), figure(index.findings.length, 'findings', 'findings')),
      index.limits.map((limit) => el('p', { class: 'note' }, limit)),
      index.baseline && baselinePart(index.baseline),
      el('h2', {}, best.length ? 'Worth merging first' : families.length ? 'Nothing to merge: each copy is needed where it lies' : 'No two agents do one job'), best.length > 0 && list.node,
      families.length > best.length && el('p', {}, link('families', `All ${number.format(families.length)} families on a map and in a table`)),
      grave.length > 0 && [el('h2', {}, 'Findings to look at'), el('ul', { class: 'plain codes' }, grave.map((code) =>
        el('li', {}, severityTag(code.severity), ' ', link(`findings?code=${code.id}`, code.id), ` ${number.format(code.times)} ×`, el('span', { class: 'because' }, code.meaning))))],
      index.next.length > 0 && [el('h2', {}, 'Next, in a terminal'), el('ul', { class: 'plain next' }, index.next.map(([command, what]) =>
        el('li', {}, el('code', {}, command), el('span', { class: 'because' }, what))))],
    ],
  };
}

/** What the baseline does not know, and what it knows of nothing any longer. */
function baselinePart({ known, new: fresh, stale, news, gone }) {
  const rest = (all, some, thing) => all > some && el('p', { class: 'hint' }, `and ${count(all - some, thing)} more: agentkin report --verbose lists all.`);
  return [
    el('h2', {}, 'Against the baseline'),
    el('p', { class: fresh ? null : 'good' }, `${number.format(fresh)} new, ${number.format(known)} known${stale ? `, ${count(stale, 'entry')} of it stale` : ''}.`),
    fresh > 0 && el('details', { class: 'news', open: true }, el('summary', {}, `New (${number.format(fresh)})`), el('ul', { class: 'plain codes' }, news.map(([code, message, path]) =>
      el('li', {}, el('code', {}, code), ' ', message, el('span', { class: 'path' }, ` ${path}`)))), rest(fresh, news.length, 'alert')),
    stale > 0 && el('details', { class: 'news' }, el('summary', {}, `Stale (${number.format(stale)}): nothing answers to these entries any longer`), el('ul', { class: 'plain codes' }, gone.map(([rule, files, more]) =>
      el('li', {}, el('code', {}, rule), ' ', el('span', { class: 'path' }, files.join(', ')), more > 0 && ` and ${number.format(more)} more`))), rest(stale, gone.length, 'entry')),
  ];
}

const severityTag = (severity) => el('span', { class: `severity ${severity}` }, severity);

/** Families, with the tokens that would go by what is advised. */
function familyTable(caption) {
  return table(caption, [
    { title: 'Family', wide: true, key: (family) => family.at, cell: (family) => [el('span', { class: 'id' }, family.id), ' ', link(`family/${family.id}`, family.name), el('span', { class: 'path' }, family.canonical.id)] },
    { title: 'Relation', key: (family) => family.relation, cell: (family) => chip(family.relation) },
    { title: 'Agents', figures: true, key: (family) => family.members.length, cell: (family) => number.format(family.members.length) },
    { title: 'Formats', cell: (family) => [...family.formats].sort().join(', ') },
    { title: 'Would go', figures: true, key: (family) => family.goes, cell: (family) => (family.goes > 0 ? `~${count(family.goes, 'token')}` : 'none') },
  ], 'No family matches.');
}

function familiesView(path) {
  const asTable = path === 'table';
  const told = el('p', { class: 'sum' });
  const list = asTable ? familyTable('Families') : null;
  const map = asTable || !families.length ? null : familyMap();
  const show = () => {
    const shown = matching();
    if (map) map.filter(shown);
    if (list) list.fill(shown);
    told.textContent = `${number.format(shown.length)} of ${count(families.length, 'family')}, ${count(shown.reduce((sum, family) => sum + family.members.length, 0), 'agent')}`;
    tell(told.textContent);
  };
  const bar = tabs('Families as', [['map', 'Map'], ['table', 'Table']], (id) => { location.hash = `#/families/${id}`; });
  bar.pick(asTable ? 'table' : 'map');
  const alone = agents.filter((agent) => agent.family === null).length;
  const node = [
    el('h1', { tabindex: '-1' }, 'Families'),
    el('p', { class: 'lead' }, `Agents that do one job. ${alone ? `${count(alone, 'agent')} without kin ${alone === 1 ? 'is' : 'are'} not among them.` : ''}`),
    filterBar(show), bar.node,
    el('div', { id: 'panel', role: 'tabpanel', 'aria-labelledby': `tab-${asTable ? 'table' : 'map'}`, tabindex: '0' }, told, map ? map.node : list ? list.node : el('p', { class: 'empty' }, 'There is none.')),
  ];
  show();
  return { title: 'Families', node, focus: path ? `#tab-${asTable ? 'table' : 'map'}` : null };
}

function agentsView() {
  const want = { text: '', format: '', kin: '' };
  const list = table('Agents', [
    { title: 'Agent', wide: true, key: (agent) => agent.id, cell: (agent) => [el('span', { class: 'name' }, agent.name), el('span', { class: 'path' }, agent.id), agent.description && el('span', { class: 'because' }, agent.description)] },
    { title: 'Format', key: (agent) => agent.format, cell: (agent) => agent.format },
    { title: 'Tokens', figures: true, key: (agent) => agent.tokens, cell: (agent) => number.format(agent.tokens) },
    { title: 'Family', key: (agent) => agent.family ?? 1e9, cell: (agent) => (agent.family === null ? '—' : link(`family/${families[agent.family].id}`, families[agent.family].id)) },
  ], 'No agent matches.');
  const told = el('p', { class: 'sum' });
  const show = () => {
    const words = sought(want.text);
    const shown = agents.filter((agent) => (want.format === '' || agent.format === want.format)
      && (want.kin === '' || (agent.family === null) === (want.kin === 'alone')) && words.every((word) => agent.words.includes(word)));
    list.fill(shown);
    told.textContent = `${number.format(shown.length)} of ${count(agents.length, 'agent')}`;
    tell(told.textContent);
  };
  const set = (name) => (value) => { want[name] = value; show(); };
  show();
  const bar = el('form', { class: 'filter', role: 'search', 'aria-label': 'Filter agents', onsubmit: (event) => event.preventDefault() },
    search('Search', set('text')), select('Format', [['', 'any'], ...[...index.formats].sort().map((format) => [format, format])], set('format')),
    select('Kin', [['', 'any'], ['family', 'in a family'], ['alone', 'without kin']], set('kin')));
  return { title: 'Agents', node: [el('h1', { tabindex: '-1' }, 'Agents'), bar, told, list.node] };
}

function namesView() {
  const text = (collision) => folded(`${collision.name}\n${collision.agents.map((agent) => agents[agent].id).join('\n')}`);
  const all = index.collisions.map((collision) => ({ ...collision, words: text(collision) }));
  const list = table('Shared names', [
    { title: 'Name', key: (row) => row.name, cell: (row) => el('span', { class: 'name' }, row.name) },
    { title: 'Agents', wide: true, key: (row) => row.agents.length, cell: (row) => el('ul', { class: 'plain' }, row.agents.map((agent, at) =>
      el('li', { class: 'path' }, agents[agent].id, row.roles[at] && [' ', el('span', { class: `tag ${row.roles[at]}` }, row.roles[at])]))) },
    { title: 'Who shadows whom', wide: true, cell: (row) => row.told.map((line) => el('p', {}, line)) },
    { title: 'Weakest relation', key: (row) => row.relation, cell: (row) => chip(row.relation) },
  ], 'No name matches.');
  return searched('Shared names', 'Agents with one name. Where a harness takes only one of them, it says which.', 'name', all, list);
}

/** A view of one list with a search above. */
function searched(title, lead, thing, all, list, more) {
  const told = el('p', { class: 'sum' });
  const show = (value) => {
    const words = sought(value);
    const shown = all.filter((row) => words.every((word) => row.words.includes(word)));
    list.fill(shown);
    told.textContent = `${number.format(shown.length)} of ${count(all.length, thing)}`;
    tell(told.textContent);
  };
  show('');
  warm(all);
  const bar = el('form', { class: 'filter', role: 'search', 'aria-label': `Filter ${title.toLowerCase()}`, onsubmit: (event) => event.preventDefault() }, search('Search', show));
  return { title, node: [el('h1', { tabindex: '-1' }, title), el('p', { class: 'lead' }, lead), more, bar, told, list.node] };
}

function routingView() {
  const agentCell = (agent) => [el('span', { class: 'name' }, agent.name), el('span', { class: 'path' }, agent.id)];
  const all = index.overlaps.map(([a, b, alike, relation, because]) => ({ a: agents[a], b: agents[b], alike, relation, because, words: `${agents[a].words}\n${agents[b].words}` }));
  const list = table('Competing descriptions', [
    { title: 'Agent', wide: true, key: (row) => row.a.id, cell: (row) => agentCell(row.a) },
    { title: 'Competes with', wide: true, key: (row) => row.b.id, cell: (row) => agentCell(row.b) },
    { title: 'Likeness', figures: true, key: (row) => Number(row.alike), cell: (row) => row.alike },
    { title: 'Relation', key: (row) => row.relation, cell: (row) => chip(row.relation) },
    { title: 'Because', wide: true, cell: (row) => row.because },
  ], 'No pair matches.');
  const costs = index.costs.length > 0 && el('ul', { class: 'plain costs' }, index.costs.map((cost) => el('li', { class: cost.budget && cost.tokens > cost.budget ? 'over' : null },
    el('b', {}, cost.reader), ` (${cost.format}): ${count(cost.agents, 'description')}, ~${number.format(cost.tokens)} tokens in every session`,
    cost.budget && `; it bears ${number.format(cost.budget)} (${cost.does})`, '.')));
  return searched('Routing', 'Pairs of agents that one request may reach either of, though they are no family; and what descriptions cost.', 'pair', all, list, costs);
}

function findingsView(path, query) {
  const asked = query.get('code') || '';
  // The gravest first, as the codes are.
  const all = index.findings.map(([code, message, path, lines]) => ({ code, message, path, lines, words: folded(`${index.codes[code].id}\n${message}\n${path}`) }))
    .sort((x, y) => x.code - y.code);
  const list = table('Findings', [
    { title: 'Severity', key: (row) => row.code, cell: (row) => severityTag(index.codes[row.code].severity) },
    { title: 'Code', key: (row) => index.codes[row.code].id, cell: (row) => el('code', { title: index.codes[row.code].meaning }, index.codes[row.code].id) },
    { title: 'What', wide: true, cell: (row) => [row.message, el('span', { class: 'path' }, row.path + (row.lines ? `:${row.lines[0]}` : ''))] },
  ], 'No finding matches.');
  const view = searched('Findings', 'What there was to say about single files.', 'finding', all, list,
    el('details', { class: 'legend', open: Boolean(asked) }, el('summary', {}, 'What the codes mean, and what to do'), el('dl', { class: 'codes' },
      index.codes.filter((code) => !asked || code.id === asked).map((code) => [el('dt', {}, severityTag(code.severity), ' ', el('code', {}, code.id)), el('dd', {}, code.meaning, ' ', el('b', {}, code.cure))]))));
  if (asked) {
    const box = view.node.flat().find((node) => node.matches?.('form')).querySelector('input');
    box.value = asked;
    box.dispatchEvent(new Event('input'));
  }
  return view;
}
