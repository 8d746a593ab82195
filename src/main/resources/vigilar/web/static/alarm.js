// The alarm panel: counts down, and shows what has changed within a second.
const LOOK = 1_000; // ms
const PATIENCE = 4_000; // ms: a silent house must not look like a quiet one
const PARTS = ['panel', 'sirens', 'ready', 'zones'];

let end = 0; // when the delay or the siren ends, by performance.now()

function begin() {
  const left = Number(document.getElementById('panel').dataset.left);
  end = left > 0 ? performance.now() + left : 0;
  tick();
}

function tick() {
  const place = document.getElementById('countdown');
  if (!place) return;
  const left = Math.ceil((end - performance.now()) / 1000);
  const text = end && left > 0 ? (left > 90 ? `${Math.floor(left / 60)} min ${left % 60} s` : `${left} s`) : '';
  if (place.textContent !== text) place.textContent = text;
}

// What the countdown says is no change of the page.
const still = part => part.innerHTML.replace(/(id="countdown"[^>]*>).*?</, '$1<');
const stamp = panel => `${panel.dataset.state} ${panel.dataset.since} ${panel.dataset.leftTo}`;

async function look() {
  if (document.hidden) return;
  const answer = await fetch('/alarm', {cache: 'no-store', signal: AbortSignal.timeout(PATIENCE)});
  if (answer.redirected) return location.assign(answer.url); // signed out
  if (!answer.ok) throw new Error('status ' + answer.status);
  const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
  page.querySelector('#keypad .keys')?.removeAttribute('hidden'); // as they are here
  const {left} = page.getElementById('panel').dataset;
  const changed = stamp(page.getElementById('panel')) !== stamp(document.getElementById('panel'));
  for (const id of PARTS) {
    const here = document.getElementById(id), there = page.getElementById(id);
    const same = still(here) === still(there) && here.hidden === there.hidden;
    if (same && !changed) continue;
    if (!changed && here.contains(document.activeElement)) continue; // nothing may move under a hand
    const typed = here.querySelector('[name=pin]'), typing = typed === document.activeElement;
    here.replaceWith(document.adoptNode(there));
    const field = there.querySelector('[name=pin]');
    if (typed && field) { // whoever types a PIN goes on where they were
      field.value = typed.value;
      if (typing) field.focus();
    }
  }
  document.getElementById('panel').dataset.left = left;
  begin();
  document.title = page.title;
  keys();
}

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
setTimeout(again, LOOK);

/** One after the other: a slow answer must not put an older page over a newer one. */
async function again() {
  try {
    await look();
    late(false);
  } catch (failure) {
    console.info('alarm:', failure.message);
    late(true);
  }
  setTimeout(again, LOOK);
}

/** Silence would look like a quiet house. */
function late(is) {
  document.getElementById('late').hidden = !is;
}
