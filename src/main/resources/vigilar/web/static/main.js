// Brings the page to life: what the server rendered becomes a list that follows the stream.
import {$, getJson} from './dom.js';
import {fromJson, fromRow} from './event.js';
import {Feed} from './feed.js';
import {Filters} from './filters.js';
import {House} from './house.js';
import {keys} from './keys.js';
import {link} from './link.js';
import {Seen} from './seen.js';
import {Sheet} from './sheet.js';
import {Strip} from './strip.js';
import {localise, short, zone} from './times.js';
import {Trouble} from './trouble.js';
import * as truths from './truth.js';
import {admits, isFiltered, query, read} from './view.js';
import {NAMES_CHANGED, lacksNames, renamed, say} from './words.js';

const PAGE = 200;
const body = document.body.dataset;
const rows = [...document.querySelectorAll('#feed [data-event-id]')].map(fromRow);
const cursor = {after: Number(body.lastId), epoch: body.epoch};
let view = read(), truth = truths.start(Date.now()), loading = 0, offlineSince = null, houseAsked = false, fetching = false;

localise(document);
$('zone').textContent = zone;
const sheet = new Sheet($('sheet'));
const house = new House();
const trouble = new Trouble(since => { if (house.blindSince !== since) { house.blindSince = since; house.draw(); } });
const feed = new Feed($('feed'), {onOlder: older, onOpen: (id, row) => { sheet.open(id, row); seen.mark(feed.eventsOf(row)); }});
const seen = new Seen(() => feed.marks());
seen.newest = cursor.after;
feed.isUnseen = event => seen.wants(event);
const filters = new Filters(changed);
const strip = new Strip($('strip'), (from, to) => filters.go({...read(), from: new Date(from).toISOString(), to: new Date(to).toISOString()}));
keys({feed, sheet, seen, search: $('search'), help: $('keys')});

feed.onWaiting = n => { $('newer').hidden = n === 0; $('newer').textContent = say('feed.newer', {n: n.toLocaleString()}); };
$('newer').onclick = () => { scrollTo(0, 0); feed.showWaiting(); };
$('feed').addEventListener('click', event => {
  const where = event.target.closest('[data-source-link]');
  if (!where || event.metaKey || event.ctrlKey) return;
  event.preventDefault();
  filters.go({...read(), source: where.dataset.sourceLink});
});

let past = pastOf();
feed.reset(rows, nextOf($('more').querySelector('a')));
drawMore();
if (!isFiltered(view) && !past && rows.length) house.last = rows.reduce((a, b) => a.id > b.id ? a : b);
const refresh = () => Promise.all([house.load(), strip.load()]).catch(failure => console.info('overview:', failure.message));
refresh();
link(() => cursor, heard);
setInterval(() => judge({kind: 'tick'}), 1_000);
setInterval(() => house.draw(), 15_000);
if (lacksNames()) callThemAnew();
setInterval(() => strip.draw(), 60_000);

function heard(fact) {
  switch (fact.kind) {
    case 'event': return take(fact.event);
    case 'denied': return location.assign('/sign-in?then=' + encodeURIComponent(location.pathname + location.search)); // signed out elsewhere
    case 'connected':
      cursor.epoch = fact.epoch;
      return judge({...fact, cursor: Math.max(cursor.after, fact.cursor)});
    case 'renewed':
      cursor.after = fact.lastId;
      cursor.epoch = fact.epoch;
      house.forget();
      seen.newest = fact.lastId;
      seen.load();
      refresh();
      changed(view).then(() => feed.addGap({...fact, text: say('feed.renewed', {time: short(Date.now()), why: say('reasons.' + fact.why)})}));
      return;
    case 'gap':
      feed.addGap({...fact, text: say('feed.gapKnown', {why: say('reasons.' + fact.why) || fact.why})});
      if (fact.why === 'pruned') cursor.after = Math.max(cursor.after, fact.resumesAfter); else cursor.after = fact.resumesAfter;
      return;
    default: return judge(fact);
  }
}

