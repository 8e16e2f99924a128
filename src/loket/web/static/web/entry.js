// The data form while someone types: asks the server for its verdict, shows what applies, and helps the fingers.
// Without this module the form is filled, checked and saved by its buttons.

import { askBeforeLeaving, remember } from "./unsaved.js";

const form = document.querySelector("[data-entry]");
const PAUSE = 500;
const find = (name) => form.querySelectorAll(`[name="${CSS.escape(name)}"]`);

// --- The verdict.

let timer = 0;
// Who was named last and is to be taken from the register, until the answer to a question asked after that is there.
let fetching = null;
let memory = null;
let held = null;

function ask(after = PAUSE) {
  clearTimeout(timer);
  timer = setTimeout(() => htmx.trigger(form, "judge"), after);
}

function showWhatApplies() {
  const asked = new Set(document.getElementById("hasil").dataset.asked.split(" "));
  for (const field of form.querySelectorAll("[data-block] > .block__fields > [data-field]")) {
    field.hidden = !asked.has(field.dataset.field);
  }
  for (const block of form.querySelectorAll("[data-block]")) {
    block.hidden = !block.querySelector(".block__fields > [data-field]:not([hidden])");
  }
}

function markFaults() {
  for (const field of form.querySelectorAll("[data-field]")) {
    const fault = field.querySelector(":scope > .said > .error");
    field.classList.toggle("field--error", fault !== null);
    const input = field.querySelector(":scope > input, :scope > select, :scope > textarea, :scope > .dated > input");
    if (fault) input?.setAttribute("aria-invalid", "true");
    else input?.removeAttribute("aria-invalid");
  }
}

// Choosing whom a correction is about begins it from the current truth; what was typed already stays.
function beginFromTruth(answered) {
  if (!fetching || answered !== fetching) return;
  const truth = JSON.parse(document.getElementById("hasil").dataset.truth || "{}");
  const [row] = /^\w+\.\d+\./.exec(fetching.name) ?? [""];
  fetching = null;
  let filled = false;
  for (const [name, value] of Object.entries(truth)) {
    const [field] = find(name);
    if (!field || !name.startsWith(row) || field.type === "checkbox" || field.type === "radio" || field.value || !value) continue;
    field.value = value;
    filled = true;
  }
  if (filled) ask(0);
}

const inPanel = (element) => element?.closest("#hasil") !== null && element?.closest("#hasil") !== undefined;

function beforeSwap(event) {
  if (event.detail.target.id !== "hasil") return;
  if (!event.detail.serverResponse.trimStart().startsWith("<section")) {
    // The session has ended, or the case is no longer theirs: what was typed stays on the screen.
    event.detail.shouldSwap = false;
    document.getElementById("entry-status").textContent = form.dataset.lost;
  } else if (inPanel(document.activeElement)) {
    // Whoever writes a reason goes on writing; the verdict comes when the reason is left.
    if (document.activeElement.matches("[data-reason]")) event.detail.shouldSwap = false;
    else held = placeOf(document.activeElement);
  }
}

// Where the focus stands in the panel: the same link or field of the next panel, or the panel itself.
const placeOf = (element) => ({ id: element.id, href: element.getAttribute("href") });

function keepFocus() {
  if (!held) return;
  const { id, href } = held;
  held = null;
  if (document.activeElement !== document.body) return;
  const panel = document.getElementById("hasil");
  const same = (id && document.getElementById(id)) || (href && panel.querySelector(`[href="${CSS.escape(href)}"]`));
  (same || panel.querySelector("a[href]") || panel).focus({ preventScroll: true });
}

function beforeRows(event) {
  const rows = event.detail.target;
  if (rows.matches?.("[data-rows]") && rows.dataset.rows === event.detail.fragment.firstElementChild?.dataset.rows) {
    event.detail.shouldSwap = false;
  }
}

// --- Dates: the dashes come by themselves, and a calendar is at hand.

function dashed(event) {
  const field = event.target;
  if (!field.matches("[data-date]") || !event.inputType?.startsWith("insert")) return;
  const digits = field.value.replaceAll(/\D/g, "");
  if (/^\d{2}$|^\d{2}-\d{2}$/.test(field.value)) field.value += "-";
  else if (/^\d{8}$/.test(field.value)) field.value = `${digits.slice(0, 2)}-${digits.slice(2, 4)}-${digits.slice(4)}`;
}

function addCalendar(field) {
  if (field.parentElement.querySelector("[type=date]")) return;
  const picker = document.createElement("input");
  picker.type = "date";
  picker.tabIndex = -1;
  picker.setAttribute("aria-label", form.dataset.calendar);
  picker.addEventListener("change", () => {
    if (!picker.value) return;
    field.value = picker.value.split("-").reverse().join("-");
    field.focus();
    ask(0);
  });
  field.inputMode = "numeric";
  field.after(picker);
}

