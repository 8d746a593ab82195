// All tabs of a browser share this worker and its one stream.
import {Stream} from './stream.js';

const KEPT = 2_000; // recent events for a tab that joins a stream under way
const ports = new Map();
let recent = [], floor = null, hello = null, lost = false;

const stream = new Stream(fact => {
  if (fact.kind === 'event') {
    recent.push(fact.event);
    if (recent.length > KEPT) floor = recent.shift().id;
  } else if (fact.kind === 'connected') {
    hello = fact;
    lost = false;
  } else if (fact.kind === 'gap') {
    recent = [];
    floor = fact.resumesAfter;
  } else if (fact.kind === 'lost') {
    lost = true;
  }
  for (const port of ports.keys()) port.postMessage(fact);
});

function join(port, {after, epoch}) {
  ports.set(port, true);
  const covered = hello && floor !== null && after >= floor && (after <= stream.cursor) && epoch === stream.epoch;
  if (!covered) {
    recent = [];
    floor = after;
    hello = null;
    stream.open(after, epoch);
    return;
  }
  port.postMessage({...hello, cursor: after, lastId: stream.cursor});
  for (const event of recent) if (event.id > after) port.postMessage({kind: 'event', event});
  port.postMessage({kind: lost ? 'lost' : 'beat'});
}

self.onconnect = ({ports: [port]}) => {
  port.onmessage = ({data}) => {
    if (data.kind === 'join') return join(port, data);
    ports.delete(port);
    if (!ports.size) {
      stream.close();
      hello = null;
    }
  };
};
