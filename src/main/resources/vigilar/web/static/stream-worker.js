// All tabs of a browser share this worker and its one stream. A tab that joins never moves the stream of the others.
import {getJson} from './dom.js';
import {Stream} from './stream.js';

const KEPT = 2_000; // recent events for a tab that joins a stream under way
const PAGE = 500;   // what the API gives at once to a tab that is further behind
const ports = new Set();
let recent = [], floor = null, hello = null, lost = false;

const stream = new Stream(fact => {
  switch (fact.kind) {
    case 'event':
      recent.push(fact.event);
      if (recent.length > KEPT) floor = recent.shift().id;
      break;
    case 'connected': hello = fact; lost = false; break;
    case 'renewed': recent = []; floor = fact.lastId; hello = null; break;
    case 'gap': recent = []; floor = fact.resumesAfter; break;
    case 'lost': lost = true; break;
  }
  for (const port of ports) port.postMessage(fact);
});

async function join(port, {after, epoch}) {
  if (floor === null) {
    ports.add(port);
    floor = after;
    return stream.open(after, epoch);
  }
  if (epoch !== stream.epoch && hello) {
    ports.add(port);
    port.postMessage({kind: 'renewed', why: 'epoch', lastId: stream.cursor, epoch: stream.epoch});
  } else {
    let cursor = after;
    while (cursor < floor && hello) { // older than what is kept here: it catches up by itself, the others go on undisturbed
      const {events, more} = await getJson('/api/events?' + new URLSearchParams({after: cursor, limit: PAGE})).catch(() => ({events: []}));
      for (const event of events) port.postMessage({kind: 'event', event});
      cursor = events.at(-1)?.id ?? floor;
      if (!more) break;
    }
    if (gone.delete(port)) return;
    ports.add(port);
    for (const event of recent) if (event.id > cursor) port.postMessage({kind: 'event', event});
  }
  if (!hello) return; // the others wait for it too
  port.postMessage({...hello, cursor: Math.max(after, stream.cursor), lastId: Math.max(after, stream.cursor)});
  if (lost) port.postMessage({kind: 'lost'});
}

const gone = new Set();
function leave(port) {
  if (!ports.delete(port)) gone.add(port);
  if (ports.size) return;
  stream.close();
  hello = null;
  floor = null;
  recent = [];
}

self.onconnect = ({ports: [port]}) => {
  port.onmessage = ({data}) => {
    switch (data.kind) {
      case 'join': gone.delete(port); return join(port, data);
      case 'hurry': return stream.hurry();
      default: return leave(port);
    }
  };
};
