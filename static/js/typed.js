/* A session that ended while one was writing: what was typed waits in this tab, and is there again after signing in.
   Only for the same person; never passwords or hidden fields. */
const PLACE = "typed";
const who = () => document.querySelector("[data-who]")?.dataset.who;
const fields = (form) =>
  [...form.elements].filter((each) => each.name && each.matches("textarea, select, input:not([type=hidden], [type=password], [type=file])"));

document.addEventListener("htmx:beforeOnLoad", (event) => {
  const to = event.detail.xhr.getResponseHeader("HX-Redirect");
  const form = event.detail.elt.closest("form");
  if (!to || !form || !new URL(to, location).searchParams.has("next")) return;
  const values = fields(form).map((each) => [each.name, each.type === "checkbox" ? each.checked : each.value]);
  sessionStorage.setItem(PLACE, JSON.stringify({ who: who(), action: form.getAttribute("action"), values }));
});

htmx.onLoad((part) => {
  const kept = JSON.parse(sessionStorage.getItem(PLACE) || "null");
  if (!kept || !who()) return;
  if (kept.who !== who()) return sessionStorage.removeItem(PLACE);
  const form = [...part.querySelectorAll("form"), part].find((each) => each.matches("form") && each.getAttribute("action") === kept.action);
  if (!form) return;
  sessionStorage.removeItem(PLACE);
  for (const [name, value] of kept.values) {
    const field = fields(form).find((each) => each.name === name);
    if (field?.type === "checkbox") field.checked = value;
    else if (field) field.value = value;
  }
});
