/* The command palette: a combobox whose options the server finds; Enter follows the marked one. */
const palette = document.getElementById("palette");

if (palette) {
  const input = palette.querySelector("input");
  const list = document.getElementById("palette-options");
  const options = () => [...list.querySelectorAll("[role=option]:not([aria-disabled])")];
  const marked = () => list.querySelector('[aria-selected="true"]');

  const mark = (option) => {
    marked()?.setAttribute("aria-selected", "false");
    option?.setAttribute("aria-selected", "true");
    option?.scrollIntoView({ block: "nearest" });
    if (option) input.setAttribute("aria-activedescendant", option.id);
    else input.removeAttribute("aria-activedescendant");
  };

  const open = () => {
    if (document.querySelector("dialog[open]")) return;
    palette.showModal();
    input.value = "";
    input.focus();
    htmx.trigger(input, "open-palette");
  };

  const follow = (option) => {
    palette.close();
    option.click();
  };

  const steps = { ArrowDown: 1, ArrowUp: -1 };
  input.addEventListener("keydown", (event) => {
    const all = options();
    if (event.key in steps && all.length) {
      const next = all.indexOf(marked()) + steps[event.key];
      mark(all[(next + all.length) % all.length]);
      event.preventDefault();
    }
    if (event.key === "Enter" && !event.isComposing && marked()) {
      event.preventDefault();
      follow(marked());
    }
  });
  list.addEventListener("htmx:afterSwap", () => mark(options()[0]));
  list.addEventListener("click", (event) => {
    if (event.target.closest("[role=option]:not([aria-disabled])")) palette.close();
  });
  palette.addEventListener("click", (event) => event.target === palette && palette.close());
  palette.addEventListener("close", () => list.replaceChildren());
  document.addEventListener("open-palette-dialog", open);
}
