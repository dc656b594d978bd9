/* The deal board: cards are dragged with the mouse, with a long press on a touch screen, or moved with the keyboard.
   Where a card was let go is sent with the stage it was seen in; the server moves it, or asks for what is missing. */
const LONG_PRESS = 380;
const SLACK = 7;
const EDGE = 56;
const board = () => document.getElementById("board");
const targets = () => [...document.querySelectorAll("#board .col, .drops .drop")];
const nameOf = (card) => card.querySelector(".deal__name").textContent;
const stageOf = (element) => element?.closest("[data-stage]") || null;
const still = matchMedia("(prefers-reduced-motion: reduce)");
let drag = null;
let press = null;
let waiting = null;
let swallow = false;
let focusOn = "";
let places = null;

function words(name, values) {
  return Object.entries(values).reduce((text, [key, value]) => text.replace(`{${key}}`, value), board().dataset[name]);
}
function say(name, values) {
  document.getElementById("board-said").textContent = words(name, values);
}

/* Picking up, being over a stage, letting go; the same for pointer and keyboard. */
function pickUp(card, from) {
  drag = { card, home: stageOf(card), over: null, slot: document.createElement("li"), ...from };
  drag.slot.className = "slot";
  card.classList.add("ghost");
  document.body.classList.add("is-moving");
  say("picked", { deal: nameOf(card) });
}

function hover(target) {
  if (!drag || drag.over === target) return;
  drag.over?.classList.remove("is-over");
  drag.slot.remove();
  drag.over = target;
  if (!target) return;
  target.classList.add("is-over");
  const list = target.querySelector(".col__list");
  if (list && target !== drag.home) {
    drag.slot.textContent = words("slot", { stage: target.dataset.name });
    list.prepend(drag.slot);
    list.scrollTop = 0;
  }
  const all = targets();
  const place = { deal: nameOf(drag.card), stage: target.dataset.name, place: all.indexOf(target) + 1, all: all.length };
  say("over", place);
}

function end() {
  const done = drag;
  drag = null;
  done.copy?.remove();
  done.over?.classList.remove("is-over");
  document.body.classList.remove("is-moving");
  cancelAnimationFrame(done.frame);
  return done;
}

function putBack(done) {
  done.slot.remove();
  done.mark?.replaceWith(done.card);
  done.card.classList.remove("ghost", "is-sent");
  if (document.contains(done.card)) done.card.querySelector(".deal__name").focus({ preventScroll: true });
}

function cancel() {
  if (!drag) return;
  say("back", { deal: nameOf(drag.card) });
  putBack(end());
}

function letGo() {
  const done = end();
  if (!done.over || done.over === done.home) {
    putBack(done);
    return;
  }
  send(done);
}

function send(done) {
  const move = done.card.querySelector(".deal__move").getAttribute("href");
  const values = { stage: done.over.dataset.stage, seen: done.home.dataset.stage, next: location.pathname + location.search };
  waiting = done;
  focusOn = done.card.querySelector(".deal__name").getAttribute("href");
  if (done.slot.isConnected) {
    done.mark = document.createElement("li");
    done.mark.hidden = true;
    done.card.replaceWith(done.mark);
    done.slot.replaceWith(done.card);
    done.card.classList.replace("ghost", "is-sent");
  }
  htmx.ajax("POST", move, { source: "#board-said", target: "#dialog-body", swap: "innerHTML", values });
}

/* Refused, or given up in the dialog: the card is back where it was. A board that draws itself anew knows better. */
function settle() {
  if (waiting) putBack(waiting);
  waiting = null;
}

/* The pointer. */
function startAt(card, event) {
  const box = card.getBoundingClientRect();
  const copy = card.cloneNode(true);
  copy.classList.add("is-dragging");
  copy.setAttribute("aria-hidden", "true");
  copy.style.setProperty("--drag-w", `${box.width}px`);
  document.body.append(copy);
  pickUp(card, { copy, dx: event.clientX - box.left, dy: event.clientY - box.top, x: event.clientX, y: event.clientY });
  follow(event);
  drag.frame = requestAnimationFrame(roll);
}

function follow(event) {
  drag.x = event.clientX;
  drag.y = event.clientY;
  drag.copy.style.setProperty("--drag-x", `${drag.x - drag.dx}px`);
  drag.copy.style.setProperty("--drag-y", `${drag.y - drag.dy}px`);
  hover(stageOf(document.elementFromPoint(drag.x, drag.y)));
}

/* Near an edge the board, the column and on a phone the page scroll along. */
function roll() {
  if (!drag?.copy) return;
  const place = board().getBoundingClientRect();
  const pull = (at, from, to) => (at < from + EDGE ? at - from - EDGE : at > to - EDGE ? at - to + EDGE : 0) / 4;
  const across = pull(drag.x, Math.max(place.left, 0), Math.min(place.right, innerWidth));
  if (across) board().scrollLeft += across;
  const list = drag.over?.querySelector(".col__list");
  const part = list?.getBoundingClientRect();
  if (list && list.scrollHeight > list.clientHeight) list.scrollTop += pull(drag.y, part.top, part.bottom);
  else if (board().scrollHeight <= board().clientHeight + 1) scrollBy(0, pull(drag.y, 60, innerHeight - 120));
  if (across) hover(stageOf(document.elementFromPoint(drag.x, drag.y)));
  drag.frame = requestAnimationFrame(roll);
}

