// Shows each push as a notification, always: a browser takes the right away from who does not. A click opens the event.
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

self.addEventListener('push', event => {
  const letter = event.data ? read(event.data) : plain;
  const id = Number.isSafeInteger(letter.id) && letter.id > 0 ? letter.id : null;
  event.waitUntil(self.registration.showNotification(String(letter.title), {
    body: String(letter.body),
    tag: String(letter.tag ?? 'vigilar'),
    timestamp: Number(letter.at) || Date.now(),
    icon: '/static/icon-192.png',
    badge: '/static/icon-192.png',
    image: letter.picture && id ? `/events/${id}/snapshot` : undefined,
    requireInteraction: letter.severity === 'CRITICAL',
    renotify: false, // a repeat replaces the earlier one in silence
    data: {path: id ? `/events/${id}` : '/'},
  }));
});

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
