// A tab's way to the stream: through the shared worker, or, where there is none or it falls silent, a stream of its own
// while the tab is visible.
import {Stream} from './stream.js';

const ASK_EVERY = 5_000;  // ms between "are you there?"
const FIRST_WAIT = 5_000; // a worker that has never answered does not run here
const LONGEST_WAIT = 15_000; // a worker that did answer may be busy with a long catch-up

export function link(cursorOf, tell) {
  if (!('SharedWorker' in window)) return alone(cursorOf, tell);
  let worker;
  try {
    worker = new SharedWorker('/static/stream-worker.js', {type: 'module', name: 'vigilar'});
  } catch {
    return alone(cursorOf, tell); // forbidden here, by a setting of the browser
  }
  const {port} = worker;
  let heard = false, waiting = null, over = false;
  const giveUp = why => {
    if (over) return;
    over = true;
    console.info('shared stream:', why, '- this tab has one of its own now');
    clearInterval(timer);
    port.postMessage({kind: 'leave'});
    port.close();
    alone(cursorOf, tell);
  };
  port.onmessage = ({data}) => {
    if (over) return;
    heard = true;
    waiting = null;
    if (data.kind === 'broken') giveUp(data.why); else if (data.kind !== 'here') tell(data);
  };
  worker.onerror = () => giveUp('does not start'); // no module workers here
  port.start();
  const send = kind => { if (!over) port.postMessage({kind, ...cursorOf()}); };
  /** Says that this tab lives, and expects a word back. A hidden tab's clock is slow: only a visible one judges. */
  const ask = () => {
    if (waiting !== null && !document.hidden && performance.now() - waiting >= (heard ? LONGEST_WAIT : FIRST_WAIT)) return giveUp('silent');
    if (waiting === null || document.hidden) waiting = performance.now();
    send('here');
  };
  const timer = setInterval(ask, ASK_EVERY);
  send('join');
  waiting = performance.now();
  addEventListener('pagehide', () => send('leave'));
  addEventListener('pageshow', event => { if (event.persisted) { waiting = null; send('join'); } });
  addEventListener('online', () => send('hurry'));
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) return;
    waiting = performance.now();
    send('here');
    send('hurry');
  });
}

function alone(cursorOf, tell) {
  const stream = new Stream(tell);
  const look = () => {
    if (document.hidden) return stream.close();
    const {after, epoch} = cursorOf();
    stream.open(after, epoch);
  };
  document.addEventListener('visibilitychange', look);
  addEventListener('online', () => stream.hurry());
  look();
}
