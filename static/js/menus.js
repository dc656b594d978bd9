/* Native <details class="menu" data-menu>: one open at a time, Esc and a click elsewhere close, arrows walk. */
const openMenus = () => document.querySelectorAll("details[data-menu][open]");

document.addEventListener("click", (event) => {
  const inside = event.target.closest("details[data-menu]");
  const chosen = event.target.closest("details[data-menu] :is(a, button[type=button])");
  for (const menu of openMenus()) if (menu !== inside || chosen) menu.open = false;
});

document.addEventListener("focusin", (event) => {
  for (const menu of openMenus()) if (!menu.contains(event.target)) menu.open = false;
});

document.addEventListener("keydown", (event) => {
  const menu = event.target.closest?.("details[data-menu][open]");
  if (!menu) return;
  if (event.key === "Escape") {
    menu.open = false;
    menu.querySelector("summary").focus();
    event.preventDefault();
  }
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  const stops = [...menu.querySelectorAll("summary, a, button")].filter((each) => each.offsetParent);
  const step = event.key === "ArrowDown" ? 1 : -1;
  stops[(stops.indexOf(document.activeElement) + step + stops.length) % stops.length].focus();
  event.preventDefault();
});
