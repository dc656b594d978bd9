/* Facts edited in place: a double click opens, Esc gives up, and what is being typed in one outlives the saving of another. */
const saved = new WeakSet();
const factOf = (element) => element.closest?.("[data-fact]");

document.addEventListener("dblclick", (event) => {
  if (event.target.closest("a, button, form")) return;
  const fact = event.target.closest(".facts > div, [data-fact]");
  const pencil = fact?.querySelector("[data-edit-fact]");
  if (!pencil) return;
  getSelection()?.removeAllRanges();
  pencil.click();
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape" || event.defaultPrevented) return;
  const cancel = factOf(event.target)?.querySelector("[data-cancel]");
  if (!cancel) return;
  event.preventDefault();
  cancel.click();
});

document.addEventListener("htmx:afterRequest", (event) => {
  const form = event.detail.elt;
  if (event.detail.successful && form.matches("form") && factOf(form)) saved.add(form);
});

/* A form that is still open moves over into what was drawn anew. */
document.addEventListener("htmx:oobBeforeSwap", (event) => {
  for (const fact of event.detail.target.querySelectorAll("[data-fact]:has(form)")) {
    if (!saved.has(fact.querySelector("form"))) event.detail.fragment.querySelector(`#${CSS.escape(fact.id)}`)?.replaceWith(fact);
  }
});

document.addEventListener("htmx:afterSettle", (event) => {
  const fact = event.target.matches?.("[data-fact]") ? event.target : null;
  fact?.querySelector("form :is(input:not([type=hidden]), select, textarea), [data-edit-fact]")?.focus();
});
