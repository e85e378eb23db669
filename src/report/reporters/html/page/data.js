// What the page knows: the index at once, the detail of a family when somebody opens it.

const index = JSON.parse(one('#index').textContent);
const isReport = index.document === 'report';

const folderOf = (id) => id.slice(0, Math.max(0, id.lastIndexOf('/')));

const agents = index.agents.map(([id, name, format, tokens, family, description], at) => ({
  at, id, name, format: index.formats[format], tokens, family, description, folder: folderOf(id),
  words: `${id}\n${name}\n${description}`.toLowerCase(),
}));

const families = index.families.map((row, at) => {
  const members = row.members.map((member) => agents[member]);
  const canonical = row.canonical === null ? null : agents[row.canonical];
  return {
    ...row, at, members, canonical,
    name: canonical ? canonical.name : members.map((member) => member.name).join(' · '),
    formats: new Set(members.map((member) => member.format)),
    words: `${row.id.toLowerCase()}\n${members.map((member) => member.words).join('\n')}`,
  };
});

const relationName = (relation) => (relation === null || relation === undefined ? 'by a third' : index.relations[relation][0]);
const relationMeaning = (relation) => (relation === null || relation === undefined
  ? 'It is kin to another member of the family.' : index.relations[relation][1]);

/** A relation as a mark with its line beside its name. */
const chip = (relation) =>
  el('span', { class: `chip kin-${relation ?? 'none'}`, title: relationMeaning(relation) }, relationName(relation));

/** The letters of columns: A … Z, AA …. */
const letter = (at) => (at < 26 ? '' : letter(Math.floor(at / 26) - 1)) + String.fromCharCode(65 + (at % 26));

const opened = new Map();

/** The detail of a family, unpacked; kept, for it is often asked for again. */
function detailOf(at) {
  if (!opened.has(at)) opened.set(at, unpack(at));
  return opened.get(at);
}

async function unpack(at) {
  const holder = one(`#detail-${at}`);
  if (!holder) return null;
  const packed = atob(holder.textContent);
  const bytes = new Uint8Array(packed.length);
  for (let i = 0; i < packed.length; i += 1) bytes[i] = packed.charCodeAt(i);
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('deflate-raw'));
  return JSON.parse(await new Response(stream).text());
}
