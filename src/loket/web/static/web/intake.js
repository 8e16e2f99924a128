// Intake by keyboard. Without this module the form still works: tab, arrows and the buttons do the same.

const form = document.querySelector("[data-intake]");
const CODE_PAUSE = 900;

function fields() {
  const all = form.querySelectorAll(
    "input:not([type=hidden]):not([type=file]), select, textarea, button[data-receive]",
  );
  const seen = new Set();
  return [...all].filter((field) => {
    if (field.disabled || field.closest("details:not([open])") || field.offsetParent === null) return false;
    if (field.type !== "radio") return true;
    // A group of radios is one stop: the chosen one, or the first.
    if (seen.has(field.name)) return false;
    seen.add(field.name);
    return true;
  });
}

function stop(field) {
  if (field.type !== "radio") return field;
  const group = [...form.querySelectorAll(`input[type=radio][name="${CSS.escape(field.name)}"]`)];
  return group.find((radio) => radio.checked) ?? group[0];
}

function focusAfter(field) {
  const stops = fields();
  const place = stops.findIndex((other) => other === field || (other.type === "radio" && other.name === field.name));
  const next = stops[place + 1];
  if (!next) return;
  const target = stop(next);
  target.focus();
  target.select?.();
}

let typed = "";
let typedAt = 0;

function chooseByCode(event) {
  const now = event.timeStamp;
  typed = now - typedAt > CODE_PAUSE ? "" : typed;
  typedAt = now;
  typed = (typed + event.key.toUpperCase()).slice(-2);
  const choice = form.querySelector(`input[name=service][data-code="${CSS.escape(typed)}"]`);
  if (!choice) return;
  event.preventDefault();
  choose(choice);
}

function choose(radio) {
  if (!radio.checked) {
    radio.checked = true;
    radio.dispatchEvent(new Event("change", { bubbles: true }));
  }
  radio.focus();
}

function chooseByNumber(event) {
  const group = form.querySelectorAll(`input[type=radio][name="${CSS.escape(event.target.name)}"]`);
  const radio = [...group].find((one) => one.dataset.key === event.key);
  if (!radio) return;
  event.preventDefault();
  choose(radio);
  focusAfter(radio);
}

function onKey(event) {
  const field = event.target;
  if (event.key === "Enter" && event.ctrlKey) {
    event.preventDefault();
    form.requestSubmit(form.querySelector("button[data-receive]"));
    return;
  }
  if (event.ctrlKey || event.altKey || event.metaKey) return;
  if (event.key === "Enter" && field.matches("input:not([type=file]), select")) {
    // A scanner ends with Enter: it moves on, and only the last button sends.
    event.preventDefault();
    focusAfter(field);
    return;
  }
  if (field.type !== "radio" || event.key.length !== 1) return;
  if (field.name === "service") chooseByCode(event);
  else if (/^[1-9]$/.test(event.key)) chooseByNumber(event);
}

function onPaste(event) {
  if (event.target.name !== "nik") return;
  event.preventDefault();
  const text = event.clipboardData.getData("text").replace(/[\s.-]/g, "");
  event.target.setRangeText(text, event.target.selectionStart, event.target.selectionEnd, "end");
  event.target.dispatchEvent(new Event("input", { bubbles: true }));
}

let sent = false;

function onSubmit(event) {
  // The server would answer a second sending with the first answer; this only spares the wait.
  if (sent) event.preventDefault();
  else if (event.submitter?.hasAttribute("data-receive")) sent = true;
}

function keepFocus(event) {
  const name = event.detail.elt?.name;
  if (document.activeElement !== document.body || !name) return;
  const field = form.querySelector(`[name="${CSS.escape(name)}"]`);
  if (field) stop(field).focus();
}

if (form) {
  form.addEventListener("keydown", onKey);
  form.addEventListener("paste", onPaste);
  form.addEventListener("submit", onSubmit);
  document.body.addEventListener("htmx:afterSettle", keepFocus);
  window.addEventListener("pageshow", () => (sent = false));
}
