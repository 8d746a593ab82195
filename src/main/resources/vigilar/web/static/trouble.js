// What is wrong with Vigilar itself, in plain words: what happened, what it means, what to do.
import {$, make} from './dom.js';
import {short} from './times.js';
import {say, title, troubleOf} from './words.js';

const EVERY = 5_000;
const BUS = ['intake', 'bridge', 'announcer']; // when two of them are down, it is the broker they share
const EARS = ['intake', 'broker', 'journal', 'storage']; // without one of these no device is heard

export class Trouble {
  /** @param onBlind told since when no device can be heard, or null */
  constructor(onBlind) {
    this.onBlind = onBlind;
    this.parts = {};
    this.offlineSince = null;
    const look = () => document.hidden || this.look();
    setInterval(look, EVERY);
    document.addEventListener('visibilitychange', look);
    look();
  }
  async look() {
    try {
      this.parts = (await (await fetch('/api/condition', {cache: 'no-store'})).json()).parts ?? {};
    } catch {
      return; // no answer at all: the stream notices that and says so
    }
    this.draw();
  }
  offline(since) { this.offlineSince = since; this.draw(); }
  draw() {
    const lines = [];
    const line = (path, values) => lines.push([say(path + '.what', values), say(path + '.means', values) + ' ' + say(path + '.do', values)]);
    if (this.offlineSince !== null) line('trouble.offline', {time: short(this.offlineSince)});
    const down = ([, {state}]) => state === 'down';
    const bus = Object.entries(this.parts).filter(([part]) => BUS.includes(part)).filter(down);
    const shared = bus.length > 1;
    if (this.offlineSince !== null) this.onBlind(null);
    else {
      const deaf = Object.entries(this.parts).filter(([part]) => EARS.includes(part)).filter(down);
      this.onBlind(deaf.length ? Math.min(...deaf.map(([, {since}]) => Date.parse(since))) : null);
    }
    if (this.offlineSince === null && shared) {
      line('trouble.busAway', {time: short(Math.min(...bus.map(([, {since}]) => Date.parse(since))))});
      const why = bus.find(([, each]) => each.why)?.[1].why;
      if (why) lines.at(-1)[1] += ' (' + why + ')';
    }
    if (this.offlineSince === null) for (const [part, {state, since, why}] of Object.entries(this.parts)) {
      if (shared && BUS.includes(part)) continue;
      const values = {part: title(part), time: short(Date.parse(since))};
      if (state === 'down') { line(troubleOf(part), values); if (why) lines.at(-1)[1] += ' (' + why + ')'; }
      else if (state === 'starting') line('trouble.starting', values);
    }
    const text = JSON.stringify(lines);
    if (text === this.shown) return;
    this.shown = text;
    $('trouble').replaceChildren(...lines.map(([what, rest]) => make('p', {}, make('strong', {}, what), ' ' + rest)));
    $('trouble').hidden = lines.length === 0;
  }
}
