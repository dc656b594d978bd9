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

/* The filter: a pane beside the list, on a phone a sheet; it is fetched when it is opened first. Empty fields stay out of the address. */
const small = matchMedia("(max-width: 760px)");
const pane = () => document.getElementById("filter");
const sheet = document.getElementById("filter-sheet");

function press(opened) {
  for (const button of document.querySelectorAll("[data-filter]")) {
    for (const name of ["aria-pressed", "aria-expanded"]) button.setAttribute(name, String(opened));
  }
}

async function fetched() {
  const lazy = pane().dataset.pane;
  if (lazy) await htmx.ajax("GET", lazy, { target: "#filter", swap: "outerHTML" });
  for (const button of pane().querySelectorAll("[data-filter-close]")) button.hidden = false;
}

async function openPane(opened) {
  if (opened) await fetched();
  pane().hidden = !opened;
  document.cookie = `filter=${opened ? "open" : "shut"}; path=/; max-age=31536000; samesite=lax`;
  press(opened);
  if (opened) pane().querySelector("select, input:not([type=hidden])")?.focus();
  else document.querySelector("[data-filter]")?.focus();
}

async function openSheet() {
  await fetched();
  pane().hidden = true;
  sheet.append(...pane().childNodes);
  htmx.process(sheet);
  sheet.showModal();
}

if (pane()) {
  for (const button of pane().querySelectorAll("[data-filter-close]")) button.hidden = false;
  if (small.matches) pane().hidden = true;
  sheet.addEventListener("close", () => pane().append(...sheet.childNodes));
  sheet.addEventListener("click", (event) => event.target === sheet && sheet.close());
  document.addEventListener("click", (event) => {
    const toggle = event.target.closest("[data-filter], [data-filter-close]");
    if (!toggle) return;
    event.preventDefault();
    if (sheet.open) sheet.close();
    else if (small.matches) openSheet();
    else openPane(pane().hidden);
  });
  document.addEventListener("filter-applied", () => sheet.open && sheet.close());
  document.addEventListener("htmx:configRequest", (event) => {
    if (event.detail.elt.id !== "filter-form") return;
    const values = event.detail.formData;
    for (const name of new Set(values.keys())) if (values.getAll(name).every((value) => !value)) values.delete(name);
  });
  document.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.elt?.id !== "filter-form" && !pane().hidden) return;
    press(!pane().hidden);
  });
}

/* Where the views are a row that scrolls sideways, the one that is open is in sight. */
const views = document.querySelector(".pane-nav");
const open = views?.querySelector("[aria-current]");
if (open && views.scrollWidth > views.clientWidth) views.scrollLeft = open.offsetLeft - views.offsetLeft - 12;
