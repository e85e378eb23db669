// One page in the browser, with everything that it does wrong.
import axe from 'axe-core';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** What a person may wait for the first view, and for an answer to a filter, in milliseconds. */
export const FIRST_VIEW = 2000;
export const ANSWER = 100;

export async function open(browser, file, { width = 1280, scheme = 'light', quick = false } = {}) {
  const context = await browser.newContext({
    viewport: { width, height: width < 600 ? 844 : 900 }, colorScheme: scheme, reducedMotion: 'reduce', ...(width < 600 ? { isMobile: true, hasTouch: true, deviceScaleFactor: 2 } : {}),
  });
  const page = await context.newPage();
  page.setDefaultTimeout(20000);
  const wrong = [];
  const address = pathToFileURL(file).href;
  page.on('request', (request) => { if (request.url().split('#')[0] !== address && !request.url().startsWith('blob:')) wrong.push(`requested ${request.url()}`); });
  page.on('console', (said) => { if (['error', 'warning'].includes(said.type())) wrong.push(`logged: ${said.text()}`); });
  page.on('pageerror', (error) => wrong.push(`threw: ${error}`));
  page.on('dialog', (dialog) => { wrong.push(`asked: ${dialog.message()}`); dialog.dismiss(); });
  await page.addInitScript(() => {
    window.__violations = [];
    document.addEventListener('securitypolicyviolation', (event) => window.__violations.push(`${event.violatedDirective} ${event.sourceFile}:${event.lineNumber}`));
  });
  const begun = performance.now();
  await page.goto(address);
  await page.waitForFunction(() => document.documentElement.dataset.ready);
  const first = performance.now() - begun;
  if (quick) console.log(`      first view after ${first.toFixed(0)} ms`);
  if (first > FIRST_VIEW) wrong.push(`the first view took ${first.toFixed(0)} ms`);
  return {
    page,
    /** At the end: nothing was requested, logged, thrown or asked, and nothing ran into the policy. */
    async hold() {
      const [broken, violations] = await page.evaluate(() => [window.__broken, window.__violations.join('; ')]);
      if (broken) wrong.push('a file acted');
      if (violations) wrong.push(`against the policy: ${violations}`);
      if (wrong.length) throw new Error(wrong.join('\n      '));
    },
    async close() { await context.close(); },
  };
}

/** Goes to a view, and waits until it is there. */
export async function go(page, path) {
  await page.evaluate((hash) => {
    if (location.hash === hash) return;
    delete document.documentElement.dataset.ready;
    location.hash = hash;
  }, `#/${path}`);
  await page.waitForFunction(() => document.documentElement.dataset.ready);
  if (await page.evaluate(() => window.__broken)) throw new Error(`a file acted on ${path}`);
}

/** Nothing makes the page wider than the window: what is wide scrolls in its own frame. */
export async function fits(page, view) {
  const [wide, window, widest] = await page.evaluate(() => {
    const room = document.documentElement.clientWidth;
    const framed = (node) => {
      for (let at = node.parentElement; at; at = at.parentElement) if (getComputedStyle(at).overflowX !== 'visible') return true;
      return false;
    };
    const over = [...document.querySelectorAll('body *')].find((node) => node.getBoundingClientRect().right > room + 1 && !framed(node) && getComputedStyle(node).position !== 'fixed');
    return [document.documentElement.scrollWidth, Math.min(room, window.screen.width), over ? over.outerHTML.slice(0, 160) : ''];
  });
  if (wide > window) throw new Error(`${view || 'summary'} is ${wide} pixels wide in a window of ${window}: ${widest}`);
}

/** Every view of the page at its width. */
export async function sideways(page, { json }) {
  for (const view of viewsOf(json)) {
    await go(page, view);
    await fits(page, view);
    const cut = await page.evaluate(() => {
      const here = document.querySelector('#nav [aria-current]').getBoundingClientRect();
      return here.left < 0 || here.right > document.documentElement.clientWidth;
    });
    if (cut) throw new Error(`${view || 'summary'}: where one is cannot be seen in the bar`);
  }
}

/** The views of a report that has a family. */
export const viewsOf = (json) => {
  const family = [...json.families].sort((x, y) => y.members.length - x.members.length)[0];
  const parts = family ? ['members', 'why', 'lineage', 'matrix', 'compare', 'canonical'].map((part) => `family/${family.id}/${part}`) : [];
  return ['', 'families', 'families/table', 'agents', 'names', 'routing', 'findings', ...parts];
};

/** Holds every view against the rules of axe-core; what is serious or critical fails. */
export async function audit(page, { json }) {
  await page.evaluate(axe.source);
  const wrong = [];
  for (const view of viewsOf(json)) {
    await go(page, view);
    const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ['violations'] }));
    for (const { id, impact, help, nodes } of violations) {
      const said = `${view || 'summary'}: ${impact} ${id}: ${help}: ${nodes.slice(0, 2).map((node) => node.html.slice(0, 160)).join(' | ')} (${nodes.length}) ${nodes[0].any[0]?.message ?? ''}`;
      if (['serious', 'critical'].includes(impact)) wrong.push(said);
      else console.log(`      ${said}`);
    }
  }
  if (wrong.length) throw new Error(wrong.join('\n      '));
}

/** Pictures of every view at two widths, light and dark. */
export async function shoot(browser, subject, folder) {
  for (const [width, scheme] of [[1280, 'light'], [390, 'light'], [1280, 'dark']]) {
    const seen = await open(browser, subject.file, { width, scheme });
    for (const view of viewsOf(subject.json)) {
      await go(seen.page, view);
      await seen.page.waitForTimeout(150);
      await seen.page.screenshot({ path: join(folder, `${subject.name}-${width}-${scheme}-${view.replaceAll('/', '-') || 'summary'}.png`) });
    }
    await seen.close();
  }
}
