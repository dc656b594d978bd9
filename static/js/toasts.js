/* Toasts leave by themselves, wait while one looks at them, and say so when a request failed. */
const region = document.getElementById("toasts");
const SHORT = 6000;
const LONG = 15000;

function leaveLater(toast) {
  const wait = toast.querySelector("form") ? LONG : SHORT;
  const look = () => {
    if (region.matches(":hover, :focus-within")) setTimeout(look, SHORT / 2);
    else toast.remove();
  };
  setTimeout(look, wait);
}

function welcome(toast) {
  if (!(toast instanceof HTMLElement) || !toast.matches("[data-toast]")) return;
  for (const button of toast.querySelectorAll("[data-dismiss]")) button.hidden = false;
  if (!toast.hasAttribute("data-stays")) leaveLater(toast);
}

function complain(text) {
  const shown = [...region.querySelectorAll(".toast > span")].some((each) => each.textContent === text);
  if (shown) return;
  const toast = document.getElementById("toast-template").content.cloneNode(true);
  toast.querySelector("span").textContent = text;
  region.append(toast);
}

function reasonOf(xhr) {
  if (xhr.status === 403) return xhr.responseText.includes("data-stale") ? region.dataset.stale : region.dataset.refused;
  if (xhr.status === 404 || xhr.status === 410) return region.dataset.gone;
  return region.dataset.failed;
}

if (region) {
  for (const toast of region.children) welcome(toast);
  new MutationObserver((records) => {
    for (const record of records) for (const node of record.addedNodes) welcome(node);
  }).observe(region, { childList: true });
  region.addEventListener("click", (event) => {
    if (event.target.closest("[data-dismiss]")) event.target.closest("[data-toast]").remove();
  });
  region.addEventListener("htmx:afterRequest", (event) => {
    if (event.detail.successful) event.target.closest("[data-toast]")?.remove();
  });
  document.addEventListener("htmx:responseError", (event) => complain(reasonOf(event.detail.xhr)));
  document.addEventListener("htmx:sendError", () => complain(region.dataset.lost));
  document.addEventListener("htmx:timeout", () => complain(region.dataset.lost));
}
