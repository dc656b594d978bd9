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
  if (button) surround(document.getElementById(button.parentElement.dataset.markdownFor), button.dataset.md);
});

htmx.onLoad((part) => {
  for (const bar of part.querySelectorAll("[data-markdown-for]")) bar.hidden = false;
  if (!grows) part.querySelectorAll("textarea[data-autosize]").forEach(fit);
});
