// A signature drawn by finger, pen or mouse, kept as plain lines on a pad of 600 by 200 units.

const WIDTH = 600;
const HEIGHT = 200;
const CLOSEST = 2;
const MOST_POINTS = 3900;
const SVG = "http://www.w3.org/2000/svg";

export function start(box) {
  const pad = box.querySelector(".pad");
  const field = box.querySelector("[data-pad-value]");
  const status = box.querySelector("[data-pad-status]");
  let stroke = null;
  let latest = null;
  let points = 0;

  const place = (event) => {
    const area = pad.getBoundingClientRect();
    const within = (value, most) => Math.min(most, Math.max(0, value));
    return [
      within(((event.clientX - area.left) / area.width) * WIDTH, WIDTH).toFixed(1),
      within(((event.clientY - area.top) / area.height) * HEIGHT, HEIGHT).toFixed(1),
    ];
  };
  const keep = () => {
    field.value = [...pad.querySelectorAll("path")].map((path) => path.getAttribute("d")).join(" ");
    status.textContent = field.value ? status.dataset.signed : "";
  };

  const begin = (event) => {
    if (points >= MOST_POINTS) return;
    event.preventDefault();
    pad.setPointerCapture(event.pointerId);
    latest = place(event);
    points += 1;
    stroke = document.createElementNS(SVG, "path");
    stroke.setAttribute("d", `M ${latest[0]} ${latest[1]}`);
    pad.append(stroke);
  };
  const draw = (event) => {
    if (!stroke || points >= MOST_POINTS) return;
    const next = place(event);
    if (Math.hypot(next[0] - latest[0], next[1] - latest[1]) < CLOSEST) return;
    latest = next;
    points += 1;
    stroke.setAttribute("d", `${stroke.getAttribute("d")} L ${next[0]} ${next[1]}`);
  };
  const end = () => {
    if (!stroke) return;
    stroke = null;
    keep();
  };

  box.querySelector("[data-pad-clear]").addEventListener("click", () => {
    pad.querySelectorAll("path").forEach((path) => path.remove());
    points = 0;
    keep();
  });
  pad.addEventListener("pointerdown", begin);
  pad.addEventListener("pointermove", draw);
  pad.addEventListener("pointerup", end);
  pad.addEventListener("pointercancel", end);
  box.querySelector("[data-pad-draw]").hidden = false;
}