function forget() {
  clearTimeout(press?.timer);
  press = null;
}

/* The keyboard: m picks up, arrows choose, Enter lets go, Escape puts back; Shift and an arrow move at once. */
function near(card, key) {
  const column = card.closest(".col");
  const cards = [...column.querySelectorAll(".deal")];
  const at = cards.indexOf(card);
  if (key === "ArrowUp") return cards[at - 1];
  if (key === "ArrowDown") return cards[at + 1];
  let other = column;
  do other = key === "ArrowLeft" ? other.previousElementSibling : other.nextElementSibling;
  while (other && !other.querySelector(".deal"));
  const there = other ? [...other.querySelectorAll(".deal")] : [];
  return there[Math.min(at, there.length - 1)];
}

function onward(from, key) {
  const all = targets();
  const by = key === "ArrowLeft" || key === "ArrowUp" ? -1 : 1;
  return all[Math.min(Math.max(all.indexOf(from) + by, 0), all.length - 1)];
}

function show(element) {
  element.scrollIntoView({ block: "nearest", inline: "nearest", behavior: still.matches ? "auto" : "smooth" });
}

function steer(event) {
  if (event.key === "Escape") cancel();
  else if (event.key === "Enter" || event.key === " ") letGo();
  else if (event.key.startsWith("Arrow")) {
    hover(onward(drag.over || drag.home, event.key));
    show(drag.over);
  } else if (event.key !== "Tab") return false;
  else cancel();
  return event.key !== "Tab";
}

function onCard(card, event) {
  const movable = card.querySelector(".deal__move") && !waiting;
  if (event.key === "m" && movable) {
    pickUp(card, { over: stageOf(card) });
    drag.over.classList.add("is-over");
  } else if (event.shiftKey && ["ArrowLeft", "ArrowRight"].includes(event.key) && movable) {
    const to = onward(stageOf(card), event.key);
    pickUp(card, {});
    hover(to);
    letGo();
  } else if (event.key.startsWith("Arrow") && !event.shiftKey) {
    const next = near(card, event.key);
    next?.querySelector(".deal__name").focus({ preventScroll: true });
    if (next) show(next);
  } else return false;
  return true;
}

function listen() {
  document.addEventListener("pointerdown", (event) => {
    swallow = false;
    const card = event.target.closest(".board .deal:has(.deal__move)");
    if (!card || event.button || !event.isPrimary || event.target.closest(".deal__move") || waiting) return;
    press = { card, x: event.clientX, y: event.clientY, touch: event.pointerType !== "mouse" };
    if (press.touch) press.timer = setTimeout(() => (startAt(card, event), navigator.vibrate?.(12)), LONG_PRESS);
  });

  document.addEventListener("pointermove", (event) => {
    if (drag?.copy) return follow(event);
    if (!press || Math.hypot(event.clientX - press.x, event.clientY - press.y) < SLACK) return;
    if (press.touch) forget();
    else startAt(press.card, event);
  });

  document.addEventListener("pointerup", () => {
    forget();
    if (!drag?.copy) return;
    swallow = true;
    setTimeout(() => (swallow = false), 60);
    letGo();
  });
  document.addEventListener("pointercancel", () => (forget(), drag?.copy && cancel()));
  document.addEventListener("dragstart", (event) => event.target.closest?.(".board .deal") && event.preventDefault());
  document.addEventListener("contextmenu", (event) => press?.touch && event.preventDefault());
  document.addEventListener("touchmove", (event) => drag?.copy && event.cancelable && event.preventDefault(), { passive: false });
  document.addEventListener("click", (event) => {
    if (!swallow) return;
    swallow = false;
    event.preventDefault();
    event.stopPropagation();
  }, true);

  document.addEventListener("keydown", (event) => {
    if (!board() || event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
    const card = event.target.closest?.(".board .deal");
    const done = drag ? steer(event) : event.target.matches?.(".deal__name") && card && onCard(card, event);
    if (!done) return;
    event.preventDefault();
    event.stopPropagation();
  }, true);

  /* Drawn anew, the board is as long as it was, scrolled to where it was, and the card that moved has the focus. */
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.elt.id !== "board") return;
    const most = Math.max(...[...board().querySelectorAll(".col__list")].map((list) => list.querySelectorAll(".deal").length));
    if (most > 25) event.detail.parameters.shown = most;
  });
  document.addEventListener("htmx:beforeSwap", (event) => {
    if (event.target.id !== "board") return;
    const tops = [...board().querySelectorAll(".col")].map((column) => [column.dataset.stage, column.querySelector(".col__list").scrollTop]);
    places = { left: board().scrollLeft, tops: new Map(tops) };
    if (drag) end();
    waiting = null;
  });
  document.addEventListener("htmx:afterSettle", () => {
    if (!places || !board()) return;
    board().scrollLeft = places.left;
    for (const column of board().querySelectorAll(".col")) column.querySelector(".col__list").scrollTop = places.tops.get(column.dataset.stage) || 0;
    places = null;
    const link = focusOn && board().querySelector(`.deal__name[href="${CSS.escape(focusOn)}"]`);
    if (link && !document.querySelector("dialog[open]")) link.focus({ preventScroll: true });
    focusOn = "";
  });
  document.getElementById("dialog")?.addEventListener("close", () => setTimeout(settle, 600));
  document.addEventListener("htmx:sendError", settle);
  document.addEventListener("htmx:responseError", settle);
}

if (board()) listen();
