/* A chooser of contacts: the server finds the options, a hidden field holds the key of the chosen one. */
const partsOf = (box) => ({
  key: box.querySelector("[data-chooser-key]"),
  input: box.querySelector("[role=combobox]"),
  list: box.querySelector("[role=listbox]"),
});
const optionsIn = (list) => [...list.querySelectorAll("[role=option]:not([aria-disabled])")];
const boxOf = (element) => element.closest?.("[data-chooser]");

function mark(box, option) {
  const { input, list } = partsOf(box);
  list.querySelector("[aria-selected=true]")?.setAttribute("aria-selected", "false");
  option?.setAttribute("aria-selected", "true");
  option?.scrollIntoView({ block: "nearest" });
  if (option) input.setAttribute("aria-activedescendant", option.id);
  else input.removeAttribute("aria-activedescendant");
}

function unfold(box, opened) {
  const { input, list } = partsOf(box);
  list.hidden = !opened;
  input.setAttribute("aria-expanded", String(opened));
  if (!opened) mark(box, null);
}

function pick(box, value) {
  const marks = [...box.querySelectorAll("[data-chooser-pick]")];
  for (const each of marks) {
    if (each.type === "radio") each.checked = Boolean(value) && each.value === value;
    else each.value = value;
  }
}

function take(box, option) {
  const { key, input } = partsOf(box);
  input.value = option.dataset.name;
  key.value = option.dataset.key || "";
  pick(box, option.dataset.new || "");
  unfold(box, false);
  box.dispatchEvent(new CustomEvent("chosen", { bubbles: true }));
}

document.addEventListener("input", (event) => {
  const box = event.target.matches("[data-chooser] [role=combobox]") && boxOf(event.target);
  if (!box) return;
  partsOf(box).key.value = "";
  pick(box, "");
  if (!event.target.value.trim()) unfold(box, false);
});

document.addEventListener("htmx:afterSwap", (event) => {
  const box = event.target.matches?.("[data-chooser] [role=listbox]") && boxOf(event.target);
  if (!box) return;
  const all = optionsIn(event.target);
  unfold(box, Boolean(event.target.childElementCount) && box.contains(document.activeElement));
  if (all.length) mark(box, all[0]);
});

document.addEventListener("click", (event) => {
  const option = event.target.closest("[data-chooser] [role=option]:not([aria-disabled])");
  if (option) take(boxOf(option), option);
});
document.addEventListener("mousedown", (event) => {
  if (event.target.closest("[data-chooser] [role=listbox]")) event.preventDefault();
});
document.addEventListener("focusout", (event) => {
  const box = boxOf(event.target);
  if (box && !box.contains(event.relatedTarget)) unfold(box, false);
});

/* Before the dialog and the fact around it: Esc shuts the options first. */
document.addEventListener("keydown", (event) => {
  const box = event.target.matches?.("[data-chooser] [role=combobox]") && boxOf(event.target);
  if (!box || event.isComposing) return;
  const { input, list } = partsOf(box);
  const all = optionsIn(list);
  const now = all.findIndex((option) => option.getAttribute("aria-selected") === "true");
  const steps = { ArrowDown: 1, ArrowUp: -1 };
  if (event.key in steps) {
    if (list.hidden && !all.length) htmx.trigger(input, "open-chooser");
    else if (list.hidden) unfold(box, true);
    else mark(box, all[(now + steps[event.key] + all.length) % all.length]);
  } else if (event.key === "Enter" && !list.hidden && now >= 0) take(box, all[now]);
  else if (event.key === "Escape" && !list.hidden) unfold(box, false);
  else return;
  event.preventDefault();
  event.stopPropagation();
}, true);
