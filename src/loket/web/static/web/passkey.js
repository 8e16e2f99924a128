// Passkeys: hands the question of the page to the browser and its answer to the form. It judges nothing.

const toBytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (sign) => sign.charCodeAt(0));
const toText = (buffer) => btoa(String.fromCharCode(...new Uint8Array(buffer))).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
const withBytes = (keys) => keys?.map((key) => ({ ...key, id: toBytes(key.id) }));

function asked({ publicKey }) {
  const question = { ...publicKey, challenge: toBytes(publicKey.challenge) };
  if (publicKey.user) question.user = { ...publicKey.user, id: toBytes(publicKey.user.id) };
  if (publicKey.excludeCredentials) question.excludeCredentials = withBytes(publicKey.excludeCredentials);
  if (publicKey.allowCredentials) question.allowCredentials = withBytes(publicKey.allowCredentials);
  return { publicKey: question };
}

function answer(key) {
  const response = {};
  for (const name of ["clientDataJSON", "attestationObject", "authenticatorData", "signature", "userHandle"]) {
    if (key.response[name]) response[name] = toText(key.response[name]);
  }
  return JSON.stringify({ id: key.id, rawId: toText(key.rawId), type: key.type, response });
}

// At the door nothing is asked before somebody wants it; elsewhere the page brings the question.
async function question(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options);
  const body = new URLSearchParams({ csrfmiddlewaretoken: form.elements.csrfmiddlewaretoken.value });
  const found = await fetch(form.action, { method: "POST", body, credentials: "same-origin" });
  if (!found.ok) throw new Error(String(found.status));
  return found.json();
}

async function start(form) {
  const failed = form.querySelector("[data-failed]");
  failed.hidden = true;
  try {
    const key = await navigator.credentials[form.dataset.passkey](asked(await question(form)));
    form.elements.passkey.value = answer(key);
    form.submit();
  } catch {
    // The reason is the browser's own affair: cancelled, none there, or too slow.
    failed.hidden = false;
    failed.tabIndex = -1;
    failed.focus();
  }
}

if (window.PublicKeyCredential && navigator.credentials?.create) {
  document.querySelectorAll("[data-passkey-none]").forEach((note) => { note.hidden = true; });
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      start(form);
    });
  }
}
