// Leaving a page with something typed on it that is not saved asks first. It sends nothing and judges no answer.

// What stands in a form when each of its fields is first seen; fields that come later, by a fragment, are learnt then.
export function remember(form) {
  const first = new Map();
  const learn = () => {
    const values = new FormData(form);
    for (const { name } of form.elements) {
      if (name && !first.has(name)) first.set(name, values.get(name) ?? "");
    }
  };
  const changed = () => {
    const values = new FormData(form);
    return [...first].some(([name, value]) => (values.get(name) ?? "") !== value);
  };
  learn();
  return { learn, changed };
}

// `form` is the one whose sending saves what is typed; any other way off the page loses it.
export function askBeforeLeaving(isUnsaved, form = null) {
  let sent = false;
  addEventListener("submit", (event) => { sent = event.target === form && !event.defaultPrevented; });
  for (const kind of ["input", "pageshow"]) addEventListener(kind, () => { sent = false; });
  addEventListener("beforeunload", (event) => { if (!sent && isUnsaved()) event.preventDefault(); });
}
