// The applicant who comes in person is already known: fill in name and NIK, and ask for the identity only of another.

const applicant = document.querySelector("[data-applicant-name]");
const form = document.querySelector("[data-handover]");
const stops = "input:not([type=hidden]), select, textarea";

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
  const identity = form.querySelector("[name=identity_checked]")?.closest(".field");
  if (identity) identity.hidden = relation() === "self";
}

// A scanner ends with Enter: it goes on to the next field; only the button sends.
function onKey(event) {
  if (event.key !== "Enter" || !event.target.matches("input")) return;
  event.preventDefault();
  const ways = [...form.querySelectorAll(`${stops}, button[type=submit]`)].filter(
    (field) => field.offsetParent !== null && (field.type !== "radio" || field.checked || field === event.target),
  );
  ways[ways.indexOf(event.target) + 1]?.focus();
}

if (form) {
  form.addEventListener("keydown", onKey);
  if (form.querySelector("[name=collector_relation]")) {
    form.addEventListener("change", (event) => {
      if (event.target.name === "collector_relation") fit();
    });
    fit();
  }
  if (!document.querySelector(".problems")) {
    (form.querySelector("[name=collector_relation]:checked") ?? form.querySelector(stops))?.focus();
  }
}
