// Each view, held against the JSON of the same run.
import assert from 'node:assert/strict';
import { ANSWER, go } from './page.mjs';

const number = new Intl.NumberFormat('en');
const text = (page, selector) => page.locator(selector).first().innerText();
/** What acts or hides is shown by its number on the page. */
const visible = (said) => said.replace(/\p{Cc}|\p{Cf}|[\u2028\u2029\u{E0000}-\u{E007F}]/gu, (c) => `\\u{${c.codePointAt(0).toString(16)}}`);

export async function walkReport(page, { json }) {
  await summary(page, json);
  await families(page, json);
  for (const family of chosen(json)) await onFamily(page, json, family);
  for (const family of spread(json.families, 12)) await sideBySide(page, family);
  await agents(page, json);
  await lists(page, json);
  await keyboard(page);
}

/** The largest family, the smallest, and one between. */
function chosen(json) {
  const sorted = [...json.families].sort((x, y) => y.members.length - x.members.length);
  return [...new Set([sorted[0], sorted[Math.floor(sorted.length / 2)], sorted.at(-1)])].filter(Boolean);
}

async function summary(page, json) {
  await go(page, '');
  const figures = await page.locator('.figures > div').evaluateAll((all) => Object.fromEntries(all.map((one) => [one.querySelector('dt').textContent.replace(/ \(.*/, ''), one.querySelector('dd').textContent])));
  const goes = new Set(json.families.flatMap((family) => family.advice.filter((one) => ['delete', 'diff'].includes(one.do)).map((one) => one.id)));
  const stay = json.families.flatMap((family) => family.lineages).reduce((sum, { members }) => sum + Math.max(0, members.length - 1 - members.filter((id) => goes.has(id)).length), 0);
  if (stay > 0) assert.ok((await text(page, '.figures')).includes(`(${number.format(stay)} stay`), `${stay} stay`);
  const going = new Set(json.families.flatMap((family) => family.advice.filter((one) => ['delete', 'diff', 'merge'].includes(one.do)).map((one) => one.id)));
  for (const [name, value] of Object.entries({
    agents: json.summary.agents, families: json.summary.families, duplicates: json.summary.duplicates, 'tokens in all': json.summary.tokens,
    'tokens that could go if each family were one agent': json.summary.tokens_saved,
    'tokens that would go as advised': json.agents.filter((agent) => going.has(agent.id)).reduce((sum, agent) => sum + agent.tokens, 0), 'shared names': json.collisions.length, 'competing pairs': json.routing.overlaps.length,
  })) assert.equal(figures[name], number.format(value), name);
}

async function families(page, json) {
  await go(page, 'families');
  assert.equal(await page.locator('svg.map .family').count(), json.families.length, 'every family is on the map');
  const members = json.families.reduce((sum, family) => sum + family.members.length, 0);
  const drawn = await page.locator('svg.map .dot').evaluateAll((all) => all.reduce((sum, one) => sum + (one.getAttribute('d')?.split('M').length ?? 2) - 1, 0));
  assert.equal(drawn, members, 'every member is on the map');
  assert.ok(await page.evaluate(() => [...document.querySelectorAll('svg.map .family')].every((one) => one.getBoundingClientRect().width > 0)));
  for (const relation of new Set(json.families.map((family) => family.relation))) {
    await page.selectOption('.filter select >> nth=0', { label: relation });
    const want = json.families.filter((family) => family.relation === relation).length;
    assert.equal(await page.locator('svg.map .family:not(.off)').count(), want, relation);
  }
  await page.click('.filter button[type=reset]');
  for (const format of new Set(json.agents.filter((agent) => agent.family).map((agent) => agent.format))) {
    await page.selectOption('.filter select >> nth=1', { label: format });
    const want = new Set(json.agents.filter((agent) => agent.format === format && agent.family).map((agent) => agent.family)).size;
    assert.equal(await page.locator('svg.map .family:not(.off)').count(), want, format);
  }
  await page.click('.filter button[type=reset]');
  await quickly(page, 'families, map');
  await named(page, json);
  await go(page, 'families/table');
  await page.selectOption('.filter select >> nth=0', '');
  const first = json.families[0];
  assert.equal(await text(page, '.list tbody .id'), first.id);
  assert.match(await text(page, '.sum'), new RegExp(`^${number.format(json.families.length)} of`));
  await quickly(page, 'families, table');
}

/** The largest family is named on the map; so is whichever one is searched, and the one that is pointed at. */
async function named(page, json) {
  const of = new Map(json.agents.map((agent) => [agent.id, visible(agent.name)]));
  const begins = (name) => name.slice(0, 20);
  const onMap = (name) => page.waitForFunction((name) => [...document.querySelectorAll('svg.map .name')].some((one) => one.textContent.includes(name)), begins(name));
  const largest = await page.locator('svg.map .family').evaluateAll((all) => {
    const size = (one) => Number(one.querySelector('.hull').getAttribute('r'));
    return all.reduce((best, one) => (size(one) > size(best) ? one : best)).getAttribute('href').replace('#/family/', '');
  });
  await onMap(of.get(json.families.find((family) => family.id === largest).canonical));
  const last = json.families.at(-1);
  const box = page.locator('.filter input[type=search]');
  await box.fill(last.id);
  await onMap(of.get(last.canonical));
  await page.locator(`svg.map .family[href="#/family/${last.id}"]`).focus();
  await page.waitForFunction((id) => document.querySelector('svg.map .pointed .name')?.textContent.startsWith(id), last.id);
  await box.fill('');
}

/** Types into the search of the view, and measures how long until the next frame is drawn: of each text the best of three
 * rounds, for other work on the machine is not the page's. */
async function quickly(page, view) {
  const [took, first] = await page.evaluate(async () => {
    const box = document.querySelector('.filter input[type=search]');
    const best = new Map();
    let first = 0;
    for (let round = 0; round < 3; round += 1) {
      for (const typed of ['r', 're', 'rev', 'reviewer', 'zzzz', '']) {
        const begun = performance.now();
        box.value = typed;
        box.dispatchEvent(new Event('input', { bubbles: true }));
        await new Promise((done) => { requestAnimationFrame(() => setTimeout(done, 0)); });
        const took = performance.now() - begun;
        if (round === 0) first = Math.max(first, took);
        best.set(typed, Math.min(best.get(typed) ?? Infinity, took));
      }
    }
    return [Math.max(...best.values()), first];
  });
  console.log(`      filter of ${view}: ${took.toFixed(0)} ms at most, ${first.toFixed(0)} ms at the first strokes`);
  assert.ok(took < ANSWER, `the filter of ${view} took ${took.toFixed(0)} ms`);
}

async function onFamily(page, json, family) {
  const of = new Map(json.agents.map((agent) => [agent.id, agent]));
  await go(page, `family/${family.id}`);
  const canonical = of.get(family.canonical);
  assert.equal(await page.locator('main h1').textContent(), visible(canonical.name));
  // Long lists are made as they come into sight.
  while (await page.locator('.more:visible').count()) await page.evaluate(() => document.querySelector('.more').click());
  const rows = await page.locator('.list td.wide .path').allTextContents();
  assert.deepEqual([...rows].sort(), family.members.map(visible).sort(), 'members');
  assert.equal(rows[0], visible(family.canonical), 'the canonical comes first');
  const deeds = await page.locator('.list td .verb').allTextContents();
  const advised = new Map(family.advice.map((one) => [visible(one.id), one.do === 'diff' ? 'diff, keep one' : one.do]));
  assert.deepEqual(deeds, rows.map((id) => advised.get(id)), 'what to do with each');
  await go(page, `family/${family.id}/why`);
  const copies = family.lineages.filter((one) => one.relation !== family.relation).reduce((sum, one) => sum + one.members.length, 0);
  assert.equal((await text(page, 'main')).includes(`${number.format(copies)} of ${number.format(family.members.length)} members are copies, in `), copies > 0, 'copies in a looser family');
  assert.equal(await page.locator('.kin').count(), family.members.length - 1, 'reasons for every member but the canonical');
  await go(page, `family/${family.id}/lineage`);
  const leaves = await page.locator('.lineage .leaf .path').allTextContents();
  assert.deepEqual([...leaves].sort(), family.members.map(visible).sort(), 'lineage');
  if (await page.locator('#tab-matrix').count()) await matrix(page, family);
  await go(page, `family/${family.id}/canonical`);
  assert.ok((await page.locator('.canonical').innerText()).trim().length > 0);
  await folding(page);
  const piece = page.locator('.canonical .piece').first();
  if (await piece.count()) {
    await piece.focus();
    assert.match(await text(page, '.sources'), /Line \d+/);
    await page.keyboard.press('ArrowDown');
    const shown = await page.locator('.sources li').allTextContents();
    assert.ok(shown.every((source) => family.members.map(visible).includes(source.replace(/:\d+$/, ''))), `sources are members: ${shown}`);
  }
}

/** Parts of the canonical fold, and what the base says can be left out of sight. */
async function folding(page) {
  const all = page.getByRole('button', { name: 'Unfold all' });
  if (await all.count()) {
    await page.getByRole('button', { name: 'Fold all', exact: true }).click();
    assert.equal(await page.locator('.canonical details[open]').count(), 0, 'all is folded');
    await all.click();
    assert.equal(await page.locator('.canonical details:not([open])').count(), 0, 'nothing is folded');
  }
  const only = page.locator('.filter input[type=checkbox]');
  if (!(await only.count())) return;
  await only.check();
  const seen = (kind) => page.locator(`.canonical .piece${kind}`).evaluateAll((some) => some.filter((one) => one.checkVisibility()).length);
  assert.equal(await seen('.of-base'), 0, 'what the base says is out of sight');
  assert.ok(await seen(':not(.of-base)') > 0);
  await only.uncheck();
}

async function matrix(page, family) {
  await go(page, `family/${family.id}/matrix`);
  assert.equal(await page.locator('.columns .path').count(), family.members.length, 'every member has a column');
  await go(page, `family/${family.id}/compare?a=0&b=${family.members.length - 1}`);
  const same = await page.locator('.compared .empty').count();
  if (!same) assert.match(await text(page, '.compared .sum'), /the same, \d+ changed/);
}

/** So many of a list, evenly from its whole length. */
const spread = (list, most) => list.filter((_, at) => at % Math.ceil(list.length / most) === 0);

/** What is marked as changed can be seen to be so, however long it is. */
async function sideBySide(page, family) {
  await go(page, `family/${family.id}`);
  if (!(await page.locator('#tab-compare').count())) return;
  await go(page, `family/${family.id}/compare?a=0&b=${family.members.length - 1}`);
  const alike = await page.locator('.statement.changed').evaluateAll((rows) => rows
    .map((row) => [...row.querySelectorAll('.side .said')].map((side) => side.textContent))
    .filter(([left, right]) => left === right).map(([left]) => left.slice(0, 200)));
  assert.deepEqual(alike, [], `${family.id}: changed, and yet the same to the eye`);
}

async function agents(page, json) {
  await go(page, 'agents');
  const kin = page.locator('.filter select >> nth=1');
  await kin.selectOption('alone');
  assert.match(await text(page, '.sum'), new RegExp(`^${number.format(json.agents.filter((agent) => !agent.family).length)} of`));
  await kin.selectOption('');
  const sample = json.agents[Math.floor(json.agents.length / 2)];
  await page.fill('.filter input[type=search]', visible(sample.id));
  const found = await page.locator('.list td.wide .path').allTextContents();
  assert.ok(found.includes(visible(sample.id)), `${sample.id} is found`);
  const held = json.agents.find((agent) => /^[a-z]+-[a-z]+$/.test(agent.name));
  if (held) {
    await page.fill('.filter input[type=search]', held.name.replace('-', '_').toUpperCase());
    assert.ok((await page.locator('.list td.wide .name').allTextContents()).includes(held.name), `${held.name} is found however it is spelt`);
  }
  await page.locator('.filter input[type=search]').press('Escape');
  assert.equal(await page.inputValue('.filter input[type=search]'), '', 'Escape empties the search');
  await quickly(page, 'agents');
}

async function lists(page, json) {
  for (const [view, all] of [['names', json.collisions], ['routing', json.routing.overlaps], ['findings', json.findings.filter((finding) => finding.code !== 'pairs-cut')]]) {
    await go(page, view);
    assert.match(await text(page, '.sum'), new RegExp(`^${number.format(all.length)} of ${number.format(all.length)}`), view);
    if (all.length > 200) await quickly(page, view);
  }
  if (json.collisions.length) {
    await go(page, 'names');
    assert.equal(await page.locator('.list td .name').first().textContent(), visible(json.collisions[0].name));
  }
}

/** The first stop is the way past the head; tabs are one stop, and arrows move among them. */
async function keyboard(page) {
  await go(page, 'families');
  await page.evaluate(() => { document.activeElement.blur(); scrollTo(0, 0); });
  await page.keyboard.press('Tab');
  await page.locator('.skip').focus();
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
  await page.locator('#tab-map').focus();
  await page.keyboard.press('ArrowRight');
  await page.waitForFunction(() => document.activeElement.id === 'tab-table');
  await page.keyboard.press('ArrowLeft');
  await page.waitForFunction(() => document.activeElement.id === 'tab-map');
  const family = page.locator('svg.map .family[tabindex="0"]');
  if (await family.count()) {
    await family.focus();
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => location.hash.startsWith('#/family/'));
  }
}

