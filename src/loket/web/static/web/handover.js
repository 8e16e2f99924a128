// The applicant who comes in person is already known: fill in name and NIK, and ask for a mandate only of a proxy.

const applicant = document.querySelector("[data-applicant-name]");
const form = document.querySelector("[data-handover]");

function relation() {
  return form.querySelector("[name=collector_relation]:checked")?.value;
}

function fit() {
  const known = [
    ["collector_name", applicant.dataset.applicantName],
    ["collector_nik", applicant.dataset.applicantNik],
  ];
  for (const [name, value] of known) {
    const field = form.querySelector(`[name=${name}]`);
    if (relation() === "self" && !field.value) field.value = value;
    else if (relation() !== "self" && field.value === value) field.value = "";
  }
  const mandate = form.querySelector("[name=mandate]")?.closest(".field");
  if (mandate) mandate.hidden = relation() !== "proxy";
}

// A scanner ends with Enter: it goes on to the next field; only the button sends.
function onKey(event) {
  if (event.key !== "Enter" || !event.target.matches("input:not([type=checkbox])")) return;
  event.preventDefault();
  const stops = [...form.querySelectorAll("input:not([type=hidden]), select, textarea, button[type=submit]")].filter(
    (field) => field.offsetParent !== null && (field.type !== "radio" || field.checked || field === event.target),
  );
  stops[stops.indexOf(event.target) + 1]?.focus();
}

if (applicant && form?.querySelector("[name=collector_relation]")) {
  form.addEventListener("change", (event) => {
    if (event.target.name === "collector_relation") fit();
  });
  form.addEventListener("keydown", onKey);
  fit();
  if (!document.querySelector(".problems")) form.querySelector("[name=collector_relation]:checked")?.focus();
}
