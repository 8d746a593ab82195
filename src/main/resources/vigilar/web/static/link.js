// A tab's way to the stream: through the shared worker, or, where there is none, a stream of its own while it is visible.
import {Stream} from './stream.js';

export function link(cursorOf, tell) {
  if (!('SharedWorker' in window)) return alone(cursorOf, tell);
  const worker = new SharedWorker('/static/stream-worker.js', {type: 'module', name: 'vigilar'});
  const {port} = worker;
  let heard = false;
  port.onmessage = ({data}) => { heard = true; tell(data); };
  worker.onerror = () => { if (!heard) { port.onmessage = null; alone(cursorOf, tell); } }; // no module workers here
  port.start();
  const join = () => port.postMessage({kind: 'join', ...cursorOf()});
  join();
  addEventListener('pagehide', () => port.postMessage({kind: 'leave'}));
  addEventListener('pageshow', event => event.persisted && join());
  const hurry = () => document.hidden || port.postMessage({kind: 'hurry'});
  addEventListener('online', hurry);
  document.addEventListener('visibilitychange', hurry);
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
