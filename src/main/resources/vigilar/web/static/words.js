// What the page says: the same file and the same rules as Words.java on the server.
// The first pause after words that did not come; it doubles, for a house that is starting, up to the longest.
const FIRST_PAUSE_MS = 500, LONGEST_PAUSE_MS = 15_000;
const NAMES = ['/api/names', {cache: 'no-store'}];
// The page cannot speak without words, so it goes on asking; until then it says that it connects, and not that it is live.
const [words, called] = await Promise.all([insist('words', '/static/words-en.json'), ask(...NAMES).catch(() => null)]);
let names = called;
const LONGEST_QUOTE = 80;
/** A time as the server writes it. */
const TIME = /^(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?Z$/;
// Unseen characters that steer how the rest of a line is written: a device must not turn "Smoke at" around (PlainText.java).
const STEERING = /(?![\u200c\u200d])[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/gu;
export const LONGEST_PARSED_PAYLOAD = 4096;

/** Asks until there is an answer, or nobody wants it any more. */
async function insist(what, path, options, wanted = () => true) {
  for (let pause = FIRST_PAUSE_MS; ; pause = Math.min(pause * 2, LONGEST_PAUSE_MS)) {
    try {
      return await ask(path, options);
    } catch (failure) {
      console.info(what + ':', failure.message);
      if (!wanted()) return null;
      await new Promise(again => setTimeout(again, pause));
    }
  }
}
async function ask(path, options) {
  const answer = await fetch(path, options);
  if (!answer.ok) throw new Error('status ' + answer.status);
  return answer.json();
}
/** Somebody has renamed a device. */
export const NAMES_CHANGED = 'DEVICE_DESCRIBED';
let wish = 0;
/** The newest wish counts. */
export async function renamed() {
  const mine = ++wish;
  const fresh = await insist('names', ...NAMES, () => mine === wish);
  if (mine === wish && fresh) names = fresh;
}
/** Without them devices have the names that their events say, until they come. */
export const lacksNames = () => names === null;
const nameOf = source => names && Object.hasOwn(names, source) ? names[source] : {};
export const calledNow = source => { const {name, said} = nameOf(source); return name ?? (said ? quote(said) : readable(source)); };
/** By people, else as the event itself says, which was so then; else as it is called today. */
function deviceOf(event) {
  const said = Object.hasOwn(event.payload, 'source_name') ? event.payload.source_name : null;
  return nameOf(event.source).name ?? (typeof said === 'string' && said.trim() ? quote(said) : calledNow(event.source));
}
/** Where it happened: the area, else the device. */
export const place = event => nameOf(event.source).area ?? deviceOf(event);

export const readable = id => id.replace(/[-_.]+/g, ' ').trim();
export const capital = text => text && text[0].toUpperCase() + text.slice(1);
export const title = id => capital(readable(id));

const fill = (pattern, value) =>
  pattern.replace(/\{([a-z_]+)(?:\|([^}]*))?\}/gi, (whole, name, otherwise) => value(name, otherwise) ?? whole);

const typeOf = type => Object.hasOwn(words.types, type) ? words.types[type] : words.unknownType;

export function sentence(event) {
  const names = {source: deviceOf(event), type: readable(event.type).toLowerCase()};
  const placed = fill(typeOf(event.type).says, name => names[name]);
  const once = placed.replace(/\b(\w+) \1\b/giu, '$1');
  return marked(event.payload, capital(fill(once, (name, otherwise) => {
    const value = Object.hasOwn(event.payload, name) ? event.payload[name] : null;
    if (typeof value !== 'string' || !value.trim()) return otherwise;
    return quote(value);
  })));
}

const quote = text => {
  const plain = text.replace(STEERING, ' ').trim();
  const time = TIME.exec(plain);
  if (time) return `${time[1]} ${time[2]} UTC`; // its marks are no word's
  const line = readable(plain);
  return line.length <= LONGEST_QUOTE ? line : line.slice(0, LONGEST_QUOTE) + '…';
};

/** What is not live says so. */
function marked(payload, sentence) {
  const known = Object.hasOwn(payload, 'provenance') ? payload.provenance : null;
  return typeof known === 'string' && Object.hasOwn(words.provenance, known)
    ? say('provenance.' + known, {sentence}) : sentence;
}

export const icon = type => typeOf(type).icon;
export const family = type => typeOf(type).family ?? type;
export const quiet = type => Boolean(typeOf(type).quiet);
export const closedBy = type => typeOf(type).closedBy;
export const endedBy = type => typeOf(type).endedBy;
export const isOver = type => typeOf(type).over === true;
export const endTypes = () => [...new Set(Object.values(words.types).flatMap(each => each.endedBy ?? []).filter(Boolean))];
export const severityWord = severity => words.severities[severity] ?? severity;

export function say(path, values = {}) {
  const pattern = path.split('.').reduce((node, step) => node?.[step], words) ?? '';
  return fill(pattern, name => values[name]);
}
export const troubleOf = part => Object.hasOwn(words.trouble.parts, part) ? 'trouble.parts.' + part : 'trouble.part';
