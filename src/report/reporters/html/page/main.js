// Where one is: the address after # says it, so that back, forward and bookmarks work.

const NAV = [
  ['', 'Summary', null], ['families', 'Families', families.length], ['agents', 'Agents', agents.length],
  ['names', 'Names', index.collisions.length], ['routing', 'Routing', index.overlaps.length], ['findings', 'Findings', index.findings.length],
];

const VIEWS = { '': summaryView, families: familiesView, agents: agentsView, names: namesView, routing: routingView, findings: findingsView };

async function viewOf(parts, query) {
  if (!isReport) return familyPage(families[0], parts[1], query);
  if (parts[0] === 'family') {
    const family = families.find((one) => one.id === parts[1]);
    if (family) return familyPage(family, parts[2], query);
  }
  return (Object.hasOwn(VIEWS, parts[0]) ? VIEWS[parts[0]] : summaryView)(parts[1], query);
}

/** A part of an address; one that somebody mistyped stays as it is. */
function plain(part) {
  try { return decodeURIComponent(part); } catch { return part; }
}

let turn = 0;

async function show() {
  const mine = turn += 1;
  unprinted.clear();
  const [path, search = ''] = location.hash.replace(/^#\/?/, '').split('?');
  const parts = path.split('/').map(plain);
  const view = await viewOf(parts, new URLSearchParams(search));
  // Whoever clicked on meanwhile does not want this one any more.
  if (mine !== turn) return;
  one('#main').replaceChildren(...[view.node].flat(Infinity).filter(Boolean));
  document.title = `${view.title} · agentkin`;
  for (const item of document.querySelectorAll('#nav a')) {
    const here = item.dataset.view === (parts[0] === 'family' ? 'families' : parts[0]);
    if (here) item.setAttribute('aria-current', 'page');
    else item.removeAttribute('aria-current');
  }
  one('#nav [aria-current]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  one('#main [aria-selected="true"]')?.scrollIntoView({ block: 'nearest', inline: 'center' });
  document.documentElement.dataset.ready = location.hash || '#/';
  if (mine === 1) return;
  const at = (view.focus && one(view.focus)) || one('#main h1');
  if (at) at.focus({ preventScroll: Boolean(view.focus) });
  if (!view.focus) scrollTo(0, 0);
}

/** Light, dark, or as the system has it. */
function themes() {
  const button = one('#theme');
  const order = ['auto', 'light', 'dark'];
  const set = (theme) => {
    document.documentElement.dataset.theme = theme;
    button.textContent = `Theme: ${theme}`;
    // A page opened from a file may have no store; then it forgets.
    try { localStorage.setItem('agentkin-theme', theme); } catch { /* as the system has it */ }
  };
  let kept = 'auto';
  try { kept = localStorage.getItem('agentkin-theme') || 'auto'; } catch { /* as the system has it */ }
  set(order.includes(kept) ? kept : 'auto');
  button.addEventListener('click', () => set(order[(order.indexOf(document.documentElement.dataset.theme) + 1) % order.length]));
}

if (isReport) {
  one('#nav').append(el('ul', {}, NAV.map(([view, title, times]) => el('li', {}, el('a', { href: `#/${view}`, 'data-view': view }, title,
    times !== null && el('span', { class: 'times' }, number.format(times)))))));
} else {
  one('#nav').remove();
}
one('.skip').addEventListener('click', (event) => {
  event.preventDefault();
  one('#main').focus();
});
themes();
addEventListener('hashchange', show);
await show();
warm(agents);
warm(families);
