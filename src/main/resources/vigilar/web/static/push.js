// The page of notifications: whether this browser can be notified, why not and what to do, and the way to subscribe.
import {$} from './dom.js';
import {say} from './words.js';

const state = $('push-state'), form = $('push-form');
const apple = /iPhone|iPad|iPod/.test(navigator.userAgent) || (navigator.platform === 'MacIntel' && navigator.maxTouchPoints > 1);

/** The words for why not, or null. */
function obstacle() {
  if (!window.isSecureContext) return 'push.insecure';
  if (apple && !navigator.standalone) return 'push.notInstalled';
  if (!('serviceWorker' in navigator) || !('PushManager' in window) || !('Notification' in window)) return 'push.unable';
  return Notification.permission === 'denied' ? 'push.blocked' : null;
}

const bytes = text => Uint8Array.from(atob(text.replaceAll('-', '+').replaceAll('_', '/')), each => each.charCodeAt(0));
const text = buffer => btoa(String.fromCharCode(...new Uint8Array(buffer))).replaceAll('+', '-').replaceAll('/', '_').replace(/=+$/, '');
const mark = async endpoint =>
  [...new Uint8Array(await crypto.subtle.digest('SHA-256', new TextEncoder().encode(endpoint)))].slice(0, 8)
    .map(each => each.toString(16).padStart(2, '0')).join('');

async function subscribe(registration) {
  const key = bytes($('this-device').dataset.key);
  const known = await registration.pushManager.getSubscription();
  // made for another key: of a house whose data folder was not restored with its secrets
  if (known && text(known.options.applicationServerKey) !== $('this-device').dataset.key) await known.unsubscribe();
  return registration.pushManager.subscribe({userVisibleOnly: true, applicationServerKey: key});
}

async function begin() {
  const why = obstacle();
  if (why) { state.textContent = say(why); return; }
  let registration;
  try {
    registration = await navigator.serviceWorker.register('/sw.js');
  } catch (failure) {
    // who went on past the warning of a certificate sees pages, but no worker is let in
    state.textContent = say(location.protocol === 'https:' ? 'push.untrusted' : 'push.failed', {why: failure.message});
    return;
  }
  const known = await registration.pushManager.getSubscription();
  const here = known && document.querySelector(`#devices [data-mark="${await mark(known.endpoint)}"]`);
  if (here) here.querySelector('.here').hidden = false;
  state.textContent = say(here ? 'push.on' : 'push.off');
  form.hidden = Boolean(here);
  form.onsubmit = async event => {
    event.preventDefault();
    try {
      const allowed = await Notification.requestPermission();
      if (allowed !== 'granted') { state.textContent = say(allowed === 'denied' ? 'push.blocked' : 'push.notAsked'); return; }
      const made = await subscribe(registration);
      form.elements.endpoint.value = made.endpoint;
      form.elements.p256dh.value = text(made.getKey('p256dh'));
      form.elements.auth.value = text(made.getKey('auth'));
      form.submit();
    } catch (failure) {
      state.textContent = say('push.failed', {why: failure.message});
    }
  };
}

begin().catch(failure => { state.textContent = say('push.failed', {why: failure.message}); });