// --- Long lists: a few letters leave what contains them.

function addSearch(list) {
  if (list.previousElementSibling?.matches(".list-search")) return;
  const all = [...list.options];
  const box = document.createElement("input");
  box.type = "search";
  box.className = "list-search";
  box.autocomplete = "off";
  box.placeholder = form.dataset.search;
  box.setAttribute("aria-label", `${form.dataset.search}: ${list.labels[0]?.textContent.trim() ?? ""}`);
  box.addEventListener("input", () => {
    const wanted = box.value.trim().toLowerCase();
    const chosen = list.value;
    list.replaceChildren(...all.filter((o) => !wanted || o.value === chosen || o.text.toLowerCase().includes(wanted)));
    if (!wanted) list.value = chosen;
    else list.value = ([...list.options].find((o) => o.value && o.text.toLowerCase().includes(wanted)) ?? list.options[0])?.value ?? "";
    ask();
  });
  list.before(box);
}

// --- People who are not in the register yet: opening the last one makes room for another.

function numbered(person, place) {
  person.querySelectorAll("[data-place]").forEach((shown) => { shown.textContent = place + 1; });
  for (const part of person.querySelectorAll("[name], [id], [for], [aria-describedby], [data-field]")) {
    for (const name of ["name", "id", "for", "aria-describedby", "data-field"]) {
      const value = part.getAttribute(name);
      if (value) part.setAttribute(name, value.replaceAll(/([.-])\d+([.-])/g, `$1${place}$2`));
    }
  }
  return person;
}

function emptied(person) {
  person.open = false;
  person.querySelectorAll("input:not([type=checkbox], [type=radio], [type=hidden]), textarea").forEach((field) => { field.value = ""; });
  person.querySelectorAll("select").forEach((field) => { field.selectedIndex = Math.max(0, [...field.options].findIndex((one) => one.defaultSelected)); });
  person.querySelectorAll("[type=checkbox], [type=radio]").forEach((field) => { field.checked = field.defaultChecked; });
  person.querySelectorAll(".said").forEach((said) => said.replaceChildren());
  person.querySelectorAll(".list-search, .dated > [type=date], .regions, .finder").forEach((extra) => extra.remove());
  return person;
}

// One who does not belong on the list goes in one press; the others keep their places.
function addClearing(list, person, spare) {
  const place = [...list.children].indexOf(person);
  const button = document.createElement("button");
  button.type = "button";
  button.className = "button button--back button--small";
  button.textContent = `${form.dataset.clear}${place + 1}`;
  button.addEventListener("click", () => {
    const fresh = numbered(spare.cloneNode(true), place);
    person.replaceWith(fresh);
    htmx.process(fresh);
    addClearing(list, fresh, spare);
    dress(fresh);
    fresh.querySelector("summary").focus();
    ask(0);
  });
  person.append(button);
}

function makeRoom(list) {
  const spare = emptied(list.lastElementChild.cloneNode(true));
  const grow = () => {
    if (!list.lastElementChild.open) return;
    // Numbered before it is in the page: two radios of one name would put each other out.
    const next = numbered(spare.cloneNode(true), list.children.length);
    list.append(next);
    htmx.process(next);
    addClearing(list, next, spare);
    dress(next);
  };
  [...list.children].forEach((person) => addClearing(list, person, spare));
  list.addEventListener("toggle", (event) => {
    if (event.target === list.lastElementChild) grow();
  }, true);
  // The first one that must be filled is open from the start.
  grow();
}

// --- Looking for someone by name: the choice puts the number into the field.

function addFinder(field) {
  if (field.querySelector(".finder")) return;
  const input = field.querySelector(":scope > input");
  const box = document.querySelector("[data-finder-template]").content.firstElementChild.cloneNode(true);
  box.querySelectorAll("[data-of]").forEach((place) => { place.textContent = input.labels[0]?.textContent.trim() ?? ""; });
  box.querySelector("input").id = `cari-${input.name}`;
  box.querySelector("label").htmlFor = `cari-${input.name}`;
  field.insertBefore(box, field.querySelector(":scope > .said"));
  // Before htmx has started it will find the box by itself.
  window.htmx?.process(box);
}

function pick(button) {
  const field = button.closest("[data-field]");
  const input = field.querySelector(":scope > input");
  const wantsKk = field.dataset.finds === "kk";
  input.value = wantsKk ? button.dataset.kk : button.dataset.nik;
  const [name] = /nik$/.test(input.name) ? find(input.name.replace(/nik$/, "name")) : [];
  if (name && !name.value) name.value = button.dataset.name;
  button.closest(".finder").open = false;
  input.focus();
  input.dispatchEvent(new Event("change", { bubbles: true }));
  ask(0);
}

