// What the page says: the same file and the same rules as Words.java on the server.
const words = await (await fetch('/static/words-en.json')).json();
const LONGEST_QUOTE = 80;
export const LONGEST_PARSED_PAYLOAD = 4096;

export const readable = id => id.replace(/[-_.]+/g, ' ').trim();
export const capital = text => text && text[0].toUpperCase() + text.slice(1);
export const title = id => capital(readable(id));

const fill = (pattern, value) =>
  pattern.replace(/\{([a-z_]+)(?:\|([^}]*))?\}/gi, (whole, name, otherwise) => value(name, otherwise) ?? whole);

const typeOf = type => Object.hasOwn(words.types, type) ? words.types[type] : words.unknownType;

export function sentence(event) {
  const names = {source: readable(event.source), type: readable(event.type).toLowerCase()};
  const placed = fill(typeOf(event.type).says, name => names[name]);
  const once = placed.replace(/\b(\w+) \1\b/giu, '$1');
  return capital(fill(once, (name, otherwise) => {
    const value = Object.hasOwn(event.payload, name) ? event.payload[name] : null;
    if (typeof value !== 'string' || !value.trim()) return otherwise;
    const line = readable(value);
    return line.length <= LONGEST_QUOTE ? line : line.slice(0, LONGEST_QUOTE) + '…';
  }));
}

export const icon = type => typeOf(type).icon;
export const family = type => typeOf(type).family ?? type;
export const quiet = type => Boolean(typeOf(type).quiet);
export const closedBy = type => typeOf(type).closedBy;
export const endedBy = type => typeOf(type).endedBy;
export const endTypes = () => [...new Set(Object.values(words.types).map(each => each.endedBy).filter(Boolean))];
export const severityWord = severity => words.severities[severity] ?? severity;

export function say(path, values = {}) {
  const pattern = path.split('.').reduce((node, step) => node?.[step], words) ?? '';
  return fill(pattern, name => values[name]);
}
export const troubleOf = part => Object.hasOwn(words.trouble.parts, part) ? 'trouble.parts.' + part : 'trouble.part';
