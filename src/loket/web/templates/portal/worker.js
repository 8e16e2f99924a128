// Keeps the look of the site and one page that says that the line is cut; never a page with anybody's data.
const KEPT = {{ kept|safe }};
const NAME = "{{ name }}";
const AWAY = "{{ away }}";

addEventListener("install", (event) => {
  event.waitUntil(
    caches.open(NAME)
      .then((kept) => kept.addAll(KEPT.map((address) => new Request(address, { cache: "reload", credentials: "omit" }))))
      .then(() => skipWaiting()),
  );
});

addEventListener("activate", (event) => {
  event.waitUntil((async () => {
    for (const name of await caches.keys()) if (name !== NAME) await caches.delete(name);
    await clients.claim();
  })());
});

addEventListener("fetch", (event) => {
  const { request } = event;
  const address = new URL(request.url);
  if (address.origin !== location.origin) return;
  if (request.mode === "navigate") {
    event.respondWith(fetch(request).catch(() => caches.match(AWAY)));
  } else if (request.method === "GET" && KEPT.includes(address.pathname)) {
    // The server's own is always the newer one; what is kept serves where there is no line.
    event.respondWith(fetch(request).catch(() => caches.match(request)));
  }
});
