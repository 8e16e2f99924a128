// One's own number: where it stands is read anew now and then, and only what has changed is told.

const { refresh } = document.querySelector("script[data-refresh]").dataset;
const said = document.querySelector("[data-state]");

async function ask() {
  try {
    const answer = await fetch(location.href, { cache: "no-store" });
    const page = new DOMParser().parseFromString(await answer.text(), "text/html");
    const now = page.querySelector("[data-state]");
    // In another state there are other buttons.
    if (answer.ok && now && now.dataset.state !== said.dataset.state) return location.replace(location.href);
    if (answer.ok && now && now.textContent !== said.textContent) said.replaceChildren(...now.childNodes);
  } catch {
    // Without a connection the page stays as it is, and asks again.
  }
  setTimeout(ask, Number(refresh) * 1000);
}

setTimeout(ask, Number(refresh) * 1000);
