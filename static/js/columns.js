/* Columns: dragged or stepped to a width, kept by the server; in the dialog moved up and down, or dragged. */
const STEP = 20;
const LEAST = 3;
const MOST = 30;
const table = () => document.querySelector("#list [data-list]");
const stepsOf = (head) => Number(/(?:^|\s)w(\d+)(?:\s|$)/.exec(head.className)?.[1]) || 0;
const shownAs = (head) => stepsOf(head) || Math.round(head.offsetWidth / STEP);

function widen(head, steps) {
  const wanted = Math.min(Math.max(steps, LEAST), MOST);
  const place = [...head.parentNode.children].indexOf(head);
  for (const row of table().rows) {
    const cell = row.children[place];
    if (!cell || row.classList.contains("more")) continue;
    cell.className = `${cell.className.replace(/(^|\s)(sized|w\d+)(?=\s|$)/g, "").trim()} sized w${wanted}`;
  }
  head.querySelector("[data-resize]").setAttribute("aria-valuenow", wanted * STEP);
}

function keep() {
  const drawn = table();
  const cols = [...drawn.tHead.querySelectorAll("[data-column]")].map((head) => {
    const steps = stepsOf(head);
    return head.dataset.column + (steps ? `:${steps}` : "");
  });
  const values = { kind: drawn.dataset.kind, cols: cols.join(","), quiet: "1" };
  htmx.ajax("POST", drawn.dataset.arrange, { source: drawn.tHead, values, swap: "none" });
  const address = new URL(location.href);
  if (!address.searchParams.has("cols")) return;
  address.searchParams.set("cols", values.cols);
  history.replaceState(history.state, "", address);
}

function handle(head) {
  const grip = document.createElement("span");
  grip.className = "resizer";
  grip.dataset.resize = "";
  grip.tabIndex = 0;
  const said = { role: "separator", "aria-orientation": "vertical", "aria-valuemin": LEAST * STEP, "aria-valuemax": MOST * STEP };
  for (const [name, value] of Object.entries(said)) grip.setAttribute(name, value);
  grip.setAttribute("aria-valuenow", shownAs(head) * STEP);
  grip.setAttribute("aria-label", `${table().dataset.width}: ${head.textContent.trim()}`);
  head.append(grip);
}

htmx.onLoad(() => {
  for (const head of table()?.tHead?.querySelectorAll("[data-column]") ?? []) {
    if (!head.querySelector("[data-resize]")) handle(head);
  }
});

document.addEventListener("pointerdown", (event) => {
  const grip = event.target.closest?.("[data-resize]");
  if (!grip || event.button) return;
  event.preventDefault();
  grip.focus();
  grip.setPointerCapture(event.pointerId);
  const head = grip.parentNode;
  const [from, wide] = [event.clientX, head.offsetWidth];
  const move = (moved) => widen(head, Math.round((wide + moved.clientX - from) / STEP));
  grip.addEventListener("pointermove", move);
  grip.addEventListener("lostpointercapture", () => {
    grip.removeEventListener("pointermove", move);
    keep();
  }, { once: true });
});

document.addEventListener("keydown", (event) => {
  const grip = event.target.closest?.("[data-resize]");
  const by = { ArrowLeft: -1, ArrowRight: 1 }[event.key];
  if (!grip || !by) return;
  event.preventDefault();
  event.stopPropagation();
  widen(grip.parentNode, shownAs(grip.parentNode) + by);
  clearTimeout(grip.kept);
  grip.kept = setTimeout(keep, 400);
}, true);

/* The dialog: the arrows move a line in place, and a line can be dragged by its name. */
document.addEventListener("click", (event) => {
  const button = event.target.closest?.("[data-choice] [data-move]");
  if (!button) return;
  event.preventDefault();
  const line = button.closest("li");
  if (button.dataset.move === "1") line.nextElementSibling?.after(line);
  else line.previousElementSibling?.before(line);
  button.focus();
});

let dragged = null;
document.addEventListener("dragstart", (event) => {
  dragged = event.target.closest?.("[data-choice] > li");
  dragged?.classList.add("is-dragging");
});
document.addEventListener("dragover", (event) => {
  const over = dragged && event.target.closest?.("[data-choice] > li");
  if (!over || over === dragged) return;
  event.preventDefault();
  const { top, height } = over.getBoundingClientRect();
  if (event.clientY < top + height / 2) over.before(dragged);
  else over.after(dragged);
});
document.addEventListener("dragend", () => {
  dragged?.classList.remove("is-dragging");
  dragged = null;
});
htmx.onLoad((part) => {
  for (const line of part.querySelectorAll?.("[data-choice] > li") ?? []) line.draggable = true;
});
