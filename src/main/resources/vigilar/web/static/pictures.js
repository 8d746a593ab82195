// What the cameras saw: thumbnails of rows, and a detail whose pictures are still to come. A picture is not an event,
// so no stream tells of it: the page asks for those that it shows, for as long as one usually takes to come.
import {getJson, getPage, make} from './dom.js';
import {sentence} from './words.js';

const AGAIN = 5_000;         // Frigate writes a clip within seconds of its end
const USUAL = 15 * 60_000;   // who waits longer sees it at the next visit
const NOTED = 60_000;        // what is owed is noted within a second of the event; a busy house may take longer
const MOST = 100;            // ids in one question, as the server has it
const known = new Map();     // id → there is a snapshot; missing: not answered yet
const shown = new Map();     // id → the place for it and its event
let asked = null;

/** A place for the event's picture, filled now or when it comes; null if no camera told of it. */
export function thumbnail(event) {
  if (!event.payload?.review_id) return null;
  const place = make('span', {class: 'thumb-place'});
  if (known.get(event.id)) place.append(image(event));
  else if (!known.has(event.id)) { shown.set(event.id, {place, event}); soon(200); }
  return place;
}
const image = event => make('img', {class: 'thumb', src: '/events/' + event.id + '/snapshot', alt: 'Picture: ' + sentence(event), loading: 'lazy', width: 48, height: 32});
function soon(pause) { asked ??= setTimeout(() => { asked = null; ask(); }, pause); }

async function ask() {
  for (const [id, {place}] of shown) if (!place.isConnected) shown.delete(id); // asked for again when it is drawn again
  const ids = [...shown.keys()].slice(0, MOST);
  if (!ids.length) return;
  if (document.hidden) return soon(AGAIN);
  const answer = await getJson('/api/pictures?events=' + ids.join(',')).catch(() => null);
  for (const id of answer ? ids : []) {
    const {place, event} = shown.get(id) ?? {};
    if (!place) continue;
    const state = answer[id]?.snapshot?.state, age = Date.now() - event.ts;
    if (state === 'ready') place.replaceChildren(image(event));
    else if (age < (state === 'waiting' ? USUAL : state ? 0 : NOTED)) continue;
    known.set(id, state === 'ready');
    shown.delete(id);
  }
  if (shown.size) soon(answer && shown.size > MOST ? 200 : AGAIN);
}

/** Looks again for the pictures of a detail until none is to come any more, or nobody looks. */
export function follow(detail, until = Date.now() + USUAL) {
  const section = detail?.querySelector('#pictures[data-waiting=true]');
  if (!section) return;
  setTimeout(async () => {
    if (!section.isConnected || Date.now() > until) return;
    const fresh = document.hidden ? null : (await getPage('/events/' + detail.dataset.eventId)).page?.getElementById('pictures');
    if (fresh && fresh.childElementCount && fresh.innerHTML !== section.innerHTML)
      section.replaceChildren(...document.adoptNode(fresh).childNodes);
    if (fresh) section.dataset.waiting = fresh.dataset.waiting;
    follow(detail, until);
  }, AGAIN);
}
