// The alarm panel: counts down, and shows what has changed within a second.
const LOOK = 1_000; // ms
const PATIENCE = 4_000; // ms: a silent house must not look like a quiet one
const OLD = 6_000; // ms, more than LOOK and PATIENCE: what is older was shown before a phone slept, or the house is gone
const PARTS = ['sirens', 'ready', 'zones'];
const URGENT = ['PENDING', 'TRIGGERED'];

const panel = document.getElementById('panel'); // it stays: who reads the page aloud listens to this one
let end = 0; // when the delay or the siren ends, by performance.now()
let answered = Date.now(); // performance.now() may sleep with the phone
let turn = 0, timer = 0; // whose answer counts, and when the next look is

function begin() {
  const left = Number(panel.dataset.left);
  end = left > 0 ? performance.now() + left : 0;
  tick();
}

function tick() {
  if (!document.hidden && isOld()) doubt();
  const place = document.getElementById('countdown');
  if (!place) return;
  const left = Math.ceil((end - performance.now()) / 1000);
  const text = end && left > 0 ? (left > 90 ? `${Math.floor(left / 60)} min ${left % 60} s` : `${left} s`) : '';
  if (place.textContent !== text) place.textContent = text;
}

const isOld = () => Math.abs(Date.now() - answered) > OLD;

/** How the house stood hours ago must not look like how it stands: until it answers, it is not known. */
function doubt() {
  const state = panel.querySelector('h2');
  if (panel.hasAttribute('aria-busy')) return;
  panel.setAttribute('aria-busy', 'true');
  state.textContent = `Looking… (was: ${state.textContent})`;
  end = 0;
}

// Seconds that run are no change of the page.
const still = html => html.replace(/(aria-live="off">).*?</g, '$1<');
const stamp = ({dataset}) => `${dataset.state} ${dataset.since} ${dataset.leftTo}`;

async function look(isNewest) {
  const answer = await fetch('/alarm', {cache: 'no-store', signal: AbortSignal.timeout(PATIENCE)});
  if (answer.redirected) return location.assign(answer.url); // signed out
  if (!answer.ok) throw new Error('status ' + answer.status);
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  if (!isNewest()) return;
  answered = Date.now();
  page.querySelector('#keypad .keys')?.removeAttribute('hidden'); // as they are here
  const there = page.getElementById('panel');
  const changed = stamp(there) !== stamp(panel);
  const urgent = cry(there);
  panel.removeAttribute('aria-busy');
  Object.assign(panel.dataset, there.dataset);
  const locked = there.querySelector('#lock')?.textContent;
  renew(there);
  if (locked) panel.querySelector('#lock').textContent = locked;
  if (urgent !== said) document.getElementById('cry').textContent = said = urgent;
  for (const id of PARTS) renewPart(document.getElementById(id), page.getElementById(id), changed);
  begin();
  document.title = page.title;
  keys();
}

/** Only what has other words is put anew: nothing is read aloud twice, nor moves under a hand. */
function renew(there) {
  const old = [...panel.children];
  const same = (here, fresh) => // whoever types a PIN goes on where they were
    here.id === 'keypad' && fresh.id === 'keypad' || still(here.outerHTML) === still(fresh.outerHTML);
  for (const fresh of [...there.children]) {
    const at = old.findIndex(here => same(here, fresh));
    if (at >= 0) old.splice(0, at + 1).slice(0, at).forEach(here => here.remove());
    else panel.insertBefore(fresh, old[0] ?? null);
  }
  old.forEach(here => here.remove());
}

function renewPart(here, there, changed) {
  if (still(here.innerHTML) === still(there.innerHTML) && here.hidden === there.hidden) return;
  if (!changed && here.contains(document.activeElement)) return;
  here.replaceWith(document.adoptNode(there));
}

/** What must be heard at once, whatever else is being read; empty: nothing. */
function cry({dataset, children}) {
  if (!URGENT.includes(dataset.state)) return '';
  const lines = [...children].filter(it => it.matches('h2, .why') && !it.querySelector('#countdown'));
  return lines.map(it => it.textContent.trim()).join(': ');
}
let said = cry(panel); // who opens the page reads it there

/** The keys help a thumb; who has a keyboard types into the field. */
function keys() {
  const place = document.querySelector('#keypad .keys');
  if (place) place.hidden = false;
}

document.addEventListener('click', event => {
  const key = event.target.closest?.('[data-key]')?.dataset.key;
  if (!key) return;
  const field = document.querySelector('#keypad [name=pin]');
  if (key === 'all') field.value = '';
  else if (key === 'last') field.value = field.value.slice(0, -1);
  else if (field.value.length < field.maxLength) field.value += key;
});

begin();
keys();
setInterval(tick, 250);
timer = setTimeout(again, LOOK);
for (const wakes of ['visibilitychange', 'pageshow']) addEventListener(wakes, () => {
  tick();
  if (!document.hidden) again();
});

/** One after the other: a slow answer must not put an older page over a newer one. */
async function again() {
  const mine = ++turn;
  clearTimeout(timer);
  try {
    if (!document.hidden) {
      await look(() => mine === turn);
      if (mine === turn) late(false);
    }
  } catch (failure) {
    console.info('alarm:', failure.message);
    if (mine === turn) late(true);
  }
  if (mine === turn) timer = setTimeout(again, LOOK);
}

/** Silence would look like a quiet house. */
function late(is) {
  document.getElementById('late').hidden = !is;
}
