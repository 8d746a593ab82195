// All tabs of a browser share this worker and its one stream. A tab that joins never moves the stream of the others.
import {getJson} from './dom.js';
import {Stream} from './stream.js';

const KEPT = 2_000; // recent events for a tab that joins a stream under way
const PAGE = 500;   // what the API gives at once to a tab that is further behind
const EXPIRES = 150_000; // ms: tabs speak every 5 s, hidden ones once a minute; one that says nothing for longer has crashed
const ports = new Map(); // port -> when it spoke last
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
  for (const port of ports.keys()) port.postMessage(fact);
});

const joining = new Set(), gone = new Set();

async function join(port, {after, epoch}) {
  const keep = () => ports.set(port, Date.now());
  if (floor === null) {
    keep();
    floor = after;
    return stream.open(after, epoch);
  }
  if (epoch !== stream.epoch && hello) {
    keep();
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
    keep();
    for (const event of recent) if (event.id > cursor) port.postMessage({kind: 'event', event});
  }
  if (!hello) return; // the others wait for it too
  port.postMessage({...hello, cursor: Math.max(after, stream.cursor), lastId: Math.max(after, stream.cursor)});
  if (lost) port.postMessage({kind: 'lost'});
}
async function joinOnce(port, data) {
  if (joining.has(port)) return;
  joining.add(port);
  try { await join(port, data); } finally { joining.delete(port); }
}

function leave(port) {
  if (!ports.delete(port) && joining.has(port)) gone.add(port);
  if (ports.size || joining.size) return;
  stream.close();
  hello = null;
  floor = null;
  recent = [];
}

setInterval(() => {
  for (const [port, spoke] of ports) if (Date.now() - spoke > EXPIRES) leave(port);
}, EXPIRES / 5);

self.onconnect = ({ports: [port]}) => {
  port.onmessage = ({data}) => {
    if (ports.has(port)) ports.set(port, Date.now());
    switch (data.kind) {
      case 'join': gone.delete(port); return joinOnce(port, data);
      case 'here': // one that was taken for crashed and was only frozen joins again where it stands
        port.postMessage({kind: 'here'});
        return ports.has(port) ? undefined : joinOnce(port, data);
      case 'hurry': return stream.hurry();
      default: return leave(port);
    }
  };
};

// A fault in here must not leave tabs with a stream that looks alive: each goes on with its own.
const broken = why => { for (const port of ports.keys()) port.postMessage({kind: 'broken', why: String(why)}); };
self.addEventListener('error', event => broken(event.message));
self.addEventListener('unhandledrejection', event => broken(event.reason));
