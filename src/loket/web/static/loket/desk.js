// Keys, focus and the checklist. Every form works without this file.

const typing = (target) => target.matches("input:not([type=radio], [type=checkbox]), select, textarea, [contenteditable]");

const keyMap = document.getElementById("keys");
let before = null;

function openKeys() {
  before = document.activeElement;
  keyMap.hidden = false;
  keyMap.querySelector("[data-close]").focus();
}

function closeKeys() {
  keyMap.hidden = true;
  before?.focus();
}

function goTo(key) {
  document.querySelector(`.nav a[data-key="${CSS.escape(key)}"]`)?.click();
}

function search(event) {
  const box = document.querySelector("[data-search]");
  if (!box) return;
  event.preventDefault();
  box.focus();
  box.select();
}

// Keys 1 to 4 answer the line of a checklist that has the focus, and go on to the next line.
function answer(event, line) {
  const choice = line.querySelectorAll(".choices input[type=radio]")[Number(event.key) - 1];
  if (!choice) return;
  event.preventDefault();
  choice.click();
  const next = line.nextElementSibling?.querySelector(".choices input:checked, .choices input");
  (next ?? line.closest("form")?.querySelector("[data-after-checklist]") ?? choice).focus();
}

let leading = false;
document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (!keyMap.hidden) {
    if (event.key === "Escape") closeKeys();
    if (event.key === "Tab") {
      event.preventDefault();
      keyMap.querySelector("[data-close]").focus();
    }
    return;
  }
  if (typing(event.target)) return;
  const line = event.target.closest(".checklist__line");
  if (line && /^[1-4]$/.test(event.key)) return answer(event, line);
  if (leading) {
    leading = false;
    return goTo(event.key.toLowerCase());
  }
  if (event.key === "/") search(event);
  else if (event.key === "?") openKeys();
  else if (event.key === "g") {
    leading = true;
    setTimeout(() => { leading = false; }, 1500);
  }
});
keyMap?.addEventListener("click", (event) => {
  if (event.target === keyMap || event.target.closest("[data-close]")) closeKeys();
});

// On a narrow screen the row of links scrolls; where one is must be in sight.
const here = document.querySelector(".nav [aria-current]");
if (here) here.closest("ul").scrollLeft = here.offsetLeft - 16;

// A refused form: the summary is read first, wherever it came from.
const focusSummary = (root) => root.querySelector("[data-focus]")?.focus();
addEventListener("DOMContentLoaded", () => focusSummary(document));
document.addEventListener("htmx:afterSwap", (event) => focusSummary(event.target));
if (document.readyState !== "loading") focusSummary(document);

// A form whose answer opens in another tab changes what this page tells: it is read anew once someone is back on it.
let then = null;
document.addEventListener("submit", (event) => {
  if (!event.defaultPrevented) then = event.target.dataset.then ?? then;
});
document.addEventListener("visibilitychange", () => {
  if (then && document.visibilityState === "visible") location.replace(then);
});

// A second press of the same button would be the same act; the key makes it harmless, this makes it rare.
document.addEventListener("submit", (event) => {
  if (event.defaultPrevented || event.target.method !== "post") return;
  const buttons = event.target.querySelectorAll("button[type=submit], button:not([type])");
  setTimeout(() => buttons.forEach((button) => { button.disabled = true; }), 0);
  setTimeout(() => buttons.forEach((button) => { button.disabled = false; }), 8000);
});
addEventListener("pageshow", () => document.querySelectorAll("button:disabled").forEach((b) => { b.disabled = false; }));

if (document.querySelector("[data-pad]")) import("./pad.js").then(({ start }) => document.querySelectorAll("[data-pad]").forEach(start));
