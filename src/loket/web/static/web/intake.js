// Intake by keyboard. Without this module the form still works: tab, arrows and the buttons do the same.

const form = document.querySelector("[data-intake]");
const CODE_PAUSE = 900;

function group(radio) {
  return [...form.querySelectorAll(`input[type=radio][name="${CSS.escape(radio.name)}"]`)];
}

// A group of radios is one stop; what stands beside a paper is reached by Tab, not by Enter.
function stops() {
  const all = form.querySelectorAll("input:not([type=hidden], [type=file]), select, textarea, [data-receive]");
  return [...all].filter((field) => {
    if (field.disabled || field.offsetParent === null || field.closest(".checklist__more, details:not([open])")) return false;
    return field.type !== "radio" || field === (group(field).find((one) => one.checked) ?? group(field)[0]);
  });
}

function focusAfter(field) {
  const all = stops();
  const place = all.findIndex((other) => other === field || (field.type === "radio" && other.name === field.name));
  const beside = field.closest(".checklist__line")?.querySelector(".choices input");
  const from = place < 0 && beside ? all.findIndex((other) => other.name === beside.name) : place;
  const next = all[from + 1];
  next?.focus();
  if (next?.matches("input:not([type=radio])")) next.select();
}

function choose(radio) {
  if (!radio.checked) radio.click();
  radio.focus();
}

let typed = "";
let typedAt = 0;

function chooseByCode(event) {
  // No other key of the page may listen while a code is typed.
  event.stopPropagation();
  typed = event.timeStamp - typedAt > CODE_PAUSE ? "" : typed;
  typedAt = event.timeStamp;
  typed = (typed + event.key.toUpperCase()).slice(-2);
  const choice = form.querySelector(`input[name=service][data-code="${CSS.escape(typed)}"]`);
  if (!choice) return;
  event.preventDefault();
  choose(choice);
}

function chooseByNumber(event) {
  const radio = group(event.target)[Number(event.key) - 1];
  if (!radio) return;
  event.preventDefault();
  choose(radio);
  focusAfter(radio);
}

function onKey(event) {
  const field = event.target;
  if (event.key === "Enter" && event.ctrlKey) {
    event.preventDefault();
    form.requestSubmit(form.querySelector("[data-receive]"));
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
  if (field.name === "service" && /^[a-z0-9]$/i.test(event.key)) chooseByCode(event);
  else if (/^[1-9]$/.test(event.key) && !field.closest(".checklist__line")) chooseByNumber(event);
}

// The papers are drawn anew when an answer changes; what was answered meanwhile and the focus stay as they were.
let focused = null;
let answered = [];

function remember() {
  const active = document.activeElement;
  focused = active?.closest("#syarat") && active.name ? [active.name, active.value] : null;
  answered = [...form.querySelectorAll("#syarat input[type=radio]:checked")].map((radio) => [radio.name, radio.value]);
}

function radioOf([name, value]) {
  return [...form.querySelectorAll(`[name="${CSS.escape(name)}"]`)].find((field) => field.value === value);
}

// What the register knows is filled in where nothing was typed yet; what was typed is never changed.
function fillIn() {
  const known = form.querySelector("#kembar [data-full-name]");
  if (!known) return;
  for (const [name, value] of [["full_name", known.dataset.fullName], ["nik", known.dataset.nik ?? ""]]) {
    const field = form.elements[name];
    if (value && (!field.value.trim() || known.dataset.nik)) field.value = value;
  }
  // The button that chose is gone, and the name is known: the work goes on at the next field.
  const left = [document.body, form.elements.namedItem("full_name")];
  if (known.dataset.nik && left.includes(document.activeElement)) form.elements.phone.focus();
}

function restore() {
  for (const answer of answered) {
    const radio = radioOf(answer);
    if (radio) radio.checked = true;
  }
  fillIn();
  if (focused) (radioOf(focused) ?? form.querySelector(`[name="${CSS.escape(focused[0])}"]`))?.focus();
}

if (form) {
  form.addEventListener("keydown", onKey);
  // Pressing a found person must not first end the typing: the lookup that follows would take the button away.
  document.getElementById("kembar")?.addEventListener("mousedown", (event) => {
    if (event.target.closest("button")) event.preventDefault();
  });
  document.body.addEventListener("htmx:beforeSwap", remember);
  document.body.addEventListener("htmx:afterSwap", restore);
}
