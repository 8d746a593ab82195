// The day strip, drawn as DayStrip.java draws it, in the browser's days and alive.
import {$, getJson, make, svg} from './dom.js';
import {dayName, midnight, short} from './times.js';
import {address, rank, read} from './view.js';
import {say, severityWord} from './words.js';

const RECOUNT_PAUSE = 700; // ms: a flood asks the store once, not once an event
const DAYS = 7, QUARTER = 900_000, HEIGHT = 40, LOWEST = 6;
const counted = n => n === 1 ? say('strip.event') : say('strip.events', {n: n.toLocaleString()});
export const heightOf = (count, most) => most <= 1 ? HEIGHT / 2 : LOWEST + Math.round((HEIGHT - LOWEST) * Math.log(count) / Math.log(most));
export const sliceWords = (from, {count, worst}) => say(worst === 'INFO' ? 'strip.quiet' : 'strip.slice',
  {from: short(from), to: short(from + QUARTER), events: counted(count), severity: severityWord(worst).toLowerCase()});

export class Strip {
  constructor(root, onRange) {
    this.root = root;
    this.onRange = onRange;
    this.slices = new Map();
    this.before = $('days-before');
    this.#dragging();
    this.#keys();
  }
  async load() {
    const from = midnight(Date.now(), DAYS - 1), to = midnight(Date.now(), -1);
    const {slices} = await getJson('/api/strip?' + new URLSearchParams({from, to, width: 900}));
    this.slices = new Map(slices.map(each => [each.start, {count: each.count, worst: each.worst}]));
    this.loaded = true;
    this.draw();
  }
  /** Only marks what has changed: the store counts, so no event counts twice. */
  add(event) {
    this.dirty = Math.min(this.dirty ?? Infinity, event.ts - event.ts % QUARTER);
    if (this.timer || !this.loaded) return;
    this.timer = setTimeout(() => this.#recount(), RECOUNT_PAUSE);
  }
  async #recount() {
    const from = Math.max(this.dirty, midnight(Date.now(), DAYS - 1)), to = midnight(Date.now(), -1);
    this.dirty = undefined;
    try {
      const {slices} = await getJson('/api/strip?' + new URLSearchParams({from, to, width: 900}));
      for (const start of this.slices.keys()) if (start >= from) this.slices.delete(start);
      for (const each of slices) this.slices.set(each.start, {count: each.count, worst: each.worst});
      this.draw();
    } catch {
      this.dirty = Math.min(this.dirty ?? Infinity, from); // counted with the next event, or when the page is back
    } finally {
      this.timer = null;
    }
  }
  draw() {
    if (this.root.contains(document.activeElement) && document.activeElement.closest('.band') || this.dragFrom !== undefined) return;
    const most = Math.max(1, ...[...this.slices.values()].map(slice => slice.count));
    const bands = [];
    for (let back = 0; back < DAYS; back++) bands.push(this.#band(back, most));
    this.root.querySelector('.band.today').replaceWith(bands[0]);
    this.before.querySelectorAll('.band').forEach(band => band.remove());
    this.before.append(...bands.slice(1));
    if (this.opened || !this.loaded) return; // once, and only where there is something to see and room for it
    this.opened = true;
    const today = midnight(Date.now());
    this.before.open = matchMedia('(min-width: 900px)').matches && [...this.slices.keys()].some(start => start < today);
  }
  #band(back, most) {
    const begins = midnight(Date.now(), back), ends = midnight(Date.now(), back - 1);
    const name = back ? dayName(begins) : say('feed.today');
    const units = (ends - begins) / QUARTER * 10;
    const picture = svg('svg', {viewBox: `0 0 ${units} ${HEIGHT}`, preserveAspectRatio: 'none', role: 'group'});
    let sum = 0, worst = 'INFO', first = true;
    for (let at = begins; at < ends; at += QUARTER) {
      const slice = this.slices.get(at);
      if (!slice) continue;
      sum += slice.count;
      if (rank(slice.worst) > rank(worst)) worst = slice.worst;
      const x = (at - begins) / QUARTER * 10, height = heightOf(slice.count, most), text = sliceWords(at, slice);
      const range = {...read(), from: new Date(at).toISOString(), to: new Date(at + QUARTER).toISOString()};
      const title = svg('title');
      title.textContent = text;
      picture.append(svg('a', {href: address(range), 'aria-label': text, tabindex: first ? 0 : -1, 'data-at': at}, title,
        svg('rect', {class: 'hit', x, y: 0, width: 10, height: HEIGHT}),
        svg('rect', {class: 'tick', 'data-severity': slice.worst, x: x + 1, y: HEIGHT - height, width: 8, height})));
      first = false;
    }
    picture.setAttribute('aria-label', sum ? say('strip.day', {day: name, events: counted(sum), severity: severityWord(worst).toLowerCase()}) : say('strip.emptyDay', {day: name}));
    if (!back) { const x = (Date.now() - begins) / QUARTER * 10; picture.append(svg('line', {class: 'now', x1: x, x2: x, y1: 0, y2: HEIGHT})); }
    const band = make('div', {class: back ? 'band' : 'band today', 'data-begins': begins, 'data-ends': ends}, make('span', {class: 'day-name'}, name), picture);
    return band;
  }
  #dragging() {
    const at = (picture, x) => {
      const box = picture.getBoundingClientRect(), {begins, ends} = picture.parentNode.dataset;
      const share = Math.min(1, Math.max(0, (x - box.left) / box.width));
      return Number(begins) + share * (ends - begins);
    };
    let picture = null, startX = 0, shade = null;
    this.root.addEventListener('pointerdown', event => {
      const found = event.target.closest('.band svg');
      if (!found || event.button || !found.parentNode.dataset.begins) return;
      picture = found; startX = event.clientX; this.dragFrom = at(found, startX);
    });
    addEventListener('pointermove', event => {
      if (!picture || Math.abs(event.clientX - startX) < 6 && !shade) return;
      shade ??= picture.appendChild(svg('rect', {class: 'drag', y: 0, height: HEIGHT}));
      const {begins} = picture.parentNode.dataset;
      const ends = [this.dragFrom, at(picture, event.clientX)].sort((a, b) => a - b).map(ts => (ts - begins) / QUARTER * 10);
      shade.setAttribute('x', ends[0]);
      shade.setAttribute('width', ends[1] - ends[0]);
    });
    const done = event => {
      if (!picture) return;
      const from = this.dragFrom, to = at(picture, event.clientX), dragged = shade;
      picture = null; shade = null; this.dragFrom = undefined;
      dragged?.remove();
      if (dragged && event.type === 'pointerup') {
        const [low, high] = [from, to].sort((a, b) => a - b);
        this.justDragged = true;
        setTimeout(() => { this.justDragged = false; });
        this.onRange(Math.floor(low / QUARTER) * QUARTER, Math.ceil(high / QUARTER) * QUARTER);
      }
    };
    addEventListener('pointerup', done);
    addEventListener('pointercancel', done);
    this.root.addEventListener('dragstart', event => event.preventDefault());
    this.root.addEventListener('click', event => {
      const tick = event.target.closest('a[data-at]');
      if (!tick || event.metaKey || event.ctrlKey) return;
      event.preventDefault();
      if (!this.justDragged) this.onRange(Number(tick.dataset.at), Number(tick.dataset.at) + QUARTER);
    });
  }
  #keys() {
    this.root.addEventListener('keydown', event => {
      const tick = document.activeElement?.closest?.('a[data-at]');
      const next = tick && {ArrowRight: 'nextElementSibling', ArrowLeft: 'previousElementSibling'}[event.key];
      if (!next || tick[next]?.localName !== 'a') return;
      event.preventDefault();
      tick.setAttribute('tabindex', -1);
      tick[next].setAttribute('tabindex', 0);
      tick[next].focus();
    });
  }
}
