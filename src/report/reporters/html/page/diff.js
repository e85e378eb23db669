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

/** The two texts with what differs marked. */
function marked(a, b) {
  const both = runs(a, b);
  if (!both) return [[a], [b]];
  const show = (tag) => ([same, run]) => (same ? run : el(tag, {}, run));
  return [both[0].map(show('del')), both[1].map(show('ins'))];
}