function take(json) {
  if (json.id <= cursor.after) return judge({kind: 'beat'});
  cursor.after = json.id;
  const event = fromJson(json);
  judge({kind: 'event', id: json.id});
  house.add(event);
  strip.add(event);
  seen.add(event);
  houseSoon();
  if (event.type === NAMES_CHANGED) callThemAnew();
  if (!past && admits(view, event)) { feed.add(event); drawEmpty([event]); }
}
function callThemAnew() { renamed().then(() => { feed.renamed(); house.draw(); }); }
function houseSoon() {
  if (houseAsked) return;
  houseAsked = true;
  setTimeout(() => { houseAsked = false; house.draw(); }, 50);
}

function judge(fact) {
  const before = truth.state;
  truth = truths.on(truth, fact, Date.now());
  const badge = $('truth');
  const state = truth.state === 'connecting' ? 'catching-up' : truth.state;
  offlineSince = state === 'offline' ? offlineSince ?? truth.heard : null;
  const text = truth.state === 'connecting' ? say('truth.connecting')
    : state === 'live' ? say('truth.live')
    : state === 'catching-up' ? say('truth.catchingUp', {n: truths.behind(truth).toLocaleString()})
    : say('truth.offline', {time: short(offlineSince)});
  if (badge.dataset.state !== state) badge.dataset.state = state;
  if ($('truth-text').textContent !== text) $('truth-text').textContent = text;
  if (truth.state === before) return;
  house.offlineSince = offlineSince;
  house.draw();
  trouble.offline(offlineSince);
  if (state === 'live' && before === 'offline') { trouble.look(); refresh(); }
}

async function changed(next) {
  view = next;
  past = pastOf();
  const mine = ++loading;
  feed.root.setAttribute('aria-busy', 'true');
  try {
    const {events, next} = await getJson('/api/events?' + query({...view, ...past, limit: PAGE}));
    if (mine !== loading) return;
    feed.reset(events.map(fromJson), next);
    scrollTo(0, 0);
    drawMore();
  } catch (failure) {
    if (mine === loading) $('more').textContent = say('feed.loadFailed');
  } finally {
    if (mine === loading) feed.root.setAttribute('aria-busy', 'false');
    if (mine === loading) loading = mine;
  }
}

async function older() {
  if (fetching || !feed.more) return;
  fetching = true;
  const mine = loading;
  if ($('more').textContent !== say('feed.searching')) $('more').textContent = say('feed.loading');
  let page = null;
  try {
    page = await getJson('/api/events?' + query({...view, before: feed.next, limit: PAGE}));
  } catch {
    $('more').textContent = say('feed.loadFailed');
    await new Promise(done => setTimeout(done, 2_000)); // no hammering while the server is away
  }
  fetching = false;
  if (mine !== loading) return feed.look(); // other filters since then
  if (!page) return;
  // a search for words may come back with nothing, and goes on from there
  drawMore(!page.events.length && page.next !== null);
  feed.addOlder(page.events.map(fromJson), page.next);
  if (!feed.more) drawMore();
}

/** An address with `before` is a look at the past: it stays where it is and says how to come back. */
function pastOf() {
  const before = new URLSearchParams(location.search).get('before');
  return before ? {before} : null;
}

/** Where the page that the server made says that the next one begins. */
function nextOf(link) { return link ? Number(new URL(link.href).searchParams.get('before')) : null; }

function drawMore(searching = false) {
  $('more').textContent = searching ? say('feed.searching') : feed.more || !feed.events.length ? '' : say('feed.end');
  $('past').hidden = !past;
  drawEmpty(feed.events);
}
/** What Vigilar says of itself is not yet a house that speaks. */
function ourOwn(event) { return event.type.startsWith('SYSTEM_'); }
function drawEmpty(events) {
  const filtered = isFiltered(view);
  $('nothing').hidden = Boolean(events.length) || feed.more || !filtered;
  $('empty').hidden = filtered || Boolean(past) || feed.more || !events.every(ourOwn) || !feed.events.every(ourOwn);
}
