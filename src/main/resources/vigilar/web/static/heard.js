// What I hear: times in the browser's words, and every few seconds what is new, unless somebody is writing.
import {localise, near, full} from './times.js';

const LOOK = 5_000; // ms; the page itself is up to half a minute behind
const PARTS = ['producers', 'devices', 'topics', 'refusals'];

function times(root) {
  localise(root);
  for (const time of root.querySelectorAll('time[data-clock=near]')) {
    const ts = Date.parse(time.dateTime);
    time.textContent = Date.now() - ts > 86_400_000 ? new Date(ts).toLocaleDateString() : near(ts, Date.now());
    time.title = full(ts);
  }
}

/** Nothing may move under a hand that writes or reads on. */
const isBusy = part => part.contains(document.activeElement) || Boolean(part.querySelector('details[open]'));

async function look() {
  if (document.hidden) return;
  const answer = await fetch(location.href, {cache: 'no-store'});
  if (answer.redirected) return location.assign(answer.url); // signed out
  if (!answer.ok) throw new Error('status ' + answer.status);
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  for (const id of PARTS) {
    const here = document.getElementById(id), there = page.getElementById(id);
    if (!here || !there || isBusy(here)) continue;
    const fresh = document.adoptNode(there);
    times(fresh);
    if (fresh.innerHTML !== here.innerHTML) here.replaceChildren(...fresh.childNodes);
  }
}

times(document);
setInterval(() => look().then(() => late(false), failure => { console.info('heard:', failure.message); late(true); }), LOOK);

/** Silence would look like a quiet house. */
function late(is) {
  const note = document.getElementById('late');
  if (note) note.hidden = !is;
}
