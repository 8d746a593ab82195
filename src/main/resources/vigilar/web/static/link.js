// A tab's way to the stream: through the shared worker, or, where there is none, a stream of its own while it is visible.
import {Stream} from './stream.js';

export function link(cursorOf, tell) {
  if ('SharedWorker' in window) {
    const port = new SharedWorker('/static/stream-worker.js', {type: 'module', name: 'vigilar'}).port;
    port.onmessage = ({data}) => tell(data);
    port.start();
    const join = () => port.postMessage({kind: 'join', ...cursorOf()});
    join();
    addEventListener('pagehide', () => port.postMessage({kind: 'leave'}));
    addEventListener('pageshow', event => event.persisted && join());
    return;
  }
  const stream = new Stream(tell);
  const look = () => {
    if (document.hidden) return stream.close();
    const {after, epoch} = cursorOf();
    stream.open(after, epoch);
  };
  document.addEventListener('visibilitychange', look);
  look();
}
