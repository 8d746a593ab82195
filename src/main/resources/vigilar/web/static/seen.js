// What this person has looked at: a dot before what they have not, a count, and the marks themselves, on the server.
import {$, getJson} from './dom.js';
import {rank} from './view.js';
import {say} from './words.js';

const LEAST = rank('WARNING'); // what is less need not be looked at
const AGAIN = 60_000; // another browser of the same person may have marked

export class Seen {
  constructor(onChange) {
    this.onChange = onChange;
    this.upTo = Infinity;
    this.single = new Set();
    this.count = 0;
    this.more = false;
    $('all-seen').onclick = () => this.#post({up_to: this.newest});
    const look = () => document.hidden || this.load();
    setInterval(look, AGAIN);
    document.addEventListener('visibilitychange', look);
    look();
  }
  wants(event) { return rank(event.severity) >= LEAST && event.id > this.upTo && !this.single.has(event.id); }

  async load() {
    const answer = await getJson('/api/seen').catch(() => null); // away: the badge of truth says so
    if (answer) this.#take(answer);
  }
  /** A new event. */
  add(event) {
    this.newest = Math.max(this.newest ?? 0, event.id);
    if (this.wants(event)) { this.count++; this.draw(); }
  }
  mark(events) {
    const wanted = events.filter(event => this.wants(event));
    for (const event of wanted) this.#post({id: event.id});
  }
  async #post(what) {
    const answer = await fetch('/api/seen', {method: 'POST', body: new URLSearchParams(what)}).catch(() => null);
    if (answer?.ok) this.#take(await answer.json());
    else $('seen-note').textContent = say('seen.failed');
  }
  #take({up_to: upTo, events, unseen, more}) {
    this.upTo = upTo;
    this.single = new Set(events);
    this.count = unseen;
    this.more = more;
    $('seen-note').textContent = '';
    this.draw();
    this.onChange();
  }
  draw() {
    const some = this.count > 0;
    $('unseen-count').textContent = some ? this.count + (this.more ? '+' : '') : '';
    $('unseen-count').hidden = !some;
    $('all-seen').hidden = !some;
  }
}
