// The scans beside a form: one page at a time, larger, smaller, turned; a field with the focus shows the scan it comes from.

const LARGEST = 400;
const STEP = 50;

function start(scans) {
  const pages = [...scans.querySelectorAll(".scans__page")];
  const choice = scans.querySelector("[data-scan-choice]");
  const stage = scans.querySelector(".scans__stage");
  let place = 0;
  let width = 100;
  let turned = 0;

  function draw() {
    pages.forEach((page, one) => { page.hidden = one !== place; });
    const picture = pages[place].querySelector("img");
    picture.style.width = `${width}%`;
    picture.style.transform = turned ? `rotate(${turned}deg)` : "";
    choice.value = String(place);
  }

  function show(next) {
    if (next < 0 || next >= pages.length || next === place) return;
    [place, width, turned] = [next, 100, 0];
    stage.scrollTo(0, 0);
    draw();
  }

  const acts = {
    previous: () => show(place - 1),
    next: () => show(place + 1),
    smaller: () => { width = Math.max(STEP, width - STEP); draw(); },
    larger: () => { width = Math.min(LARGEST, width + STEP); draw(); },
    turn: () => { turned = (turned + 90) % 360; draw(); },
  };

  scans.querySelectorAll("[data-with-script]").forEach((part) => { part.hidden = false; });
  scans.addEventListener("click", (event) => acts[event.target.closest("[data-scan]")?.dataset.scan]?.());
  choice.addEventListener("change", () => show(Number(choice.value)));
  document.addEventListener("focusin", (event) => {
    const wanted = event.target.closest("[data-paper]")?.dataset.paper;
    if (!wanted || pages[place].dataset.requirement === wanted) return;
    show(pages.findIndex((page) => page.dataset.requirement === wanted));
  });
  draw();
}

document.querySelectorAll("[data-scans]").forEach(start);
