// Printing a number; and the kiosk: left alone, it goes back to its first page, so that nobody finds what another has typed.

const own = document.querySelector("script[data-idle]").dataset;
let timer = 0;

function again() {
  document.querySelectorAll("form").forEach((form) => form.reset());
  location.replace(own.start);
}

function awake() {
  clearTimeout(timer);
  timer = setTimeout(again, Number(own.idle) * 1000);
}

if (own.start) {
  for (const happening of ["keydown", "pointerdown", "input", "scroll"]) addEventListener(happening, awake, { passive: true });
  addEventListener("pageshow", (event) => { if (event.persisted) again(); });
  awake();
}

const print = document.querySelector("[data-print]");
if (print) {
  print.hidden = false;
  print.addEventListener("click", () => window.print());
}
