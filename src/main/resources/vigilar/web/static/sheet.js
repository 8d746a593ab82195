// The detail beside the list: the server's page of the event, in a sheet.
import {$, make, symbol} from './dom.js';
import {follow} from './pictures.js';
import {localise} from './times.js';

export class Sheet {
  /** Each wish has a number: what comes for an older one, or after a close, is not shown any more. */
  #wish = 0;
  constructor(root) {
    this.root = root;
    root.addEventListener('click', event => {
      const link = event.target.closest('a[href^="/events/"]');
      if (!link || event.metaKey || event.ctrlKey) return;
      event.preventDefault();
      this.open(Number(link.getAttribute('href').split('/').pop()));
    });
  }
  get isOpen() { return !this.root.hidden; }
  async open(id, from) {
    if (from) this.from = from;
    const wish = ++this.#wish;
    const answer = await fetch('/events/' + id).catch(() => null);
    const page = answer?.ok ? new DOMParser().parseFromString(await answer.text(), 'text/html') : null;
    if (wish !== this.#wish) return;
    const detail = page?.getElementById('detail');
    const close = make('button', {class: 'close', type: 'button', 'aria-label': 'Close'}, symbol('close'));
    close.onclick = () => this.close();
    this.root.replaceChildren(close, detail ? document.adoptNode(detail)
      : make('p', {}, answer?.status === 404 ? 'This event is no longer kept.' : 'This event cannot be shown now: Vigilar does not answer.'));
    localise(this.root);
    follow(detail);
    this.root.hidden = false;
    this.root.scrollTop = 0;
    document.body.classList.add('with-sheet');
    (this.root.querySelector('h2') ?? close).focus({preventScroll: true});
  }
  close() {
    this.#wish++;
    if (!this.isOpen) return;
    this.root.hidden = true;
    document.body.classList.remove('with-sheet');
    if (this.from?.isConnected) this.from.focus({preventScroll: true});
  }
}
