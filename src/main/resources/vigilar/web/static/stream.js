// The one stream of a browser: connects, reads, notices silence, comes back from the last id it passed on.
import {sseReader} from './sse.js';
import {SILENCE} from './truth.js';

const SHORTEST_PAUSE = 500, LONGEST_PAUSE = 10_000;

export class Stream {
  constructor(tell) {
    this.tell = tell; // {kind: connected | event | beat | gap | lost | denied, …}
    this.cursor = null;
    this.epoch = '';
    this.run = 0;
    this.failures = 0;
  }

  open(after, epoch) {
    this.close();
    this.cursor = after;
    this.epoch = epoch;
    this.#connect(++this.run);
  }

  close() {
    this.run++;
    clearTimeout(this.timer);
    clearTimeout(this.again);
    this.again = null;
    this.abort?.abort();
  }

  async #connect(run) {
    this.abort = new AbortController();
    const stop = this.abort;
    const alive = () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => stop.abort(), SILENCE);
    };
    alive();
    try {
      const query = new URLSearchParams({after: this.cursor, epoch: this.epoch});
      const answer = await fetch('/events/stream?' + query, {signal: stop.signal, cache: 'no-store', headers: {Accept: 'text/event-stream'}});
      if (answer.status === 401 && run === this.run) this.tell({kind: 'denied'});
      if (!answer.ok) throw new Error('status ' + answer.status);
      const read = sseReader(message => run === this.run && this.#message(message), () => run === this.run && this.tell({kind: 'beat'}));
      const text = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      for (;;) {
        const {value, done} = await text.read();
        if (done || run !== this.run) break;
        alive();
        read(value);
      }
    } catch (failure) {
      if (run === this.run) console.info('stream:', failure.message);
    }
    clearTimeout(this.timer);
    if (run !== this.run) return;
    this.tell({kind: 'lost'});
    const pause = Math.min(LONGEST_PAUSE, SHORTEST_PAUSE * 2 ** Math.min(this.failures++, 6));
    this.again = setTimeout(() => { this.again = null; if (run === this.run) this.#connect(run); }, pause * (0.75 + Math.random() / 2));
  }

  #message({event, data, id}) {
    const body = JSON.parse(data);
    if (event === 'gap') {
      if (body.why !== 'pruned') return this.#renew(body.why, this.head ?? 0);
      this.cursor = Number(body.resumes_after ?? id ?? 0);
      return this.tell({kind: 'gap', why: body.why, from: body.from, to: body.to, resumesAfter: this.cursor});
    }
    if (body.type === 'connected' && 'last_id' in body) {
      this.failures = 0;
      this.head = body.last_id;
      const renewed = this.epoch !== '' && this.epoch !== body.epoch;
      this.epoch = body.epoch;
      if (renewed) return this.#renew('epoch', body.last_id);
      return this.tell({kind: 'connected', lastId: body.last_id, cursor: Math.min(this.cursor, body.last_id), epoch: body.epoch});
    }
    if (body.id <= this.cursor) return; // a double; every event goes out once
    this.cursor = body.id;
    this.tell({kind: 'event', event: body});
  }

  /** Another store answers. It would send all it keeps; the page reads what it needs and follows from here. */
  #renew(why, lastId) {
    this.tell({kind: 'renewed', why, lastId, epoch: this.epoch});
    this.open(lastId, this.epoch);
  }

  /** Somebody looks or the network is back: no reason to wait out the pause. */
  hurry() {
    if (!this.again) return;
    clearTimeout(this.again);
    this.again = null;
    this.#connect(this.run);
  }
}
