/* The leads' suggested matches: where the focus goes, how many are ticked, and how far the run is. All works without. */
(() => {
  const told = document.querySelector("#result") || document.querySelector(".messages li");
  if (told) {
    told.tabIndex = -1;
    told.focus();
  }

  const boxes = () => [...document.querySelectorAll("input[type=checkbox][form=ticked]")];

  const count = () => {
    const part = document.querySelector("[data-ticked]");
    if (!part) return;
    const all = boxes(), ticked = all.filter((box) => box.checked).length;
    part.textContent = ticked ? part.dataset.ticked.replace("0", ticked) : "";
    document.querySelector("[data-tick-all]").hidden = !all.length;
  };

  document.addEventListener("change", (event) => {
    if (event.target.form && event.target.form.id === "ticked") count();
  });
  document.addEventListener("click", (event) => {
    if (!event.target.closest("[data-tick-all]")) return;
    const all = boxes(), tick = all.some((box) => !box.checked);
    all.forEach((box) => { box.checked = tick; });
    count();
  });
  document.addEventListener("w-swap:success", count);
  window.addEventListener("pageshow", count); // back from another page the browser has kept the ticks

  const progress = document.querySelector("[data-progress]");
  if (!progress) return;
  const says = document.createElement("p");
  says.className = "w-sr-only";
  says.setAttribute("role", "status");
  progress.after(says);
  const look = async () => {
    const answer = await fetch(progress.dataset.progress, { headers: { "X-Requested-With": "XMLHttpRequest" } }).catch(() => null);
    if (answer && answer.ok) {
      const found = new DOMParser().parseFromString(await answer.text(), "text/html");
      const stages = found.querySelector(".stages");
      if (!stages) return location.reload();
      const here = progress.querySelector(".stages"), before = here.textContent;
      here.replaceWith(stages);
      if (before !== stages.textContent) says.textContent = stages.querySelector(".now").textContent;
    }
    setTimeout(look, 1500);
  };
  setTimeout(look, 1000);
})();
