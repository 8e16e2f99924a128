// The verifier's list: 1 agrees, 2 does not; then on to the next. Without this module its buttons do the same.

import { askBeforeLeaving } from "./unsaved.js";

const list = document.querySelector("[data-check]");
let next = null;
let typed = [];

const unsent = () => [...list.querySelectorAll("[name=note]")].filter((note) => note.value !== note.defaultValue);

// Of a form that was changed meanwhile the whole list comes anew: what was typed beside its lines goes with it.
function putBack() {
  for (const [id, value] of typed) {
    const note = document.getElementById(id);
    if (!note) continue;
    note.value = value;
    note.closest("details").open = true;
  }
  typed = [];
}

function press(event) {
  if (event.ctrlKey || event.altKey || event.metaKey || event.target.matches("input, textarea")) return;
  const line = event.target.closest(".check__line");
  const button = { 1: "benar", 2: "salah" }[event.key];
  if (!line || !button) return;
  event.preventDefault();
  line.querySelector(`[name=verdict][value=${button}]`)?.click();
}

if (list) {
  askBeforeLeaving(() => unsent().length > 0);
  list.addEventListener("keydown", press);
  // The keys work from the start, unless an error or a link into the page has the attention; the head stays in sight.
  if (!location.hash && !document.querySelector("main [data-focus]")) {
    list.querySelector(".check__line:not(.is-benar, .is-salah) [name=verdict]")?.focus({ preventScroll: true });
  }
  document.body.addEventListener("htmx:beforeRequest", (event) => {
    const line = event.target.closest?.(".check__line");
    if (!line) return;
    const lines = [...list.querySelectorAll(".check__line:has(form)")];
    const verdict = event.detail.requestConfig.parameters.get?.("verdict") ?? event.detail.requestConfig.parameters.verdict;
    next = verdict === "benar" ? lines[lines.indexOf(line) + 1]?.id ?? line.id : line.id;
  });
  document.body.addEventListener("htmx:beforeSwap", (event) => {
    if (event.detail.target === list) typed = unsent().map(({ id, value }) => [id, value]);
  });
  document.body.addEventListener("htmx:afterSettle", () => {
    putBack();
    if (!next) return;
    const line = document.getElementById(next);
    next = null;
    // What was not kept is not passed over by the next key.
    const problem = document.querySelector("#tick-problem [data-focus]");
    if (problem) return problem.focus();
    const note = line?.matches(".is-salah") ? line.querySelector("details[open] [name=note]") : null;
    (note ?? line?.querySelector("[name=verdict]"))?.focus();
  });
}
