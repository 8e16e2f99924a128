// The display: asks what is called, shows it, and says it. Calls wait for each other; the last can be said again.

const own = document.querySelector("script[data-calls]").dataset;
const POLL = 2000;
const STILL = 8000;
const SEEN = `antrean-${location.pathname}`;
const part = (name) => document.querySelector(`[data-${name}]`);
const now = document.querySelector(".now");

let context = null;
let last = null;
const sounds = new Map();
const waiting = [];
let speaking = false;
// What was said before the page or the server came back is not said again.
let seen = Number(sessionStorage.getItem(SEEN) ?? -1);

async function sound(name) {
  if (!sounds.has(name)) {
    const answer = await fetch(own.clips.replace("NAMA", name));
    if (!answer.ok) throw new Error(name);
    sounds.set(name, await context.decodeAudioData(await answer.arrayBuffer()));
  }
  return sounds.get(name);
}

function play(buffer) {
  return new Promise((done) => {
    const source = context.createBufferSource();
    source.buffer = buffer;
    source.connect(context.destination);
    source.addEventListener("ended", done);
    source.start();
  });
}

async function speak() {
  if (speaking || !context) return;
  speaking = true;
  while (waiting.length) {
    const call = waiting.shift();
    try {
      const buffers = await Promise.all(call.clips.map(sound));
      for (const buffer of buffers) await play(buffer);
      document.body.dataset.spoken = call.order;
    } catch (fault) {
      console.warn("panggilan tidak diucapkan", fault);
    }
  }
  speaking = false;
}

function show(told) {
  const [newest] = told.calls;
  part("number").textContent = newest?.text ?? "–";
  part("counter").textContent = newest?.counter ?? "–";
  part("clock").textContent = told.clock;
  part("waiting").textContent = told.waiting;
  part("notice").textContent = told.notice;
  part("closed").hidden = !told.closed;
  const word = document.querySelector("template[data-loket]").content.textContent;
  part("counters").replaceChildren(...told.counters.map(({ number, text }) => {
    const line = document.createElement("li");
    const where = document.createElement("span");
    const what = document.createElement("strong");
    where.textContent = `${word} ${number}`;
    what.textContent = text;
    line.append(where, " ", what);
    return line;
  }));
  last = newest ?? null;
}

function take(told) {
  const latest = told.calls[0]?.order ?? 0;
  const fresh = seen < 0 ? [] : told.calls.filter((call) => call.order > seen).reverse();
  show(told);
  seen = Math.max(seen, latest, 0);
  sessionStorage.setItem(SEEN, seen);
  if (!fresh.length) return;
  now.classList.add("now--new");
  setTimeout(() => now.classList.remove("now--new"), STILL);
  if (context) waiting.push(...fresh);
  speak();
}

async function ask() {
  try {
    const answer = await fetch(own.calls, { cache: "no-store" });
    if (!answer.ok) throw new Error(answer.status);
    take(await answer.json());
    part("lost").hidden = true;
  } catch {
    part("lost").hidden = false;
  }
  setTimeout(ask, POLL);
}

const voice = part("voice");
if (voice) {
  voice.hidden = false;
  part("speak").addEventListener("click", () => {
    context = new AudioContext();
    part("speak").hidden = true;
  });
  part("replay").addEventListener("click", () => {
    context ??= new AudioContext();
    part("speak").hidden = true;
    if (last) waiting.push(last);
    speak();
  });
}
ask();
