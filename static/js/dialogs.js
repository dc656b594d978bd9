/* Links marked data-dialog open their page's form in the one dialog. Without script they lead to that page. */
const dialog = document.getElementById("dialog");
const body = document.getElementById("dialog-body");
let typed = false;

const plain = (event) => !event.button && !event.metaKey && !event.ctrlKey && !event.shiftKey && !event.altKey;
const firstField = () =>
  body.querySelector("[autofocus], [aria-invalid=true]") ||
  body.querySelector("input:not([type=hidden]), select, textarea, button, a");

async function show(link) {
  body.replaceChildren();
  await htmx.ajax("GET", link.href, { target: "#dialog-body", swap: "innerHTML" });
  present(link);
}

function present(opener) {
  const whole = body.querySelector("#main");
  if (whole) body.replaceChildren(...whole.childNodes);
  if (!body.childElementCount) return;
  dialog.setAttribute("aria-label", body.querySelector("h1, h2")?.textContent.trim() || opener.textContent.trim());
  typed = false;
  if (!dialog.open) dialog.showModal();
  firstField()?.focus();
}

document.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-dialog]");
  if (dialog && link && plain(event)) {
    event.preventDefault();
    show(link);
  }
  if (event.target.closest("[data-close]")) event.target.closest("dialog")?.close();
});

if (dialog) {
  dialog.addEventListener("input", (event) => {
    if (event.target.form) typed = true;
  });
  dialog.addEventListener("cancel", (event) => {
    if (typed && !confirm(dialog.dataset.discard)) event.preventDefault();
  });
  dialog.addEventListener("close", () => body.replaceChildren());
  /* Whatever else loads something into the dialog (a list's bulk buttons) opens it. */
  body.addEventListener("htmx:afterSettle", (event) => {
    if (event.target === body && !dialog.open && event.detail.elt !== document.body) present(event.detail.requestConfig.elt);
  });
  document.addEventListener("close-dialog", () => dialog.open && dialog.close());
}

/* A refused form: its cancel button stays visible and the first field to mend takes the focus. */
htmx.onLoad((part) => {
  for (const button of part.querySelectorAll("dialog [data-close][hidden]")) button.hidden = false;
  if (part.closest("dialog")) for (const button of part.querySelectorAll("[data-close][hidden]")) button.hidden = false;
});
/* At the swap, not when it has settled: by then somebody quick may be writing in another field. */
document.addEventListener("htmx:afterSwap", (event) => {
  if (![409, 422].includes(event.detail.xhr?.status)) return;
  const place = document.querySelector("dialog[open]") || document;
  (place.querySelector("[aria-invalid=true], .conflict input") || place.querySelector("[role=alert]"))?.focus();
});
