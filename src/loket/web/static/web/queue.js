// The counter by keyboard: a letter presses the button that shows it. Without this module the buttons do the same.

const typing = (target) => target.matches("input, select, textarea");
let leading = false;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.repeat || typing(event.target)) return;
  // After g a letter goes to another page.
  const goes = leading;
  leading = event.key === "g";
  if (goes || !document.getElementById("keys").hidden) return;
  const button = document.querySelector(`[data-queue-key="${CSS.escape(event.key.toLowerCase())}"]`);
  if (!button || button.disabled) return;
  event.preventDefault();
  button.click();
});