// --- Regions, level by level, for whom does not know the code.

async function options(parent) {
  const answer = await fetch(`${form.dataset.regions}?di=${encodeURIComponent(parent)}`);
  return answer.ok ? answer.json() : [];
}

async function level(box, place, parent, field) {
  [...box.querySelectorAll("select")].slice(place).forEach((select) => select.remove());
  const found = await options(parent);
  if (!found.length) return;
  const select = document.createElement("select");
  const title = form.dataset.levels.split("|")[place];
  select.setAttribute("aria-label", title);
  select.append(new Option(`${title} …`, ""), ...found.map(([code, name]) => new Option(name, code)));
  select.addEventListener("change", () => {
    field.value = select.value || parent;
    ask(0);
    if (select.value) level(box, place + 1, select.value, field);
  });
  box.append(select);
  const chosen = found.find(([code]) => (field.value || field.dataset.start || "").startsWith(code));
  if (chosen) {
    select.value = chosen[0];
    await level(box, place + 1, chosen[0], field);
  }
}

function addRegions(field) {
  if (field.parentElement.querySelector(".regions")) return;
  const box = document.createElement("details");
  box.className = "regions";
  const summary = document.createElement("summary");
  summary.textContent = form.dataset.pick;
  box.append(summary);
  box.addEventListener("toggle", () => {
    if (box.open && !box.querySelector("select")) level(box, 0, "", field);
  });
  field.after(box);
}

function dress(part) {
  part.querySelectorAll("[data-date]").forEach(addCalendar);
  part.querySelectorAll("select[data-long]").forEach(addSearch);
  part.querySelectorAll("[data-region]").forEach(addRegions);
  part.querySelectorAll("[data-finds]").forEach(addFinder);
  memory?.learn();
}

// --- Keys: Enter goes on (a scanner ends with it), Ctrl+S saves.

function onKey(event) {
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "s") {
    event.preventDefault();
    form.requestSubmit(form.querySelector("[data-save]"));
    return;
  }
  if (event.key !== "Enter" || !form.contains(event.target)) return;
  if (!event.target.matches("input:not([type=submit], [type=button])")) return;
  event.preventDefault();
  if (event.target.closest(".finder")) return;
  const stops = [...form.querySelectorAll("input:not([type=hidden]), select, textarea, button[data-save]")];
  const seen = stops.filter((stop) => stop.tabIndex >= 0 && stop.offsetParent !== null && !stop.closest(".scans"));
  seen[seen.indexOf(event.target) + 1]?.focus();
}

if (form) {
  form.addEventListener("input", (event) => {
    dashed(event);
    if (!event.target.matches(".list-search, .finder *, .regions *")) ask(event.target.matches("select, [type=checkbox], [type=radio]") ? 0 : PAUSE);
  });
  form.addEventListener("change", (event) => {
    if (event.target.matches("[data-subject]")) {
      fetching = { name: event.target.name };
      ask(0);
    }
  });
  form.addEventListener("focusout", (event) => {
    if (event.target.matches("[data-reason]")) ask(0);
  });
  form.addEventListener("click", (event) => {
    const found = event.target.closest(".found");
    if (found) pick(found);
    if (!event.target.matches("[data-truth]")) return;
    event.preventDefault();
    fetching = { name: event.target.previousElementSibling.name };
    ask(0);
  });
  document.addEventListener("keydown", onKey);
  document.body.addEventListener("htmx:beforeRequest", (event) => { event.detail.xhr.fetching = fetching; });
  document.body.addEventListener("htmx:beforeSwap", beforeSwap);
  document.body.addEventListener("htmx:oobBeforeSwap", beforeRows);
  document.body.addEventListener("htmx:afterSettle", (event) => {
    if (event.detail.target.id !== "hasil" && event.detail.elt?.id !== "hasil") return;
    keepFocus();
    showWhatApplies();
    markFaults();
    beginFromTruth(event.detail.xhr.fetching);
    dress(form);
  });
  form.querySelectorAll("[data-without-script]").forEach((part) => part.remove());
  form.querySelectorAll("[data-people]").forEach(makeRoom);
  dress(form);
  memory = remember(form);
  askBeforeLeaving(() => form.dataset.unsaved !== undefined || memory.changed(), form);
  // What the browser kept of an earlier visit is judged as well.
  addEventListener("pageshow", (event) => { if (event.persisted) ask(0); });
}