/** A page on a few agents. */
export async function walkSingle(page, { json, name }) {
  const tabs = await page.locator('[role=tab]').allTextContents();
  for (const tab of tabs) {
    await page.getByRole('tab', { name: tab, exact: true }).click();
    await page.waitForFunction((tab) => document.querySelector('[role=tab][aria-selected=true]')?.textContent === tab, tab);
    assert.ok((await page.locator('#panel').innerText()).length > 10, `${tab} shows something`);
  }
  assert.ok(await page.locator('#theme').isVisible(), 'the theme can be switched');
  const [button, bar] = await page.evaluate(() => ['#theme', '.top'].map((of) => document.querySelector(of).getBoundingClientRect().right));
  assert.ok(bar - button < 40, 'the theme is switched at the end of the bar');
  if (name === 'powers') await powers(page, json);
  if (name === 'merge') {
    assert.equal(await page.locator('.conflict').count(), json.conflicts.length, 'conflicts');
    assert.equal(await page.locator('.canonical .piece').count(), json.statements.length, 'statements');
    for (const conflict of json.conflicts.filter((conflict) => conflict.what === 'tools' && conflict.sides.some((side) => side.value === null))) {
      assert.match(await page.locator('.conflict.privilege').allInnerTexts().then((all) => all.join()), /lists no tools; in \S+ that means/, conflict.what);
    }
  }
  assert.ok(!(await page.evaluate(() => window.__broken)), 'a file acted');
}

/** What a field lets one do that the other may not stands beside it, and what a missing list of tools means. */
async function powers(page, json) {
  await page.getByRole('tab', { name: 'Compare', exact: true }).click();
  await page.waitForFunction(() => document.querySelector('.field-row'));
  for (const field of json.fields.filter((field) => field.power || field.left_out)) {
    const row = page.locator('.field-row', { has: page.locator('h3', { hasText: new RegExp(`^${field.field}`) }) });
    const shown = await row.innerText();
    if (field.power) assert.match(shown, { more: /the right may do more/, less: /the right may do less/, other: /the right may do other things/ }[field.power], field.field);
    if (field.left_out) assert.match(shown, /lists no tools; in \S+ that means/, field.field);
  }
  assert.ok(json.fields.some((field) => field.left_out), 'one of the two lists no tools');
}
