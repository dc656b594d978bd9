/* Two comboboxes whose options the server finds: the search box above, which suggests, and the command palette, which
   also offers what the page itself can do: its own buttons and forms, pressed as a hand would. */
const palette = document.getElementById("palette");
const box = document.getElementById("search");
const TOOLS = "[data-commands] :is(button, a[data-dialog]), #main :is(.record__head, .page-head, .stage-bar, .bulk) :is(a.btn, button, summary.btn, .menu__item)";
const MOST_TOOLS = 8;
const MOST_USED = 16;
const steps = { ArrowDown: 1, ArrowUp: -1 };

const plain = (text) => text.normalize("NFKD").replace(/\p{M}/gu, "").toLowerCase().replaceAll("ß", "ss");
const optionsIn = (list) => [...list.querySelectorAll("[role=option]:not([aria-disabled])")];
const markedIn = (list) => list.querySelector('[aria-selected="true"]');

function mark(input, list, option) {
  markedIn(list)?.setAttribute("aria-selected", "false");
  option?.setAttribute("aria-selected", "true");
  option?.scrollIntoView({ block: "nearest" });
  if (option) input.setAttribute("aria-activedescendant", option.id);
  else input.removeAttribute("aria-activedescendant");
}

function walk(input, list, key) {
  const all = optionsIn(list);
  if (!all.length) return;
  const next = all.indexOf(markedIn(list)) + steps[key];
  mark(input, list, all[next < -1 ? all.length - 1 : (next + all.length) % all.length]);
}

/* What was chosen lately, kept on this device; the search address is told of the places among it. */
const who = document.querySelector("[data-who]")?.dataset.who;
const store = `palette-${who}`;
const used = () => {
  try {
    return JSON.parse(localStorage.getItem(store)) || [];
  } catch {
    return [];
  }
};

function remember(key) {
  const keys = [key, ...used().filter((each) => each !== key)].slice(0, MOST_USED);
  localStorage.setItem(store, JSON.stringify(keys));
  const places = keys.filter((each) => each.startsWith("/")).join(" ");
  document.cookie = `${store}=${encodeURIComponent(places)}; path=/search/; max-age=31536000; samesite=lax`;
}

/* The page's own controls. */
function isThere(tool) {
  if (tool.disabled || tool.closest("[hidden]") || tool.matches('[aria-pressed="true"], [aria-current]')) return false;
  const menu = tool.matches("summary") ? null : tool.closest("details:not([open])");
  return (menu ? menu.querySelector("summary") : tool).getClientRects().length > 0;
}

function nameOf(tool) {
  const parts = [...tool.childNodes].filter((each) => !each.matches?.("kbd, small, .count"));
  const said = tool.getAttribute("aria-label") || parts.map((each) => each.textContent).join(" ");
  const form = tool.closest("form");
  const around = tool.closest("[role=group][aria-label], .stage-bar, .bulk")?.getAttribute("aria-label");
  const about = around || form?.querySelector(".menu__who b")?.textContent;
  return [about, said].filter(Boolean).map((each) => each.replace(/\s+/g, " ").trim()).join(": ");
}

function fits(name, words) {
  const own = plain(name).split(/[\s:/-]+/);
  return words.every((word) => own.some((each) => each.startsWith(word)) || (word.length > 2 && plain(name).includes(word)));
}

function toolsFor(words) {
  const found = new Map();
  for (const tool of document.querySelectorAll(TOOLS)) {
    const name = isThere(tool) && nameOf(tool);
    if (name && !found.has(name) && fits(name, words)) found.set(name, tool);
  }
  const lately = used();
  const place = (name) => (lately.indexOf(`!${name}`) + 1 || MOST_USED + 1);
  return [...found].sort((one, other) => place(one[0]) - place(other[0])).slice(0, MOST_TOOLS);
}

function made(tag, attributes, text = "") {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.textContent = text;
  return element;
}

