// The one who shows alerts: every page of the product hands each alert over, and this worker shows it once, however many
// tabs and windows there are. It fetches nothing and keeps nothing but the ids that it has seen.
//
// From a page, with a port for the answer:
//   { do: "raise", id, tag, seq, round, title, body, icon, url, sticky, silent, may, front }
//     → "raised" | "known" | "quiet" | "failed"; without permission (may is false) → "fresh" | "known" | "quiet"
//   { do: "withdraw", id, tag, seq, round }   close it and never show it any more
//   { do: "keep", ids }                       close every alert that is not among these
//   { do: "leave" }                           the agent signs out: close everything
// To a page: { ask: "front", front } with a port for true or false; { clicked: id }.

// How long an id is remembered, and how many at most: alerts are repeated for minutes, not for days.
const REMEMBER = 24 * 60 * 60 * 1000;
const AT_MOST = 1000;
// A page that is in front answers at once; one that does not is not.
const ANSWER_WITHIN = 250;
// What another page has just raised may be newer than the list that this page was sent.
const TOO_NEW = 3000;

const memory = new Map();
// The newest alert of each conversation that was handed over: after a sleep many may come at once, and only the last
// of each counts.
const newest = new Map();

self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(self.clients.claim()));

self.addEventListener("message", (event) => {
  const { data, ports } = event;
  const answer = (word) => ports[0]?.postMessage(word);
  if (data.do === "raise") {
    note(data);
    event.waitUntil(alone(data.tag, () => raise(data)).then(answer, () => answer("failed")));
  } else if (data.do === "withdraw") {
    event.waitUntil(alone(data.tag, () => withdraw(data)));
  } else if (data.do === "keep") {
    event.waitUntil(keep(new Set(data.ids)));
  } else if (data.do === "leave") {
    event.waitUntil(leave());
  }
});

// Always a new tab, also when no page of the product is left; whether the conversation may be seen is checked there.
self.addEventListener("notificationclick", (event) => {
  const { id, url } = event.notification.data;
  event.notification.close();
  event.waitUntil(Promise.all([self.clients.openWindow(url), tell({ clicked: id })]));
});

const alone = (tag, act) => navigator.locks.request(`baton.alert.${tag}`, act);

const isNewer = (one, other) => one.seq > other.seq || (one.seq === other.seq && one.round > other.round);

function note(alert) {
  const before = newest.get(alert.tag);
  if (!before || isNewer(alert, before)) newest.set(alert.tag, { seq: alert.seq, round: alert.round });
}

async function raise(alert) {
  if (isNewer(newest.get(alert.tag) ?? alert, alert) || !(await remember(alert.id))) return "known";
  if (await isInFront(alert.front)) {
    await close(alert);
    return "quiet";
  }
  if (!alert.may) return "fresh";
  try {
    await self.registration.showNotification(alert.title, {
      body: alert.body,
      icon: alert.icon,
      tag: alert.tag,
      renotify: true,
      requireInteraction: alert.sticky,
      silent: alert.silent,
      data: { id: alert.id, url: alert.url, seq: alert.seq, round: alert.round, raisedAt: Date.now() },
    });
    return "raised";
  } catch {
    await forget(alert.id);
    return "failed";
  }
}

async function withdraw(alert) {
  await remember(alert.id);
  await close(alert);
}

// Closes what stands for the conversation, unless it is newer than this alert.
async function close(alert) {
  const shown = await self.registration.getNotifications({ tag: alert.tag });
  for (const one of shown) if (!isNewer(one.data, alert)) one.close();
}

async function keep(ids) {
  const now = Date.now();
  for (const one of await self.registration.getNotifications()) {
    const { id, raisedAt } = one.data ?? {};
    const isTest = String(id).startsWith("test.");
    if (!isTest && !ids.has(id) && now - raisedAt > TOO_NEW) one.close();
  }
}

async function leave() {
  for (const one of await self.registration.getNotifications()) one.close();
}

const pages = () => self.clients.matchAll({ type: "window", includeUncontrolled: true });

async function tell(message) {
  for (const page of await pages()) page.postMessage(message);
}

// Whether a focused, visible page already shows what the alert is about: only the page itself knows.
async function isInFront(front) {
  if (!front) return false;
  const asked = (await pages()).filter((page) => page.visibilityState === "visible");
  const answers = asked.map(
    (page) =>
      new Promise((answer) => {
        const { port1, port2 } = new MessageChannel();
        port1.onmessage = (event) => answer(event.data === true);
        setTimeout(() => answer(false), ANSWER_WITHIN);
        page.postMessage({ ask: "front", front }, [port2]);
      }),
  );
  return (await Promise.all(answers)).includes(true);
}

// Writes an id down. False if it was there: the database lets one of any number of hands through.
async function remember(id) {
  if (memory.has(id)) return false;
  memory.set(id, Date.now());
  let isNew = true;
  try {
    const book = await open();
    isNew = await new Promise((done, failed) => {
      const deal = book.transaction("seen", "readwrite");
      const seen = deal.objectStore("seen");
      let fresh = true;
      seen.add({ id, at: Date.now() }).onerror = (event) => {
        fresh = false;
        event.preventDefault();
      };
      clear(seen);
      deal.oncomplete = () => done(fresh);
      deal.onabort = () => failed(deal.error);
    });
  } catch {
    // A browser that refuses storage remembers as long as the worker lives.
  }
  for (const old of memory.keys()) if (memory.size > AT_MOST) memory.delete(old);
  return isNew;
}

async function forget(id) {
  memory.delete(id);
  try {
    const book = await open();
    book.transaction("seen", "readwrite").objectStore("seen").delete(id);
  } catch {
    // Nothing was written down.
  }
}

// Old ids go, and of the others the oldest, when there are too many.
function clear(seen) {
  const byAge = seen.index("at");
  const remove = (range, left) => {
    byAge.openCursor(range).onsuccess = (event) => {
      const cursor = event.target.result;
      if (!cursor || left <= 0) return;
      cursor.delete();
      left -= 1;
      cursor.continue();
    };
  };
  remove(IDBKeyRange.upperBound(Date.now() - REMEMBER), Infinity);
  seen.count().onsuccess = (event) => remove(null, event.target.result - AT_MOST);
}

let opened;

function open() {
  opened ??= new Promise((done, failed) => {
    const request = indexedDB.open("baton.alerts", 1);
    request.onupgradeneeded = () => request.result.createObjectStore("seen", { keyPath: "id" }).createIndex("at", "at");
    request.onsuccess = () => done(request.result);
    request.onerror = () => failed(request.error);
  });
  opened.catch(() => (opened = undefined));
  return opened;
}
