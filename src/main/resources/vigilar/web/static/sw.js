// Shows each push as a notification, always: a browser takes the right away from who does not. The picture comes after.
// A click opens the event.
self.addEventListener('install', () => self.skipWaiting());
self.addEventListener('activate', event => event.waitUntil(self.clients.claim()));

const plain = {title: 'Vigilar', body: 'Something happened at home. Open to see it.'};

function read(data) {
  try {
    const letter = data.json();
    return letter && typeof letter === 'object' ? {...plain, ...letter} : plain;
  } catch {
    return plain; // not ours, or cut short: it is still a reason to look
  }
}

self.addEventListener('push', event => event.waitUntil(tell(event.data ? read(event.data) : plain)));

async function tell(letter) {
  const id = Number.isSafeInteger(letter.id) && letter.id > 0 ? letter.id : null;
  const path = id ? `/events/${id}` : '/';
  const title = String(letter.title), tag = String(letter.tag ?? 'vigilar');
  const options = {
    body: String(letter.body) + late(Number(letter.at)),
    tag,
    timestamp: Number(letter.at) || Date.now(),
    icon: '/static/icon-192.png',
    badge: '/static/icon-192.png',
    requireInteraction: letter.severity === 'CRITICAL',
    renotify: false, // a repeat replaces the earlier one in silence
    data: {path},
  };
  await self.registration.showNotification(title, options); // first of all: an alarm waits for no picture
  if (!letter.picture || letter.picture !== path + '/snapshot' || !('image' in Notification.prototype)) return;
  if (!await pictureIsThere(letter.picture)) return;
  const shown = await self.registration.getNotifications({tag});
  if (shown.length) await self.registration.showNotification(title, {...options, image: letter.picture, silent: true});
}

// 20 s, every 2 s: by then the house has asked the cameras three times, and a phone gives a worker half a minute.
const PATIENCE = 20_000, PAUSE = 2_000;

/** Whether the house shows the picture to this browser, which is to say: to whoever is signed in here. */
async function pictureIsThere(path) {
  const end = Date.now() + PATIENCE;
  do {
    try {
      const answer = await fetch(path, {credentials: 'same-origin', redirect: 'error', signal: AbortSignal.timeout(end - Date.now())});
      if (answer.ok) return (answer.headers.get('Content-Type') ?? '').startsWith('image/');
      if (answer.status !== 404) return false; // not for who is signed out: nothing will change that
    } catch {
      return false; // the house is out of reach from here: the words must do
    }
    await new Promise(done => setTimeout(done, PAUSE));
  } while (Date.now() < end);
  return false;
}

const MINUTE = 60_000, HOUR = 60 * MINUTE, DAY = 24 * HOUR;

/** A push may lie at its service for days, so what is older than a minute says when it was. */
function late(at) {
  const age = Date.now() - at;
  if (!at || age < MINUTE) return '';
  const ago = age < HOUR ? `${Math.floor(age / MINUTE)} min` : age < DAY ? `${Math.floor(age / HOUR)} h` : `${Math.floor(age / DAY)} d`;
  const clock = new Date(at).toLocaleString([], {weekday: age < DAY ? undefined : 'short', hour: '2-digit', minute: '2-digit'});
  return ` (${clock}, ${ago} ago)`;
}

self.addEventListener('notificationclick', event => {
  event.notification.close();
  event.waitUntil(open(event.notification.data?.path ?? '/'));
});

async function open(path) {
  const windows = await self.clients.matchAll({type: 'window', includeUncontrolled: true});
  for (const each of windows) {
    const there = await each.navigate(path).catch(() => null); // one that this worker does not control cannot be led
    if (there) return there.focus().catch(() => there);
  }
  return self.clients.openWindow(path);
}

// The browser gave the subscription up. Only the page can renew it, so its owner must know.
self.addEventListener('pushsubscriptionchange', event => event.waitUntil(self.registration.showNotification('Vigilar', {
  body: 'This device is not notified any more. Open Notifications and add it again.',
  tag: 'vigilar-lost',
  data: {path: '/notifications'},
})));
