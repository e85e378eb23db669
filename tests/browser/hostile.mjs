// Agents made to break a page that shows them: markup in names, descriptions, bodies, fields and paths.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ACT = 'window.__broken=1';
const MARKUP = [
  `<script>${ACT}</script>`,
  `</script><script>${ACT}</script>`,
  `<img src=x onerror=${ACT}>`,
  `"><svg onload=${ACT}>`,
  `' onmouseover='${ACT}' x='`,
  `<!-- <script> --!> ${ACT}`,
  `[a link](javascript:${ACT})`,
  `javascript:${ACT}`,
  `<style>*{display:none}</style><link rel=stylesheet href=https://agentkin.invalid/x.css>`,
  `<iframe src="https://agentkin.invalid/"></iframe><meta http-equiv=refresh content="0;url=https://agentkin.invalid/">`,
  '${window.__broken=1} {{constructor.constructor("window.__broken=1")()}} %3Cscript%3E &lt;script&gt; \\u003cscript\\u003e',
  'left \u202Eright\u202C zero\u200Bwidth \u2028 \u2029 \u0007 \u001b[31m tag\u{E0041}',
];

/** Writes the agents below `folder`; gives back how many there are. */
export function writeHostile(folder) {
  // Each twice with small changes, so that there are families to open, and names in common.
  const bodies = MARKUP.map((markup, at) => [
    `You keep bees ${at}. ${markup}`, '', `## Hives ${markup}`, '', `- Open the hive ${at} on still days ${markup}`, `- Write down the count ${at} of frames on the lid`, '',
    `## ${markup}`, '', '```html', markup, '```', '', `1. Feed the bees ${at} sugar when ${markup} it snows`, ''].join('\n'));
  let written = 0;
  MARKUP.forEach((markup, at) => {
    const word = JSON.stringify(markup);
    for (const [copy, extra] of [['first', ''], ['second', `\n- Look for mites ${at} under the lid ${markup}\n`]]) {
      // A slash would make a folder of it.
      const name = `${at} ${markup.replaceAll('/', '∕').replace(/[\0\n\r\u2028\u2029]/g, '')}`.slice(0, 80);
      const at_ = join(folder, copy, name, '.claude', 'agents');
      mkdirSync(at_, { recursive: true });
      writeFileSync(join(at_, `${name}.md`), `---\nname: ${word}\ndescription: ${word}\ntools: ["Read", ${word}]\nmodel: ${JSON.stringify(`${copy} ${markup}`)}\n---\n${bodies[at]}${extra}`);
      written += 1;
    }
  });
  return written;
}
