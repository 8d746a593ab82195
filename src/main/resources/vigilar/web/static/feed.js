// The list: all events it holds in id order, folded, of which only the rows near the eye are in the document.
import {make, symbol} from './dom.js';
import {incidentSentence, subject} from './event.js';
import {fold} from './fold.js';
import {thumbnail} from './pictures.js';
import {clock, dayName, dayOf, full, midnight, near} from './times.js';
import {closedBy, family, icon, place, quiet, say, sentence, severityWord} from './words.js';

const OVERSCAN = 600;   // pixels beyond the window that are ready
const MOST_KEPT = 20_000; // events in memory; the oldest go first and come back on scroll

export class Feed {
  constructor(root, {onOlder, onOpen}) {
    this.root = root;
    this.onOlder = onOlder;
    this.events = [];
    this.gaps = [];
    this.waiting = [];
    this.open = new Set();
    this.nodes = new Map();
    this.next = null; // before which id the next older page begins; null: that is all
    this.isUnseen = () => false;
    this.above = make('div', {role: 'presentation'});
    this.below = make('div', {role: 'presentation'});
    addEventListener('scroll', () => this.#later(), {passive: true});
    addEventListener('resize', () => this.#later());
    setInterval(() => this.#times(), 10_000);
    root.addEventListener('click', event => {
      const row = event.target.closest('.row');
      if (!row || event.metaKey || event.ctrlKey || event.button) return;
      if (event.target.closest('.unfold')) { event.preventDefault(); return this.toggle(row); }
      if (event.target.closest('.where') || !row.dataset.eventId) return;
      event.preventDefault();
      onOpen(Number(row.dataset.eventId), row);
    });
  }

  get atTop() { return this.root.getBoundingClientRect().top > -this.#sizes().row; }
  get oldest() { return this.events.at(-1)?.id; }
  get more() { return this.next !== null; }

  reset(events, next) {
    this.events = events.slice().sort((a, b) => b.id - a.id);
    this.waiting = [];
    this.gaps = [];
    this.next = next;
    this.open.clear();
    this.#fold();
    this.#draw();
  }

  addOlder(events, next) {
    const last = this.oldest ?? Infinity;
    this.events.push(...events.filter(event => event.id < last));
    this.next = next;
    this.#fold();
    this.#draw();
  }

  /** Asks for older ones where there is room for them. */
  look() { this.#draw(); }

  /** A new event: shown at once when the list is at its top, otherwise it waits so that nothing jumps under a finger. */
  add(event) {
    if (this.has(event.id)) return;
    this.waiting.push(event);
    this.#soon();
  }
  has(id) {
    if (this.waiting.some(event => event.id === id)) return true;
    let low = 0, high = this.events.length; // newest first
    while (low < high) { const mid = (low + high) >> 1; if (this.events[mid].id > id) low = mid + 1; else high = mid; }
    return this.events[low]?.id === id;
  }
  addGap(gap) { this.gaps.push({...gap, at: this.events[0]?.id ?? 0}); this.#fold(); this.#draw(); }

  showWaiting() {
    const fresh = new Set(this.waiting.map(event => event.id));
    this.events = [...this.waiting, ...this.events].sort((a, b) => b.id - a.id);
    this.waiting = [];
    if (this.events.length > MOST_KEPT) { this.events.length = MOST_KEPT; this.next = this.oldest; }
    this.#fold();
    this.#draw(fresh);
    this.onWaiting?.(0);
  }

  #soon() {
    if (this.asked) return;
    this.asked = true;
    const act = () => {
      this.asked = false;
      if (this.atTop) this.showWaiting(); else this.onWaiting?.(this.waiting.filter(event => !quiet(event.type)).length);
    };
    document.hidden ? setTimeout(act, 50) : requestAnimationFrame(act);
  }
  #later() {
    if (this.drawing) return;
    this.drawing = true;
    requestAnimationFrame(() => { this.drawing = false; this.#draw(); if (this.waiting.length && this.atTop) this.showWaiting(); });
  }

  toggle(row) {
    const key = row.dataset.key;
    this.open.has(key) ? this.open.delete(key) : this.open.add(key);
    this.nodes.delete(key);
    row.remove();
    this.#fold();
    this.#draw();
    this.nodes.get(key)?.focus({preventScroll: true});
  }

  #sizes() {
    if (!this.sized || this.sized.width !== innerWidth) {
      const style = getComputedStyle(document.documentElement);
      this.sized = {width: innerWidth, row: parseFloat(style.getPropertyValue('--row')), day: parseFloat(style.getPropertyValue('--day'))};
    }
    return this.sized;
  }

  /** The flat list of what can be drawn: days, incidents, unfolded events, gaps. */
  #fold() {
    const items = [];
    let day = null, position = 0;
    const gaps = this.gaps.slice().sort((a, b) => b.at - a.at);
    for (const {events} of fold(this.events, family, dayOf, closedBy, quiet)) {
      const [newest] = events, oldest = events.at(-1);
      while (gaps.length && gaps[0].at >= newest.id) items.push(this.#gapItem(gaps.shift()));
      if (dayOf(subject(events).ts) !== day) {
        day = dayOf(subject(events).ts);
        items.push({kind: 'day', key: 'd' + day, day});
      }
      // named by its oldest event, so that it stays the same row while it grows
      const key = 'i' + oldest.id;
      items.push({kind: 'row', key, events, position: ++position, stamp: newest.id + '/' + events.length});
      if (events.length > 1 && this.open.has(key))
        for (const event of events) items.push({kind: 'sub', key: 's' + event.id, events: [event], position, stamp: ''});
    }
    for (const gap of gaps) items.push(this.#gapItem(gap));
    this.items = items;
    this.rows = position;
    const {row, day: dayHeight} = this.#sizes();
    let top = 0;
    for (const item of items) { item.top = top; item.height = item.kind === 'day' ? dayHeight : row; top += item.height; }
    this.height = top;
    this.measured = row;
  }
  #gapItem(gap) { return {kind: 'gap', key: 'g' + gap.at + gap.why, gap, stamp: ''}; }

  #draw(fresh = new Set()) {
    if (!this.items) return;
    this.root.toggleAttribute('data-empty', !this.items.length);
    if (this.measured !== this.#sizes().row) this.#fold();
    const start = -this.root.getBoundingClientRect().top;
    const from = start - OVERSCAN, to = start + innerHeight + OVERSCAN;
    let first = this.#at(from), last = this.#at(to);
    const wanted = this.items.slice(first, last + 1);
    const focused = this.root.contains(document.activeElement) ? document.activeElement : null;
    const kept = new Map();
    let place = this.above;
    if (this.above.parentNode !== this.root) { this.root.replaceChildren(this.above, this.below); this.nodes.clear(); }
    for (const item of wanted) {
      let node = this.nodes.get(item.key);
      if (!node || node.stamp !== item.stamp || node.size !== this.rows && item.kind === 'row') {
        if (!node || node.stamp !== item.stamp) {
          const made = this.#make(item);
          if (node) { if (node === focused) this.refocus = made; node.replaceWith(made); }
          node = made;
          if (item.events && fresh.has(subject(item.events).id)) node.classList.add('fresh');
        }
      }
      if (item.kind === 'row') {
        node.setAttribute('aria-posinset', item.position);
        node.setAttribute('aria-setsize', this.more ? -1 : this.rows);
      }
      kept.set(item.key, node);
      if (place.nextSibling !== node) place.after(node);
      place = node;
    }
    for (const [key, node] of this.nodes) if (kept.get(key) !== node) node.remove();
    this.nodes = kept;
    this.above.style.height = (wanted.length ? wanted[0].top : 0) + 'px';
    const end = wanted.at(-1);
    this.below.style.height = Math.max(0, this.height - (end ? end.top + end.height : 0)) + 'px';
    if (this.refocus) { this.refocus.focus({preventScroll: true}); this.refocus = null; }
    if (this.more && to > this.height - 400) this.onOlder();
  }
  #at(offset) {
    let low = 0, high = this.items.length - 1;
    while (low < high) { const mid = (low + high + 1) >> 1; if (this.items[mid].top <= offset) low = mid; else high = mid - 1; }
    return Math.max(0, low);
  }

  #make(item) {
    const node = item.kind === 'day' ? make('h2', {class: 'day'}, this.#dayName(item.day))
      : item.kind === 'gap' ? make('div', {class: 'row gap-row', role: 'note'}, symbol('gap'), make('span', {class: 'what'}, item.gap.text))
      : this.#row(item);
    node.stamp = item.stamp;
    if (item.events) { node.events = item.events; this.#mark(node); }
    return node;
  }
  #dayName(day) {
    const now = Date.now();
    return day === midnight(now) ? say('feed.today') : day === midnight(now, 1) ? say('feed.yesterday') : dayName(day);
  }
  #row({kind, key, events}) {
    const event = subject(events);
    const text = kind === 'sub' ? sentence(event) : incidentSentence(events);
    const what = make('a', {class: 'what', href: '/events/' + event.id, tabindex: '-1', id: 'w' + key}, text);
    const picture = thumbnail(event);
    const main = make('span', {class: 'main'}, ...(picture ? [picture] : []), what);
    if (events.length > 1) {
      const unfolded = this.open.has(key);
      main.append(make('button', {class: 'unfold', type: 'button', tabindex: '-1', 'aria-expanded': unfolded, 'aria-label': say(unfolded ? 'feed.fold' : 'feed.unfold')}, symbol('chevron', 'chevron')));
    }
    const time = make('time', {class: 'when', datetime: new Date(event.ts).toISOString(), title: full(event.ts)}, near(event.ts, Date.now()));
    time.ts = event.ts;
    return make('article', {
      class: kind === 'sub' ? 'row sub' : 'row', tabindex: '0', 'aria-labelledby': 'w' + key,
      'data-key': key, 'data-event-id': event.id, 'data-event-ids': events.map(each => each.id).join(' '),
      'data-severity': event.severity, 'data-type': event.type, 'data-source': event.source, 'data-ts': event.ts,
    }, symbol(icon(event.type)), main,
    make('a', {class: 'where', href: '/?source=' + encodeURIComponent(event.source), 'data-source-link': event.source, tabindex: '-1'}, place(event)),
    make('span', {class: 'grave'}, symbol('sev-' + event.severity, 'mark'), make('span', {class: 'word'}, severityWord(event.severity))), time);
  }
  /** Words have changed: every row is made anew. */
  renamed() { for (const node of this.nodes.values()) node.stamp = null; this.#draw(); }
  /** The marks of what was seen have changed. */
  marks() {
    for (const node of this.nodes.values()) if (node.events) this.#mark(node);
  }
  #mark(node) {
    const what = node.querySelector('.what'), unseen = node.events.some(event => this.isUnseen(event));
    node.classList.toggle('unseen', unseen);
    what.setAttribute('aria-label', (unseen ? say('seen.not') : '') + what.textContent);
  }
  eventsOf(row) { return row?.events ?? []; }
  #times() {
    const now = Date.now();
    for (const time of this.root.querySelectorAll('time.when')) {
      const text = near(time.ts, now);
      if (time.textContent !== text) time.textContent = text;
    }
  }

  /** j and k */
  move(step) {
    const rows = [...this.root.querySelectorAll('.row[data-event-id]')];
    const here = rows.indexOf(document.activeElement?.closest?.('.row'));
    const next = here < 0 ? rows.find(row => row.getBoundingClientRect().top > 70) : rows[here + step];
    if (!next) return;
    next.focus({preventScroll: true});
    const box = next.getBoundingClientRect();
    if (box.top < 140) scrollBy(0, box.top - 140); else if (box.bottom > innerHeight - 60) scrollBy(0, box.bottom - innerHeight + 60);
  }
}
