// The detail beside the list: the server's page of the event, in a sheet.
import {getPage, make, symbol} from './dom.js';
import {follow} from './pictures.js';
import {localise} from './times.js';

const WHY_NOT = {
  401: 'You are signed out. Sign in again to see this event.',
  403: 'You may not see this event.',
  404: 'This event is no longer kept.',
};

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
    const answer = await getPage('/events/' + id);
    if (wish !== this.#wish) return;
    const detail = answer.page?.getElementById('detail');
    const close = make('button', {class: 'close', type: 'button', 'aria-label': 'Close'}, symbol('close'));
    close.onclick = () => this.close();
    this.root.replaceChildren(close, detail ? document.adoptNode(detail)
      : make('p', {}, WHY_NOT[answer.status] ?? 'This event cannot be shown now: Vigilar does not answer.'));
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
