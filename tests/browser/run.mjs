// Opens reports in a real browser and holds what is shown against the JSON of the same run.
//
//   node run.mjs --bin PATH [--corpus DIR] [--shots DIR]
//
// Needs `npm ci` in this folder and a Chromium: CHROMIUM names it, else /usr/bin/chromium. Asks nothing of any network.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { walkReport, walkSingle } from './views.mjs';
import { audit, open, shoot, sideways } from './page.mjs';
import { writeHostile } from './hostile.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '..', '..');
const option = (name) => { const at = process.argv.indexOf(`--${name}`); return at < 0 ? null : resolve(process.argv[at + 1]); };
const bin = option('bin');
const corpus = option('corpus');
const shots = option('shots');
if (!bin) throw new Error('--bin PATH names the agentkin to test');
if (shots) mkdirSync(shots, { recursive: true });

const folder = mkdtempSync(join(tmpdir(), 'agentkin-browser-'));
/** Runs agentkin; exit 1 says that something was found. */
function agentkin(cwd, ...args) {
  try {
    return execFileSync(bin, [...args, '--no-cache'], { cwd, maxBuffer: 1 << 30, stdio: ['ignore', 'pipe', 'pipe'] });
  } catch (failed) {
    if (failed.status === 1) return failed.stdout;
    throw new Error(`agentkin ${args.join(' ')}: ${failed.stderr}`);
  }
}

function made(name, cwd, ...args) {
  const file = join(folder, `${name}.html`);
  const seconds = (begun) => (performance.now() - begun) / 1000;
  const first = performance.now();
  agentkin(cwd, ...args, '--format', 'html', '--output', file, '--force');
  const page = seconds(first);
  const second = performance.now();
  const json = JSON.parse(agentkin(cwd, ...args, '--format', 'json').toString());
  return { name, file, json, bytes: statSync(file).size, page, report: seconds(second) };
}

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM || '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu'],
});

const failures = [];
async function test(name, work) {
  const begun = performance.now();
  try {
    await work();
    console.log(`ok    ${name} (${((performance.now() - begun) / 1000).toFixed(1)} s)`);
  } catch (failed) {
    failures.push(name);
    console.log(`FAIL  ${name}\n      ${failed.stack}`);
  }
}

/** Opens, walks, and holds that nothing was requested, logged or broken. */
async function walk(subject, work, settings) {
  const seen = await open(browser, subject.file, settings);
  try {
    await work(seen.page, subject);
    await seen.hold();
  } finally {
    await seen.close();
  }
}

try {
  const fixtures = made('fixtures', join(root, 'fixtures'), 'report', 'rosters', 'cases', 'formats');
  await test('fixtures: every view shows what the JSON says', () => walk(fixtures, walkReport, { width: 1280 }));
  await test('fixtures: the same on a phone', () => walk(fixtures, walkReport, { width: 390 }));
  for (const width of [320, 390, 1280]) {
    await test(`fixtures: nothing scrolls sideways at ${width} pixels`, () => walk(fixtures, sideways, { width }));
  }
  for (const scheme of ['light', 'dark']) {
    await test(`fixtures: axe finds nothing serious, ${scheme}`, () => walk(fixtures, audit, { width: 1280, scheme }));
    await test(`fixtures: axe finds nothing serious, ${scheme}, phone`, () => walk(fixtures, audit, { width: 390, scheme }));
  }
  const far = made('far', root, 'report', ...['rosters', 'cases', 'formats', 'leniency'].map((name) => join(root, 'fixtures', name)));
  await test('long paths: every view has its name in the bar', () => walk(far, async (page) => {
    const cut = await page.evaluate(() => { const bar = document.querySelector('#nav ul'); return bar.scrollWidth - bar.clientWidth; });
    if (cut > 0) throw new Error(`${cut} pixels of the bar are cut`);
  }, { width: 1280 }));
  const hostilePlace = join(folder, 'hostile');
  const count = writeHostile(hostilePlace);
  const hostile = made('hostile', hostilePlace, 'report', '.');
  await test('hostile: nothing of it acts', async () => {
    if (hostile.json.agents.length !== count) throw new Error(`${hostile.json.agents.length} of ${count} hostile agents were read`);
    await walk(hostile, walkReport, { width: 1280 });
  });
  await test('hostile: nothing scrolls sideways on a phone', () => walk(hostile, sideways, { width: 390 }));
  const two = hostile.json.families[0].members.slice(0, 2);
  await test('hostile: a diff', () => walk(made('diff', hostilePlace, 'diff', ...two), walkSingle, { width: 1280 }));
  await test('hostile: a merge', () => walk(made('merge', hostilePlace, 'merge', ...two), walkSingle, { width: 1280 }));
  const tools = join(folder, 'tools');
  mkdirSync(tools);
  for (const [file, list] of [['a.md', 'tools: Read, Grep\n'], ['b.md', '']]) {
    writeFileSync(join(tools, file), `---\nname: bees\ndescription: Keeps the bees.\n${list}---\n\nYou keep the bees and count the hives.\n`);
  }
  await test('two of which one lists no tools', () => walk(made('powers', tools, 'diff', 'a.md', 'b.md'), walkSingle, { width: 1280 }));
  await test('a merge of the two', () => walk(made('merge', tools, 'merge', 'a.md', 'b.md'), walkSingle, { width: 1280 }));
  const three = fixtures.json.families.find((family) => family.members.length > 2)?.members.slice(0, 3);
  if (three) await test('fixtures: three side by side', () => walk(made('matrix', join(root, 'fixtures'), 'diff', ...three), walkSingle, { width: 1280 }));
  if (corpus && existsSync(corpus)) {
    const large = made('corpus', dirname(corpus), 'report', corpus.split('/').pop());
    console.log(`      corpus: ${(large.bytes / 1e6).toFixed(1)} MB in ${large.page.toFixed(0)} s, of which the report alone takes ${large.report.toFixed(0)} s`);
    await test('corpus: the page is under 15 MB', () => { if (large.bytes >= 15e6) throw new Error(`${large.bytes} bytes`); });
    await test('corpus: every view shows what the JSON says, and quickly', () => walk(large, walkReport, { width: 1280, quick: true }));
    for (const scheme of ['light', 'dark']) {
      await test(`corpus: axe finds nothing serious, ${scheme}`, () => walk(large, audit, { width: 1280, scheme }));
    }
    await test('corpus: nothing scrolls sideways on a phone', () => walk(large, sideways, { width: 390 }));
    await test('corpus: axe finds nothing serious, phone', () => walk(large, audit, { width: 390 }));
    if (shots) await shoot(browser, large, shots);
  }
  if (shots) await shoot(browser, fixtures, shots);
} finally {
  await browser.close();
  rmSync(folder, { recursive: true, force: true });
}
if (failures.length) {
  console.log(`${failures.length} failed`);
  process.exit(1);
}
