/* The theme changes at once; the form behind the switch tells the server. The rail remembers its width in a cookie. */
const root = document.documentElement;
root.dataset.js = "";

document.addEventListener("submit", (event) => {
  const theme = event.submitter?.value;
  if (!event.target.matches("[data-theme-switch]") || !theme) return;
  root.dataset.theme = theme;
  for (const button of document.querySelectorAll('button[name="theme"][aria-pressed]')) {
    button.setAttribute("aria-pressed", String(button.value === theme));
  }
});

const fold = document.querySelector("[data-rail-fold]");
if (fold) {
  fold.hidden = false;
  fold.addEventListener("click", () => {
    const narrow = root.dataset.rail !== "narrow";
    if (narrow) root.dataset.rail = "narrow";
    else delete root.dataset.rail;
    fold.setAttribute("aria-pressed", String(narrow));
    document.cookie = `rail=${narrow ? "narrow" : "wide"}; path=/; max-age=31536000; samesite=lax`;
  });
}
