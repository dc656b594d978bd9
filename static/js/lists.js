/* A list that draws itself anew stays as long as it had been scrolled, and where it was. */
const list = (element) => (element?.id === "list" ? element : null);
let top = 0;

document.addEventListener("htmx:configRequest", (event) => {
  const shown = list(event.detail.elt)?.querySelectorAll("[data-row]").length;
  if (shown) event.detail.parameters.shown = shown;
});
document.addEventListener("htmx:beforeSwap", (event) => {
  if (list(event.target)) top = event.target.scrollTop;
});
document.addEventListener("htmx:afterSettle", () => {
  const drawn = document.getElementById("list");
  if (drawn && top) drawn.scrollTop = top;
  top = 0;
});
