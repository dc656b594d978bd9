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

/* The filter: a pane beside the list, on a phone a sheet. Empty fields stay out of the address. */
const small = matchMedia("(max-width: 760px)");
const pane = document.getElementById("filter");
const sheet = document.getElementById("filter-sheet");

function openPane(opened) {
  pane.hidden = !opened;
  document.cookie = `filter=${opened ? "open" : "shut"}; path=/; max-age=31536000; samesite=lax`;
  const button = document.querySelector("[data-filter]");
  for (const name of ["aria-pressed", "aria-expanded"]) button?.setAttribute(name, String(opened));
  if (opened) pane.querySelector("select, input:not([type=hidden])")?.focus();
  else button?.focus();
}

function openSheet() {
  sheet.append(...pane.childNodes);
  sheet.showModal();
}

if (pane) {
  for (const button of pane.querySelectorAll("[data-filter-close]")) button.hidden = false;
  if (small.matches) pane.hidden = true;
  sheet.addEventListener("close", () => pane.append(...sheet.childNodes));
  sheet.addEventListener("click", (event) => event.target === sheet && sheet.close());
  document.addEventListener("click", (event) => {
    const toggle = event.target.closest("[data-filter], [data-filter-close]");
    if (!toggle) return;
    event.preventDefault();
    if (sheet.open) sheet.close();
    else if (small.matches) openSheet();
    else openPane(pane.hidden);
  });
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.elt.id !== "filter-form") return;
    const values = event.detail.formData;
    for (const name of new Set(values.keys())) if (values.getAll(name).every((value) => !value)) values.delete(name);
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.elt?.id !== "filter-form" && !pane.hidden) return;
    for (const button of document.querySelectorAll("[data-filter]")) button.setAttribute("aria-pressed", String(!pane.hidden));
  });
}
