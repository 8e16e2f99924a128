// An application from home: what is typed is kept as it is typed, a form is sent once, photographs are made smaller and come in parts.

const WAIT_TO_KEEP = 800;
const LONGEST_SIDE = 2000;
const QUALITY = 0.82;
const PART = 96 * 1024;
const SMALL_ENOUGH = 600 * 1024;
const FIRST_WAIT = 1500;
const LONGEST_WAIT = 30000;

const token = () => document.querySelector("[name=csrfmiddlewaretoken]").value;
const pause = (time) => new Promise((done) => { setTimeout(done, time); });

function keepWhileTyping(form) {
  let timer;
  const keep = () => {
    fetch(form.dataset.keep, { method: "POST", body: new FormData(form) }).catch(() => {});
  };
  form.addEventListener("input", () => { clearTimeout(timer); timer = setTimeout(keep, WAIT_TO_KEEP); });
  form.addEventListener("submit", () => clearTimeout(timer));
}

function sendOnce(form) {
  let sent = false;
  form.addEventListener("submit", (event) => {
    if (sent) event.preventDefault();
    sent = true;
  });
  addEventListener("pageshow", () => { sent = false; });
}

async function smaller(file) {
  if (!file.type.startsWith("image/") || file.size < SMALL_ENOUGH || !window.createImageBitmap) return file;
  try {
    const picture = await createImageBitmap(file, { imageOrientation: "from-image" });
    const scale = Math.min(1, LONGEST_SIDE / Math.max(picture.width, picture.height));
    const canvas = document.createElement("canvas");
    canvas.width = Math.round(picture.width * scale);
    canvas.height = Math.round(picture.height * scale);
    canvas.getContext("2d").drawImage(picture, 0, 0, canvas.width, canvas.height);
    const made = await new Promise((done) => { canvas.toBlob(done, "image/jpeg", QUALITY); });
    return made && made.size < file.size ? made : file;
  } catch {
    return file;
  }
}

// One request that goes on asking while there is no line; the server knows what has come, so that nothing is sent twice.
async function ask(address, options, say) {
  for (let wait = FIRST_WAIT; ; wait = Math.min(LONGEST_WAIT, wait * 2)) {
    try {
      const answer = await fetch(address, options);
      if (answer.status < 500) return answer;
    } catch {
      say("waiting");
    }
    await pause(wait);
  }
}

async function sendInParts(form, chosen, say) {
  const file = await smaller(chosen);
  const address = form.dataset.parts.replace("00000000-0000-0000-0000-000000000000", crypto.randomUUID());
  const headers = { "X-CSRFToken": token(), "Content-Type": "application/octet-stream" };
  let offset = 0;
  while (offset < file.size) {
    say("sending", Math.round((100 * offset) / file.size));
    const body = file.slice(offset, offset + PART);
    const answer = await ask(`${address}?offset=${offset}`, { method: "POST", headers, body }, say);
    const told = await answer.json();
    if (told.problem) return told.problem;
    offset = told.offset;
  }
  say("checking");
  const asked = new URLSearchParams({ size: file.size, requirement: form.elements.requirement.value, name: chosen.name });
  const answer = await ask(`${address}?${asked}`, { method: "POST", headers }, say);
  return (await answer.json()).problem ?? "";
}

function uploadByScript(form) {
  const input = form.elements.file;
  const status = form.querySelector("[data-progress]");
  const say = (what, share) => { status.textContent = status.dataset[what] + (share === undefined ? "" : ` ${share}%`); };
  form.querySelector("button").hidden = true;
  input.addEventListener("change", async () => {
    if (!input.files.length) return;
    input.disabled = true;
    try {
      const problem = await sendInParts(form, input.files[0], say);
      if (problem) {
        status.textContent = problem;
        input.value = "";
        input.disabled = false;
        input.focus();
        return;
      }
      // Another address each time: the page may itself be the answer to a form, which a reload would send again.
      location.assign(`${location.pathname}?${Date.now()}#f-berkas-${form.elements.requirement.value}`);
    } catch {
      // An answer that is none, of a line that swallows: the form itself still works.
      input.disabled = false;
      form.submit();
    }
  });
}

document.querySelectorAll("[data-keep]").forEach(keepWhileTyping);
document.querySelectorAll("[data-once]").forEach(sendOnce);
if (window.crypto?.randomUUID) document.querySelectorAll("[data-parts]").forEach(uploadByScript);
