/**
 * The script of the report. Everything is there to be read without it; it adds copying, j and k from failure to
 * failure, and opens what is folded before printing.
 */

export const REPORT_SCRIPT = `"use strict";
for (const button of document.querySelectorAll("[data-copy]")) {
  button.addEventListener("click", async () => {
    const source = document.getElementById(button.dataset.copy);
    let copied = false;
    try {
      await navigator.clipboard.writeText(source.textContent);
      copied = true;
    } catch {
      getSelection().selectAllChildren(source);
      copied = document.execCommand("copy");
    }
    button.textContent = copied ? "Copied" : "Press Ctrl+C";
    setTimeout(() => { button.textContent = "Copy"; }, 2000);
  });
}
const articles = [...document.querySelectorAll("article")];
const go = (step) => {
  const current = articles.findLastIndex((article) => article.getBoundingClientRect().top < 80);
  const target = articles[Math.min(articles.length - 1, Math.max(0, current + step))];
  if (target === undefined) return;
  target.focus({ preventScroll: true });
  target.scrollIntoView();
};
addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  if (event.key === "j") go(1);
  if (event.key === "k") go(-1);
});
let opened = [];
addEventListener("beforeprint", () => {
  opened = [...document.querySelectorAll("details.family:not([open])")];
  for (const details of opened) details.open = true;
});
addEventListener("afterprint", () => {
  for (const details of opened) details.open = false;
});
`;
