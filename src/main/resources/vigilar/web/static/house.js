// "Is the house all right?" The rule is HouseLine.java's.
import {$, getJson, symbol} from './dom.js';
import {fromJson} from './event.js';
import {near, short} from './times.js';
import {rank} from './view.js';
import {endTypes, endedBy, isOver, say, sentence} from './words.js';

const LEAST = 2, CRITICAL_WITHOUT_END = 24 * 3_600_000, WITHOUT_END = 3_600_000;

/** What stands, the worst first, newest before older; pure. */
export function standing(events, now, endOf) {
  return events.filter(event => {
    if (rank(event.severity) < LEAST) return false;
    const end = endOf(event.type);
    if (!end) return event.ts > now - (event.severity === 'CRITICAL' ? CRITICAL_WITHOUT_END : WITHOUT_END);
    return !events.some(later => later.id > event.id && [].concat(end).includes(later.type) && later.source === event.source);
  }).sort((a, b) => rank(b.severity) - rank(a.severity) || b.id - a.id);
}

export class House {
  constructor() {
    this.events = new Map();
    this.last = null;
    this.offlineSince = null;
    this.blindSince = null;
    this.ends = new Set(endTypes());
  }
  async load() {
    const {events} = await getJson('/api/standing');
    for (const event of events) this.#keep(fromJson(event));
    this.loaded = true;
    this.draw();
  }
  forget() { this.events.clear(); this.last = null; }
  // The newest of each source and type, however old: what nothing has ended still stands.
  #keep(event) {
    if (rank(event.severity) < LEAST && !this.ends.has(event.type)) return;
    const key = event.type + ' ' + event.source;
    if (!(this.events.get(key)?.id > event.id)) this.events.set(key, event);
  }
  add(event) {
    if (!this.last || event.id > this.last.id) this.last = event;
    this.#keep(event);
    if (event.severity === 'CRITICAL') $('announce').textContent = say('feed.critical', {sentence: sentence(event)});
  }
  draw() {
    if (!this.loaded) return;
    const now = Date.now();
    const stands = standing([...this.events.values()], now, endedBy).filter(event => !isOver(event.type));
    const [first] = stands;
    const others = new Set(stands.map(event => event.source)).size - 1;
    const severity = first?.severity ?? 'INFO';
    const line = !first ? say('house.quiet') : others > 0 ? say('house.more', {sentence: sentence(first), n: others}) : sentence(first);
    const offline = this.offlineSince !== null, unsure = offline || this.blindSince !== null;
    const text = !unsure || first ? line : offline ? say('house.offline', {time: short(this.offlineSince)}) : say('house.blind');
    const state = $('state');
    state.dataset.severity = severity;
    state.toggleAttribute('data-unsure', unsure);
    if ($('house-text').textContent !== text) $('house-text').textContent = text;
    $('house').querySelector('.mark').replaceWith(symbol(unsure && !first ? 'gap' : 'sev-' + severity, 'mark'));
    $('house-more').textContent = unsure && !first ? (offline ? say('house.offlineHint', {line: line.toLowerCase()}) : say('house.blindHint', {time: short(this.blindSince), line: line.toLowerCase()}))
      : first ? say('house.since', {time: short(first.ts)})
      : this.last ? say('house.last', {sentence: sentence(this.last)}) + ', ' + near(this.last.ts, now) : '';
    const critical = severity === 'CRITICAL';
    document.title = (critical ? say('house.criticalTitle', {sentence: sentence(first)}) : text) + ' · Vigilar';
    const icon = critical ? '/static/favicon-critical.svg' : '/static/favicon.svg';
    if ($('favicon').getAttribute('href') !== icon) $('favicon').setAttribute('href', icon);
  }
}
