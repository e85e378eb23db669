// What the page knows: the index at once, the detail of a family when somebody opens it.

/** The characters of base 91, by their place. */
const ALPHABET = '!"#$%\'()*+,-./0123456789:;=>?@ABCDEFGHIJKLMNOPQRSTUVWXYZ[]^_`abcdefghijklmnopqrstuvwxyz{|}~';
const VALUES = new Uint8Array(128);
for (let at = 0; at < ALPHABET.length; at += 1) VALUES[ALPHABET.charCodeAt(at)] = at;

/** The bytes that a text in base 91 stands for: thirteen or fourteen bits in two characters. */
function bytesOf(text) {
  const bytes = new Uint8Array(Math.ceil((text.length * 7) / 8) + 2);
  let [length, held, bits] = [0, 0, 0];
  for (let at = 0; at < text.length; at += 2) {
    const pair = at + 1 < text.length;
    const value = VALUES[text.charCodeAt(at)] + (pair ? VALUES[text.charCodeAt(at + 1)] * 91 : 0);
    held |= value << bits;
    bits = pair ? bits + ((value & 8191) > 88 ? 13 : 14) : 8;
    for (; bits > 7; bits -= 8, held >>>= 8) {
      bytes[length] = held & 255;
      length += 1;
    }
  }
  return bytes.subarray(0, length);
}

/** What was packed in the element with this id. */
async function unpack(id) {
  const stream = new Blob([bytesOf(one(`#${id}`).textContent)]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return JSON.parse(await new Response(stream).text());
}

const index = await unpack('index');
const isReport = index.document === 'report';

const folderOf = (id) => id.slice(0, Math.max(0, id.lastIndexOf('/')));

/** Text as it is searched: in any case of letters, and however the words of a name are held together. */
const folded = (text) => text.toLowerCase().replace(/[-_ ]+/g, '');

/** The words of what somebody typed. */
const sought = (typed) => typed.split(/\s+/).map(folded).filter(Boolean);

/** Looks through what is searched once while nobody waits, so that the first stroke is as quick as the others. */
const warm = (list) => (globalThis.requestIdleCallback || setTimeout)(() => list.forEach((one) => one.words.includes('\0')));

const agents = index.agents.map(([id, name, format, tokens, family, description], at) => ({
  at, id, name, format: index.formats[format], tokens, family, description, folder: folderOf(id),
  words: folded(`${id}\n${name}\n${description}`),
}));

const families = index.families.map((row, at) => {
  const members = row.members.map((member) => agents[member]);
  const canonical = row.canonical === null ? null : agents[row.canonical];
  const does = (deeds) => members.filter((member, place) => member !== canonical && deeds.includes(index.deeds[row.deeds[place]]?.split(',')[0]));
  return {
    ...row, at, members, canonical,
    remarks: new Map(row.remarks.map(([place, remark]) => [members[place], remark])),
    stay: does(['keep']).length,
    name: canonical ? canonical.name : members.map((member) => member.name).join(' · '),
    formats: new Set(members.map((member) => member.format)),
    words: `${folded(row.id)}\n${members.map((member) => member.words).join('\n')}`,
  };
});

const relationName = (relation) => (relation === null || relation === undefined ? 'by others' : index.relations[relation][0]);
const relationMeaning = (relation) => (relation === null || relation === undefined
  ? 'It is kin to another member of the family.' : index.relations[relation][1]);

/** A relation as a mark with its line beside its name. */
const chip = (relation) =>
  el('span', { class: `chip kin-${relation ?? 'none'}`, title: relationMeaning(relation) }, relationName(relation));

/** The letters of columns: A … Z, AA …. */
const letter = (at) => (at < 26 ? '' : letter(Math.floor(at / 26) - 1)) + String.fromCharCode(65 + (at % 26));

const opened = new Map();

/** The detail of a family, unpacked with those beside it; kept, for they are often asked for again. */
async function detailOf(family) {
  const bundle = index.bundles.findLastIndex((first) => first <= family);
  if (bundle < 0) return null;
  if (!opened.has(bundle)) opened.set(bundle, unpack(`bundle-${bundle}`));
  const all = await opened.get(bundle);
  const detail = all[family - index.bundles[bundle]];
  // Distances are counted once.
  if (detail && !detail.counted) Object.assign(detail, counted(detail));
  return detail || null;
}

/** A wording: what the page holds of it, and how many characters of the file stand before and behind that. */
const wording = (told) => (typeof told === 'string' ? { before: 0, text: told, behind: 0 } : { before: told[0], text: told[1], behind: told[2] });

/** Places and lines, which were told by their distance from the last ones, as they are. */
function counted(detail) {
  const lines = new Map();
  const texts = detail.texts.map(wording);
  let next = 0;
  const row = ([kind, told, standing]) => {
    const said = [];
    let column = -1;
    for (let at = 0; at < told.length; at += 4) {
      column += told[at] + 1;
      const text = next - told[at + 1];
      if (text === next) next += 1;
      const line = (lines.get(column) || 0) + told[at + 2];
      lines.set(column, line);
      said.push([column, text, line, told[at + 3]]);
    }
    return { kind, said, standing };
  };
  const cell = ([column, title, depth, first, more, same]) => ({ column, title, depth, lines: [first, first + more], same: same === 1 });
  const sections = detail.sections.map(([cells, rows, change]) => ({ cells: cells.map(cell), rows: rows.map(row), change }));
  const fields = detail.fields.map((field) => ({ ...field, values: field.values.map(([text, having]) => [texts[text], having]) }));
  const kin = detail.kin.map((one) => (one.like === undefined ? one : { ...one, signals: detail.kin[one.like].signals, grounds: detail.kin[one.like].grounds }));
  return { counted: true, texts, sections, fields, kin, canonical: detail.canonical && proposalOf(detail.canonical, texts) };
}

function proposalOf(proposal, texts) {
  const lines = proposal.members.map(() => 0);
  let [text, line] = [0, 0];
  const statement = ([distance, down, support, rule, told]) => {
    text += distance;
    line += down;
    const piece = { text, line, support, rule, sources: [] };
    let member = -1;
    for (let at = 0; at < told.length; at += 2) {
      member += told[at] + 1;
      lines[member] += told[at + 1];
      piece.sources.push([proposal.members[member], lines[member]]);
    }
    text += 1;
    return piece;
  };
  const pieces = proposal.pieces.map((piece) => (typeof piece === 'string' ? piece : statement(piece)));
  const conflicts = proposal.conflicts.map((conflict) => ({
    ...conflict,
    chosen: conflict.chosen === null ? null : texts[conflict.chosen],
    sides: conflict.sides.map(([value, holders]) => [texts[value], holders.map(([member, at]) => [proposal.members[member], at])]),
  }));
  const omitted = proposal.omitted.map(([wording, member, at, by, reason]) => ({ text: wording, source: [proposal.members[member], at], by, reason }));
  return { ...proposal, pieces, conflicts, omitted };
}