function optionOf([name, tool], number) {
  const option = made("div", { id: `palette-here-${number}`, role: "option", "aria-selected": "false" });
  const label = made("span", { class: "clip" }, name);
  option.tool = tool;
  const icon = tool.querySelector(".icon")?.cloneNode(true) || palette.querySelector(".icon").cloneNode(true);
  icon.classList.remove("icon--s");
  option.append(icon, label);
  const key = tool.matches("[data-edit]") ? "e" : tool.matches("[data-shortcuts]") ? "?" : "";
  if (key) option.append(made("kbd", { "aria-hidden": "true" }, key));
  return option;
}

function addTools(list, words) {
  const found = toolsFor(words);
  if (!found.length) return;
  const group = made("div", { role: "group", "aria-labelledby": "palette-here" });
  const head = made("div", { id: "palette-here", class: "palette__head", role: "presentation" }, palette.dataset.here);
  group.append(head, ...found.map(optionOf));
  list.querySelector(".palette__none")?.remove();
  const before = words.length ? null : list.querySelector("[data-group=add]") || list.lastElementChild;
  if (before) before.after(group);
  else list.prepend(group);
}

function follow(option) {
  const { tool } = option;
  if (tool) remember(`!${nameOf(tool)}`);
  else if (option.closest("[data-group=add], [data-group=go], [data-group=views]")) remember(option.getAttribute("href"));
  palette.close();
  (tool || option).click();
  if (tool?.matches("summary") && tool.parentElement.open) tool.parentElement.querySelector("a, button, input:not([type=hidden])")?.focus();
}

if (palette) {
  const input = palette.querySelector("input");
  const list = document.getElementById("palette-options");
  const count = palette.querySelector("[role=status]");
  /* Whoever types and presses Enter at once means what is typed, not what was found before. */
  const isBusy = (busy) => list.setAttribute("aria-busy", String(busy));
  let hasty = false;

  document.addEventListener("open-palette-dialog", () => {
    if (document.querySelector("dialog[open]")) return;
    palette.showModal();
    input.value = "";
    hasty = false;
    isBusy(true);
    input.focus();
    htmx.trigger(input, "open-palette");
  });
  input.addEventListener("keydown", (event) => {
    if (event.isComposing) return;
    if (event.key in steps) walk(input, list, event.key);
    else if (event.key === "Enter" && list.getAttribute("aria-busy") === "true") hasty = true;
    else if (event.key === "Enter" && markedIn(list)) follow(markedIn(list));
    else return;
    event.preventDefault();
  });
  input.addEventListener("input", () => isBusy(list.dataset.answers !== input.value));
  list.addEventListener("htmx:afterSwap", (event) => {
    list.dataset.answers = new URL(event.detail.pathInfo.finalRequestPath, location).searchParams.get("q");
    const answered = list.dataset.answers === input.value;
    isBusy(!answered);
    addTools(list, plain(input.value).split(/\s+/).filter(Boolean));
    mark(input, list, optionsIn(list)[0]);
    count.textContent = palette.dataset.count.replace("{n}", optionsIn(list).length);
    if (hasty && answered && palette.open && markedIn(list)) follow(markedIn(list));
  });
  list.addEventListener("click", (event) => {
    const option = event.target.closest("[role=option]:not([aria-disabled])");
    if (option?.tool) follow(option);
    else if (option) palette.close();
  });
  palette.addEventListener("click", (event) => event.target === palette && palette.close());
  palette.addEventListener("close", () => {
    list.replaceChildren();
    count.textContent = "";
  });
}

if (box) {
  const list = document.getElementById("search-options");
  const unfold = (opened) => {
    list.hidden = !opened;
    box.setAttribute("aria-expanded", String(opened));
    if (!opened) mark(box, list, null);
  };
  box.addEventListener("keydown", (event) => {
    if (event.isComposing || list.hidden) return;
    if (event.key in steps) walk(box, list, event.key);
    else if (event.key === "Enter" && markedIn(list)) markedIn(list).click();
    else if (event.key === "Escape") unfold(false);
    else return;
    event.preventDefault();
  });
  box.addEventListener("input", () => box.value.trim() || unfold(false));
  box.addEventListener("focusout", () => unfold(false));
  list.addEventListener("mousedown", (event) => event.preventDefault());
  list.addEventListener("htmx:afterSwap", () => {
    unfold(Boolean(box.value.trim() && optionsIn(list).length) && document.activeElement === box);
  });
}
