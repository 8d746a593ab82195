// What is wrong with Vigilar itself, in plain words: what happened, what it means, what to do.
import {$, make} from './dom.js';
import {short} from './times.js';
import {say, title, troubleOf} from './words.js';

const EVERY = 10_000;

export class Trouble {
  constructor() {
    this.parts = {};
    this.offlineSince = null;
    const look = () => document.hidden || this.look();
    setInterval(look, EVERY);
    document.addEventListener('visibilitychange', look);
    look();
  }
  async look() {
    try {
      this.parts = (await (await fetch('/readyz', {cache: 'no-store'})).json()).parts ?? {};
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
    else for (const [part, {state, since, why}] of Object.entries(this.parts)) {
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
