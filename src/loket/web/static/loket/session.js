// Warns before the session ends, and covers the page when it has; what was typed stays on the page. It keeps nothing.

const box = document.getElementById("sesi");
const WARN_SECONDS = 120;
const TELL_SECONDS = 60;
const AGAIN_SECONDS = 10;

let endsAt = 0;
let timer = null;
let used = false;
let toldAt = Date.now();

const left = () => (endsAt - Date.now()) / 1000;

function plan(seconds) {
  endsAt = Date.now() + seconds * 1000;
  wait();
}

function wait() {
  clearTimeout(timer);
  timer = setTimeout(look, Math.max(1, Math.min(left() - WARN_SECONDS, TELL_SECONDS)) * 1000);
}

// The server did not answer.
function again() {
  clearTimeout(timer);
  timer = setTimeout(look, AGAIN_SECONDS * 1000);
}

// What the server says; null where it does not answer, so that a broken line locks nobody out of a page.
async function ask(address, options = {}) {
  try {
    const answer = await fetch(address, { credentials: "same-origin", cache: "no-store", ...options });
    return answer.ok ? await answer.json() : null;
  } catch {
    return null;
  }
}

const token = () => JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];

// Signing in has made the tokens of the forms on this page void.
function renew(fresh) {
  document.body.setAttribute("hx-headers", JSON.stringify({ "X-CSRFToken": fresh }));
  document.querySelectorAll("[name=csrfmiddlewaretoken]").forEach((field) => { field.value = fresh; });
}

async function stay() {
  used = false;
  toldAt = Date.now();
  take(await ask(box.dataset.stay, { method: "POST", headers: { "X-CSRFToken": token() } }));
}

function take(found) {
  if (!found) return again();
  if (!found.left) return over(found.told);
  if (String(found.who) !== box.dataset.who) return location.assign(box.dataset.desk);
  renew(found.token);
  plan(found.left);
  if (left() > WARN_SECONDS) close();
}

// Why is told once: the browser has then forgotten the session.
function over(told) {
  if (told) box.querySelector("[data-ended] h2").textContent = told;
  show("ended");
}

// Somebody who only types is there as well: told once a minute. Another tab may have used the session meanwhile.
async function look() {
  if (box.hasAttribute("data-over")) return;
  if (used && Date.now() - toldAt >= TELL_SECONDS * 1000) return stay();
  if (left() > WARN_SECONDS) return wait();
  const found = await ask(box.dataset.state);
  take(found);
  if (found?.left && left() <= WARN_SECONDS) {
    show("soon");
    clearTimeout(timer);
    timer = setTimeout(look, Math.max(1, left()) * 1000);
  }
}

function show(part) {
  const over = part === "ended";
  box.toggleAttribute("data-over", over);
  box.querySelector("[data-soon]").hidden = over;
  box.querySelector("[data-ended]").hidden = !over;
  if (over) box.setAttribute("aria-labelledby", box.querySelector("[data-ended] h2").id = "sesi-over");
  if (!box.open) box.showModal();
  box.querySelector(`[data-${part}] h2`).focus();
}

function close() {
  box.removeAttribute("data-over");
  box.querySelector("[data-not-yet]").hidden = true;
  if (box.open) box.close();
}

async function check() {
  const found = await ask(box.dataset.state);
  if (found?.left) return take(found);
  box.querySelector("[data-not-yet]").hidden = false;
}

box.addEventListener("cancel", (event) => {
  event.preventDefault();
  if (!box.hasAttribute("data-over")) stay();
});
box.querySelector("[data-keep]").addEventListener("click", stay);
box.querySelector("[data-check]").addEventListener("click", check);
for (const kind of ["keydown", "pointerdown", "input"]) addEventListener(kind, () => { used = true; }, { passive: true });
document.addEventListener("visibilitychange", async () => {
  if (document.visibilityState !== "visible") return;
  if (box.hasAttribute("data-over")) take((await ask(box.dataset.state)) ?? { left: 0 });
  else look();
});
// A script of the page asked for a part of it.
document.addEventListener("session-over", (event) => over(event.detail.told));
// A page out of the browser's memory may be of a session that is long over.
addEventListener("pageshow", async (event) => { if (event.persisted) take(await ask(box.dataset.state)); });
plan(Number(box.dataset.left));
