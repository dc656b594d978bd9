/* Comforts of writing: Ctrl-Enter sends, areas grow with their text, buttons put Markdown round what is marked. */
const grows = CSS.supports("field-sizing", "content");
const marks = { bold: ["**", "**"], italic: ["*", "*"], link: ["[", "](https://)"] };

function fit(area) {
  area.style.height = "auto";
  area.style.height = `${area.scrollHeight + 2}px`;
}

function insert(area, text, from, to) {
  area.focus();
  area.setSelectionRange(from, to);
  if (!document.execCommand("insertText", false, text)) area.setRangeText(text, from, to, "end");
}

function surround(area, kind) {
  const { selectionStart: from, selectionEnd: to, value } = area;
  const chosen = value.slice(from, to);
  if (kind === "list") {
    const start = value.lastIndexOf("\n", from - 1) + 1;
    const lines = value.slice(start, to).split("\n");
    insert(area, lines.map((line) => `- ${line}`).join("\n"), start, to);
    return;
  }
  const [before, after] = marks[kind];
  insert(area, before + chosen + after, from, to);
  area.setSelectionRange(from + before.length, from + before.length + chosen.length);
}

/* Beside the text as typed, never instead of it: the area stays in the form, so it is sent either way. */
function preview(area, button) {
  const box = area.parentElement.querySelector(":scope > .md-preview") || document.createElement("div");
  const shown = button.getAttribute("aria-pressed") !== "true";
  button.setAttribute("aria-pressed", String(shown));
  if (!shown) return box.remove();
  box.className = "md-preview";
  area.after(box);
  htmx.ajax("POST", button.dataset.url, { source: button, target: box, swap: "innerHTML", values: { text: area.value } });
}

document.addEventListener("keydown", (event) => {
  if (event.key !== "Enter" || !(event.ctrlKey || event.metaKey)) return;
  if (event.target.matches("textarea, dialog *")) event.target.form?.requestSubmit();
});

document.addEventListener("input", (event) => {
  if (!grows && event.target.matches("textarea[data-autosize]")) fit(event.target);
});

document.addEventListener("change", (event) => {
  if (event.target.closest("[data-submit-on-change]")) event.target.form?.requestSubmit();
});

document.addEventListener("click", (event) => {
  const button = event.target.closest("[data-md]");
  if (!button) return;
  const area = document.getElementById(button.closest("[data-markdown-for]").dataset.markdownFor);
  if (button.dataset.md === "preview") preview(area, button);
  else surround(area, button.dataset.md);
});

htmx.onLoad((part) => {
  for (const bar of part.querySelectorAll("[data-markdown-for]")) bar.hidden = false;
  if (!grows) part.querySelectorAll("textarea[data-autosize]").forEach(fit);
});
