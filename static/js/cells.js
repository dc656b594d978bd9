/* Cells of a list changed in their place: a double click, or e, F2, Enter on a cell; the arrows lead from cell to cell.
   Enter saves, Tab saves and goes on to the next, Esc leaves. The server draws the form, and the row afterwards. */
const CELL = "#list tbody > [data-row] > :is(td, th)";
const FIELD = "input:not([type=hidden]), select, textarea";
const cellOf = (element) => element?.closest?.(CELL);
const penIn = (cell) => cell?.querySelector(":scope > .pen");
const formIn = () => document.getElementById("cell-form");
const placeOf = (cell) => [...cell.parentNode.children].indexOf(cell);
const typed = (form) => JSON.stringify([...new FormData(form)].filter(([, value]) => typeof value === "string"));
let open = null;

function stand(cell) {
  if (!cell) return;
  const inside = cell.matches("th") ? cell.querySelector("[data-open]") : null;
  if (!inside) cell.tabIndex = -1;
  (inside || cell).focus();
  cell.scrollIntoView({ block: "nearest", inline: "nearest" });
}

function leave() {
  if (!open) return;
  const { cell, was } = open;
  open = null;
  cell.classList.remove("is-edited");
  cell.replaceChildren(...was);
  stand(cell);
}

/* Another form is still open: what was typed into it is not thrown away, it is saved first or asked about again. */
function free() {
  const form = formIn();
  if (!open || !form) return true;
  if (typed(form) === open.typed) {
    leave();
    return true;
  }
  form.querySelector(FIELD)?.focus();
  return false;
}

async function edit(cell) {
  const pen = penIn(cell);
  if (!pen || !free()) return;
  const mine = (open = { cell, was: [...cell.childNodes], typed: "", then: 0 });
  await htmx.ajax("GET", pen.href, { source: cell, target: cell, swap: "innerHTML" });
  const form = formIn();
  if (!form || !cell.contains(form)) {
    if (open === mine) open = null;
    return;
  }
  cell.classList.add("is-edited");
  mine.typed = typed(form);
  const first = form.querySelector(FIELD);
  first?.focus();
  if (first?.matches("input[type=text], input[type=email], input:not([type])")) first.select();
}

/* The next cell that can be changed, in this row or another one. */
function beyond(cell, by) {
  const all = [...document.querySelectorAll(CELL)];
  for (let at = all.indexOf(cell) + by; at >= 0 && at < all.length; at += by) if (penIn(all[at])) return all[at];
  return null;
}

function save(form, then) {
  open.then = then;
  if (typed(form) !== open.typed) {
    form.requestSubmit();
    return;
  }
  const cell = open.cell;
  leave();
  if (then) edit(beyond(cell, then));
}

function inForm(event, form) {
  if (event.key === "Escape") leave();
  else if (event.key === "Enter" && !event.target.matches("button, a") && (!event.target.matches("textarea") || event.ctrlKey || event.metaKey)) save(form, 0);
  else if (event.key === "Tab") {
    const fields = [...form.querySelectorAll(FIELD)].filter((each) => !each.disabled && each.offsetParent);
    const edge = event.shiftKey ? fields[0] : fields[fields.length - 1];
    if (event.target !== edge) return;
    save(form, event.shiftKey ? -1 : 1);
  } else return;
  event.preventDefault();
}

function step(cell, key) {
  const rows = [...document.querySelectorAll("#list tbody > [data-row]")];
  const at = rows.indexOf(cell.parentNode);
  if (key === "ArrowLeft") stand(cell.previousElementSibling);
  else if (key === "ArrowRight") stand(cell.nextElementSibling);
  else stand(rows[at + (key === "ArrowDown" ? 1 : -1)]?.children[placeOf(cell)]);
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing) return;
  const form = event.target.closest?.("#cell-form");
  if (form && open) {
    inForm(event, form);
    return;
  }
  const cell = cellOf(event.target);
  if (!cell || event.ctrlKey || event.metaKey || event.altKey || event.target.matches("select, textarea")) return;
  const letters = localStorage.getItem("keys") !== "off";
  if (event.key.startsWith("Arrow")) step(cell, event.key);
  else if (event.key === "F2" && penIn(cell)) edit(cell);
  else if (event.target === cell && penIn(cell) && (event.key === "Enter" || (event.key === "e" && letters))) edit(cell);
  else return;
  event.preventDefault();
});

document.addEventListener("click", (event) => {
  const pen = event.target.closest?.(`${CELL} > .pen`);
  if (pen && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    edit(pen.parentNode);
  } else if (event.target.closest?.("#cell-form [data-leave-cell]")) {
    event.preventDefault();
    leave();
  } else if (event.target.matches?.(CELL)) stand(event.target);
});
document.addEventListener("dblclick", (event) => {
  const cell = cellOf(event.target);
  if (!penIn(cell) || event.target.closest("a, button, form, input")) return;
  getSelection()?.removeAllRanges();
  edit(cell);
});

/* What is on the screen goes along, so that the row comes back with the same columns. */
document.addEventListener("htmx:configRequest", (event) => {
  if (event.detail.elt.id !== "cell-form") return;
  const heads = [...document.querySelectorAll("#list thead [data-column]")];
  event.detail.parameters.cols = heads.map((head) => {
    const steps = /(?:^|\s)w(\d+)(?:\s|$)/.exec(head.className)?.[1];
    return head.dataset.column + (steps ? `:${steps}` : "");
  }).join(",");
  if (document.querySelector("#list thead > tr > .pick")) event.detail.parameters.picked = "1";
});

/* A list does not draw itself anew under somebody who is typing. */
document.addEventListener("htmx:beforeRequest", (event) => {
  if (event.detail.elt.id === "list" && open && formIn()) event.preventDefault();
});

/* The row was drawn anew: on to the next cell, or back to this one. A form that came back keeps what was typed. */
document.addEventListener("htmx:afterSwap", (event) => {
  if (!open?.typed || formIn()) return;
  const { cell, then } = open;
  const row = document.getElementById(cell.parentNode.id);
  const place = placeOf(cell);
  open = null;
  const now = row?.children[place];
  const next = then ? beyond(now, then) : null;
  if (next) edit(next);
  else stand(now);
});
document.addEventListener("htmx:afterSettle", () => {
  const form = formIn();
  if (!open || !form || form.contains(document.activeElement)) return;
  (form.querySelector("[aria-invalid=true]") || form.querySelector(FIELD))?.focus();
});
