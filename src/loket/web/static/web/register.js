// Down and up walk from the box through what was found. Without this module Tab does the same.

const box = document.querySelector("[data-people]");
const links = [...document.querySelectorAll("[data-results] tbody th a")];

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.altKey || event.metaKey || !["ArrowDown", "ArrowUp"].includes(event.key)) return;
  const stops = [box, ...links];
  const place = stops.indexOf(document.activeElement);
  if (place < 0 || !links.length) return;
  event.preventDefault();
  stops[Math.min(Math.max(place + (event.key === "ArrowDown" ? 1 : -1), 0), links.length)].focus();
});
