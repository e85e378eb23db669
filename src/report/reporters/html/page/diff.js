// What differs between two texts, word by word.

/** A longer pair than this is shown without marks inside: they would take longer than they help. */
const MOST_WORK = 400000;

const wordsOf = (text) => text.match(/\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) || [];

/** The runs of both texts, as [same, run] each; null where they are too long or have too little in common to be marked. */
function runs(a, b) {
  const [x, y] = [wordsOf(a), wordsOf(b)];
  if (x.length * y.length > MOST_WORK) return null;
  const kept = longest(x, y);
  const said = (words) => words.filter((word) => word.trim()).length;
  const common = x.filter((word, at) => kept[0].has(at) && word.trim()).length;
  if (common * 4 < Math.min(said(x), said(y))) return null;
  return [grouped(x, kept[0]), grouped(y, kept[1])];
}

/** The places of a longest common subsequence in both (Wagner and Fischer, 1974). */
function longest(x, y) {
  const width = y.length + 1;
  const best = new Uint16Array((x.length + 1) * width);
  for (let i = x.length - 1; i >= 0; i -= 1) {
    for (let j = y.length - 1; j >= 0; j -= 1) {
      best[i * width + j] = x[i] === y[j] ? best[(i + 1) * width + j + 1] + 1
        : Math.max(best[(i + 1) * width + j], best[i * width + j + 1]);
    }
  }
  const kept = [new Set(), new Set()];
  for (let i = 0, j = 0; i < x.length && j < y.length;) {
    if (x[i] === y[j]) { kept[0].add(i); kept[1].add(j); i += 1; j += 1; }
    else if (best[(i + 1) * width + j] >= best[i * width + j + 1]) i += 1;
    else j += 1;
  }
  return kept;
}

function grouped(words, kept) {
  const out = [];
  words.forEach((word, at) => {
    const same = kept.has(at);
    if (out.length && out[out.length - 1][0] === same) out[out.length - 1][1] += word;
    else out.push([same, word]);
  });
  return out;
}

/** How much of a wording is not on the page; nothing where all of it is. */
const unshown = (characters, where) => characters > 0
  && el('span', { class: 'unshown' }, `[${number.format(characters)} more ${characters === 1 ? 'character' : 'characters'} ${where}: see the file]`);

/** A wording with what is gone of it round `shown`, which is its text unless something else is given. */
const said = (wording, shown = wording.text) =>
  [unshown(wording.before, 'before'), shown, unshown(wording.behind, 'behind')].flat().filter(Boolean);

/** The two wordings with what differs marked. */
function marked(a, b) {
  const both = runs(a.text, b.text);
  if (!both) return [said(a), said(b)];
  const shown = [edged(both[0], b), edged(both[1], a)];
  const differs = (list) => list.some(([same]) => !same);
  // The whole of what is shown may be one long difference: then it is marked though it is cut.
  const [x, y] = shown.some(differs) ? shown : both;
  const further = differs(x) || differs(y) ? [] : [el('span', { class: 'unshown' }, '[they differ further on]')];
  const show = (tag) => ([same, run]) => (same ? run : el(tag, {}, run));
  return [[said(a, x.map(show('del'))), further], [said(b, y.map(show('ins'))), further.map((node) => node.cloneNode(true))]];
}

/** The runs without marks on the edges where the other wording goes on outside of what is shown of it: it may say the same there. */
function edged(list, other) {
  const unknown = (at) => (at === 0 && other.before > 0) || (at === list.length - 1 && other.behind > 0);
  return list.map(([same, run], at) => [same || unknown(at), run]);
}
