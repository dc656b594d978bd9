/* Keys: / ? c+letter g+letter j k x e Enter and Ctrl/Cmd-K. The help dialog can switch the single letters off. */
const FIELDS = "input:not([type=checkbox], [type=radio]), textarea, select, [contenteditable=true]";
const SECOND_KEY = 1200;
let prefix = "";
let forget = 0;

const off = () => localStorage.getItem("keys") === "off";
const visible = (element) => element?.getClientRects().length > 0;
const first = (selector) => [...document.querySelectorAll(selector)].find(visible);
const rows = () => [...document.querySelectorAll("[data-list] [data-row]")].filter(visible);
const cursor = () => document.activeElement?.closest("[data-row]") || document.querySelector("[data-row].is-cursor");

function moveTo(row) {
  for (const each of document.querySelectorAll("[data-row].is-cursor")) each.classList.remove("is-cursor");
  if (!row) return;
  row.classList.add("is-cursor");
  (row.querySelector("[data-open]") || row).focus();
  row.scrollIntoView({ block: "nearest" });
}

function step(by) {
  const all = rows();
  const now = all.indexOf(cursor());
  moveTo(now < 0 ? all[0] : all[Math.min(Math.max(now + by, 0), all.length - 1)]);
}

function awaitSecond(key) {
  prefix = key;
  clearTimeout(forget);
  forget = setTimeout(() => (prefix = ""), SECOND_KEY);
}

const single = {
  "/": () => document.getElementById("search")?.select(),
  "?": () => document.querySelector("[data-shortcuts]")?.click(),
  c: () => awaitSecond("create"),
  g: () => awaitSecond("go"),
  j: () => step(1),
  k: () => step(-1),
  d: () => cursor()?.querySelector("[data-tick]")?.click(),
  x: () => cursor()?.querySelector("[data-pick], [type=checkbox]")?.click(),
  e: () => (cursor()?.querySelector("[data-edit]") || first("[data-edit]"))?.click(),
  Enter: () => cursor()?.querySelector("[data-open]")?.click(),
};

function press(event) {
  const target = prefix && document.querySelector(`[data-${prefix}="${CSS.escape(event.key)}"]`);
  if (target || prefix) {
    prefix = "";
    if (target) target.click();
    return Boolean(target);
  }
  const act = single[event.key];
  if (!act || (event.key === "Enter" && event.target !== document.body)) return false;
  act();
  return true;
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.isComposing) return;
  if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "k") {
    event.preventDefault();
    document.dispatchEvent(new Event("open-palette-dialog"));
    return;
  }
  const busy = event.target.closest?.(FIELDS) || document.querySelector("dialog[open]");
  if (event.key === "Escape" && event.target.id === "search") event.target.blur();
  if (busy || event.ctrlKey || event.metaKey || event.altKey || off()) return;
  if (press(event)) event.preventDefault();
});

document.addEventListener("focusin", (event) => {
  const row = event.target.closest("[data-list] [data-row]");
  if (row && !row.classList.contains("is-cursor")) {
    for (const each of document.querySelectorAll("[data-row].is-cursor")) each.classList.remove("is-cursor");
    row.classList.add("is-cursor");
  }
});

/* A list that draws itself anew keeps its cursor: on the same record, or on what moved up into its place. */
let kept = null;
const linkOf = (row) => row.querySelector("[data-open]")?.getAttribute("href");

document.addEventListener("htmx:beforeSwap", (event) => {
  const row = cursor();
  if (row && event.target.contains(row)) kept = { at: rows().indexOf(row), link: linkOf(row) };
});

document.addEventListener("htmx:afterSettle", () => {
  if (!kept || document.querySelector("dialog[open]")) return;
  const all = rows();
  const row = all.find((each) => kept.link && linkOf(each) === kept.link) || all[Math.min(kept.at, all.length - 1)];
  kept = null;
  if (document.activeElement === document.body) moveTo(row);
  else row?.classList.add("is-cursor");
});

htmx.onLoad((part) => {
  const box = part.querySelector?.("[data-keys-switch]");
  if (!box) return;
  box.closest("[hidden]")?.removeAttribute("hidden");
  box.checked = !off();
  box.addEventListener("change", () => localStorage.setItem("keys", box.checked ? "on" : "off"));
});
