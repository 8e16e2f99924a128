// Choosing many files at once: counts the choice, chooses all that need no opening, and moves by j and k.

const form = document.querySelector("[data-bulk]");

function boxes() {
  return [...form.querySelectorAll("input[type=checkbox][name=item]:not(:disabled)")];
}

function count() {
  const chosen = boxes().filter((box) => box.checked).length;
  form.querySelectorAll("[data-chosen]").forEach((place) => (place.textContent = chosen));
  const all = form.querySelector("[data-all]");
  if (!all) return;
  all.checked = chosen > 0 && chosen === boxes().length;
  all.indeterminate = chosen > 0 && chosen < boxes().length;
}

function move(by) {
  const list = boxes();
  const place = list.indexOf(document.activeElement);
  list[Math.min(Math.max(place + by, 0), list.length - 1)]?.focus();
}

if (form) {
  form.querySelectorAll("[data-with-script]").forEach((part) => {
    part.hidden = part.querySelector("[data-all]") !== null && boxes().length === 0;
  });
  form.addEventListener("change", (event) => {
    if (event.target.matches("[data-all]")) boxes().forEach((box) => (box.checked = event.target.checked));
    count();
  });
  form.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.altKey || event.metaKey || event.target.matches("input[type=text], textarea, select"))
      return;
    if (event.key === "j") move(1);
    else if (event.key === "k") move(-1);
  });
  window.addEventListener("pageshow", count);
  count();
}
