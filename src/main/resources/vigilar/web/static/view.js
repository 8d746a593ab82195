// The view stands in the address bar; this reads and changes it, and tells which live events belong to it.
import {midnight, zone} from './times.js';
import {readable} from './words.js';

const KEYS = ['severity', 'type', 'source', 'from', 'to', 'time_of_day', 'unseen', 'q'];
const RANKS = ['INFO', 'WARNING', 'ALERT', 'CRITICAL'];
export const rank = severity => RANKS.indexOf(severity);

export function read(search = location.search) {
  const asked = new URLSearchParams(search);
  return Object.fromEntries(KEYS.map(key => [key, asked.get(key)?.trim()]).filter(([, value]) => value));
}
export const address = view => {
  const query = new URLSearchParams(view).toString();
  return query ? '/?' + query : '/';
};
export const query = view => new URLSearchParams({...view, tz: zone});
export const isFiltered = view => Object.keys(view).length > 0;
export const todayFrom = () => new Date(midnight(Date.now())).toISOString();

/** Anything that the server shall judge better (a search in long payloads) is judged here from what the page holds. */
export function admits(view, event) {
  const listed = (list, value) => !list || list.split(',').map(each => each.trim()).includes(value);
  const at = text => /^\d+$/.test(text) ? Number(text) : Date.parse(text);
  if (view.unseen && rank(event.severity) < rank('WARNING')) return false; // a new event is unseen
  if (view.severity && rank(event.severity) < rank(view.severity.toUpperCase())) return false;
  if (!listed(view.type, event.type) || !listed(view.source, event.source)) return false;
  if (view.from && event.ts < at(view.from)) return false;
  if (view.to && event.ts >= at(view.to)) return false;
  if (view.time_of_day && !within(view.time_of_day, event.ts)) return false;
  if (!view.q) return true;
  const text = [event.source, readable(event.source), event.type, readable(event.type), JSON.stringify(event.payload)].join(' ').toLowerCase();
  return view.q.toLowerCase().split(/\s+/).every(word => text.includes(word));
}
function within(range, ts) {
  const minutes = text => { const [h, m] = text.split(':').map(Number); return h * 60 + (m || 0); };
  const [from, to] = range.split('-').map(minutes);
  const day = new Date(ts), now = day.getHours() * 60 + day.getMinutes();
  return from < to ? now >= from && now < to : now >= from || now < to;
}
