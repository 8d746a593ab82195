// Chips and search: they change the address bar, and the list follows.
import {$, make} from './dom.js';
import {full} from './times.js';
import {address, isFiltered, read, todayFrom} from './view.js';
import {calledNow, capital, readable} from './words.js';

const TYPING = 250; // ms after the last key

export class Filters {
  constructor(onChange) {
    this.onChange = onChange;
    const form = $('filters');
    form.addEventListener('submit', event => { event.preventDefault(); this.#search(true); });
    $('search').addEventListener('input', () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.#search(false), TYPING);
    });
    form.addEventListener('click', event => {
      const chip = event.target.closest('a');
      if (!chip || event.metaKey || event.ctrlKey) return;
      event.preventDefault();
      const view = read();
      if (chip.id === 'clear') return this.go({});
      if (chip.dataset.drop === 'range') { delete view.from; delete view.to; return this.go(view); }
      const name = chip.dataset.drop ?? chip.dataset.param;
      const value = chip.dataset.kind === 'today' ? todayFrom() : chip.dataset.value;
      if (chip.dataset.drop || chip.classList.contains('on')) delete view[name]; else view[name] = value;
      if (chip.dataset.kind === 'today') delete view.to;
      this.go(view);
    });
    addEventListener('popstate', () => { this.draw(); this.onChange(read()); });
    this.draw();
  }
  #search(keep) {
    clearTimeout(this.timer);
    const view = read(), text = $('search').value.trim();
    if (text === (view.q ?? '')) return;
    if (text) view.q = text; else delete view.q;
    this.go(view, !keep && Boolean(read().q));
  }
  go(view, replace = false) {
    history[replace ? 'replaceState' : 'pushState'](null, '', address(view));
    this.draw();
    this.onChange(view);
  }
  draw() {
    const view = read();
    if (document.activeElement !== $('search')) $('search').value = view.q ?? '';
    for (const chip of document.querySelectorAll('.chip[data-param]')) {
      const on = chip.dataset.kind === 'today' ? view.from === todayFrom() && !view.to : view[chip.dataset.param] === chip.dataset.value;
      chip.classList.toggle('on', on);
      on ? chip.setAttribute('aria-current', 'true') : chip.removeAttribute('aria-current');
    }
    const chosen = [];
    const chip = (drop, text) => chosen.push(make('a', {class: 'chip on', href: '/', 'data-drop': drop, 'aria-label': 'Remove: ' + text}, text + ' ×'));
    for (const name of ['source', 'type']) if (view[name]) chip(name, view[name].split(',').map(each => capital(name === 'source' ? calledNow(each) : readable(each))).join(', '));
    if (view.to || view.from && view.from !== todayFrom()) chip('range', range(view));
    $('chosen').replaceChildren(...chosen);
    $('clear').hidden = !isFiltered(view);
  }
}
function range({from, to}) {
  const show = text => new Intl.DateTimeFormat(undefined, {day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit', hourCycle: 'h23'}).format(/^\d+$/.test(text) ? Number(text) : new Date(text));
  try { return (from ? show(from) : '…') + ' – ' + (to ? show(to) : 'now'); } catch { return [from, to].join(' – '); }
}
