// Which families are shown: one filter for the map and for its table.

const wanted = { text: '', relation: '', format: '', folder: '' };

/** The first folders below the one that all agents share, most agents first. */
function folders() {
  const paths = agents.map((agent) => agent.folder.split('/'));
  let shared = 0;
  while (paths.length && paths.every((path) => path.length > shared + 1 && path[shared] === paths[0][shared])) shared += 1;
  const times = new Map();
  for (const path of paths) {
    for (let depth = 1; depth <= 2; depth += 1) {
      const folder = path.slice(0, shared + depth).join('/');
      if (path.length >= shared + depth && folder) times.set(folder, (times.get(folder) || 0) + 1);
    }
  }
  const most = [...times].sort((x, y) => y[1] - x[1]).slice(0, 300);
  return most.sort((x, y) => (x[0] < y[0] ? -1 : 1)).map(([folder, times]) => [folder, `${folder} (${times})`]);
}

const within = (folder) => (agent) => agent.folder === folder || agent.folder.startsWith(`${folder}/`);

/** The families that meet the filter. */
function matching() {
  const words = sought(wanted.text);
  return families.filter((family) =>
    (wanted.relation === '' || family.relation === Number(wanted.relation))
    && (wanted.format === '' || family.formats.has(wanted.format))
    && (wanted.folder === '' || family.members.some(within(wanted.folder)))
    && words.every((word) => family.words.includes(word)));
}

/** The controls; calls back when anything changed. */
function filterBar(onchange) {
  const set = (name) => (value) => { wanted[name] = value; onchange(); };
  const known = [...new Set(families.map((family) => family.relation))].sort();
  const formats = [...new Set(families.flatMap((family) => [...family.formats]))].sort();
  const bar = el('form', { class: 'filter', role: 'search', 'aria-label': 'Filter families', onsubmit: (event) => event.preventDefault() },
    search('Search', set('text')),
    select('Relation', [['', 'any'], ...known.map((relation) => [relation, relationName(relation)])], set('relation')),
    select('Format', [['', 'any'], ...formats.map((format) => [format, format])], set('format')),
    select('Folder', [['', 'any'], ...folders()], set('folder')),
    el('button', { type: 'reset', class: 'quiet' }, 'Clear'));
  bar.addEventListener('reset', () => {
    for (const name of Object.keys(wanted)) wanted[name] = '';
    onchange();
  });
  const fields = bar.querySelectorAll('input, select');
  ['text', 'relation', 'format', 'folder'].forEach((name, at) => { fields[at].value = wanted[name]; });
  return bar;
}
