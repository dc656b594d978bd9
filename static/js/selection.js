/* Ticked rows of a list: the bar that acts on them, all at once, a run of them with Shift, kept when it draws itself anew. */
const bar = document.getElementById("bulk");

if (bar) {
  const boxes = () => [...document.querySelectorAll("#list [data-pick][name=ids]")];
  const every = bar.elements.all;
  let last = null;
  let kept = new Set();

  const mark = () => {
    const all = boxes();
    const ticked = all.filter((box) => box.checked);
    for (const box of all) box.closest("tr").setAttribute("aria-selected", String(box.checked || every.checked));
    bar.hidden = !ticked.length && !every.checked;
    if (bar.hidden) every.checked = false;
    bar.querySelector("[data-picked]").textContent = every.checked ? document.querySelector("#figures b")?.textContent || "✓" : ticked.length;
    const head = document.querySelector("[data-pick-all]");
    if (head) {
      head.hidden = false;
      head.checked = all.length > 0 && ticked.length === all.length;
      head.indeterminate = ticked.length > 0 && !head.checked;
    }
  };

  const tickRun = (box) => {
    const all = boxes();
    const [from, to] = [all.indexOf(last), all.indexOf(box)].sort((one, other) => one - other);
    if (from >= 0) for (const each of all.slice(from, to + 1)) each.checked = box.checked;
  };

  const tickAll = (ticked) => {
    for (const box of boxes()) box.checked = ticked;
    if (!ticked) every.checked = false;
    mark();
  };

  document.addEventListener("click", (event) => {
    const box = event.target.closest("#list [data-pick][name=ids]");
    if (box && event.shiftKey && last) tickRun(box);
    if (box) last = box;
    if (event.target.closest("[data-unpick]")) tickAll(false);
  });
  document.addEventListener("change", (event) => {
    if (event.target.matches("[data-pick-all]")) tickAll(event.target.checked);
    else if (event.target === every || event.target.matches("#list [data-pick]")) mark();
  });
  document.addEventListener("close-dialog", () => tickAll(false));
  document.addEventListener("htmx:beforeSwap", () => {
    kept = new Set(boxes().filter((box) => box.checked).map((box) => box.value));
  });
  document.addEventListener("htmx:afterSettle", () => {
    for (const box of boxes()) if (kept.has(box.value)) box.checked = true;
    mark();
  });

  bar.classList.add("bulkbar");
  for (const button of bar.querySelectorAll("[data-unpick]")) button.hidden = false;
  mark();
}
