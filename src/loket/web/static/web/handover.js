// The signature pad: strokes become SVG path data in a hidden field. Without it, the printed page is signed.

const WIDTH = 600;
const HEIGHT = 200;
const NEAREST = 1.5;
const MOST_POINTS = 3900;

function pad(box) {
  const canvas = box.querySelector("canvas");
  const field = box.querySelector("input[type=hidden]");
  const clear = box.querySelector("[data-clear]");
  const pen = canvas.getContext("2d");
  let strokes = [];
  let drawing = null;
  let points = 0;

  function place(event) {
    const frame = canvas.getBoundingClientRect();
    const x = ((event.clientX - frame.left) / frame.width) * WIDTH;
    const y = ((event.clientY - frame.top) / frame.height) * HEIGHT;
    const within = (value, most) => Math.round(Math.min(Math.max(value, 0), most) * 10) / 10;
    return [within(x, WIDTH), within(y, HEIGHT)];
  }

  function store() {
    field.value = strokes
      .filter((stroke) => stroke.length > 1)
      .map((stroke) => stroke.map(([x, y], at) => `${at ? "L" : "M"}${x} ${y}`).join(" "))
      .join(" ");
  }

  function draw() {
    pen.clearRect(0, 0, WIDTH, HEIGHT);
    pen.lineWidth = 4;
    pen.lineCap = pen.lineJoin = "round";
    pen.strokeStyle = "#10233f";
    for (const stroke of strokes) {
      pen.beginPath();
      stroke.forEach(([x, y], at) => (at ? pen.lineTo(x, y) : pen.moveTo(x, y)));
      pen.stroke();
    }
  }

  function begin(event) {
    event.preventDefault();
    canvas.setPointerCapture(event.pointerId);
    drawing = [place(event)];
    strokes.push(drawing);
    points += 1;
    box.dispatchEvent(new CustomEvent("pad:signed", { bubbles: true }));
  }

  function follow(event) {
    if (!drawing || points >= MOST_POINTS) return;
    const [x, y] = place(event);
    const [lastX, lastY] = drawing.at(-1);
    if (Math.hypot(x - lastX, y - lastY) < NEAREST) return;
    drawing.push([x, y]);
    points += 1;
    draw();
  }

  function end() {
    drawing = null;
    store();
  }

  canvas.addEventListener("pointerdown", begin);
  canvas.addEventListener("pointermove", follow);
  canvas.addEventListener("pointerup", end);
  canvas.addEventListener("pointercancel", end);
  clear.addEventListener("click", () => {
    strokes = [];
    points = 0;
    draw();
    store();
    canvas.focus();
  });
  box.hidden = false;
}

document.querySelectorAll("[data-pad]").forEach(pad);

// Whoever draws means to sign on the screen.
document.addEventListener("pad:signed", () => {
  const onScreen = document.querySelector("input[name=signed_on][value=layar]");
  if (onScreen) onScreen.checked = true;
});

// Fill the collector from the applicant when the applicant comes in person.
const applicant = document.querySelector("[data-applicant-name]");
const relation = document.querySelector("[name=collector_relation]");

function fillFromApplicant() {
  const self = document.querySelector("[name=collector_relation]:checked")?.value === "self";
  for (const [name, value] of [
    ["collector_name", applicant.dataset.applicantName],
    ["collector_nik", applicant.dataset.applicantNik],
  ]) {
    const field = document.querySelector(`[name=${name}]`);
    if (self && field && !field.value) field.value = value;
    else if (!self && field && field.value === value) field.value = "";
  }
  document.querySelectorAll("[data-mandate]").forEach((part) => {
    part.hidden = document.querySelector("[name=collector_relation]:checked")?.value !== "proxy";
  });
}

if (applicant && relation) {
  document.addEventListener("change", (event) => {
    if (event.target.name === "collector_relation") fillFromApplicant();
  });
  fillFromApplicant();
}
