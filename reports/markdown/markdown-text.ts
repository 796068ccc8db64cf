/** Text inside of GitHub's Markdown that stays text. */

/**
 * The text with everything escaped that Markdown, HTML inside of it, or GitHub's own links could act on. A zero
 * width space behind `@` and a break in `://` keep names and addresses from becoming mentions and links.
 */
export function markdownText(text: string): string {
  return text
    .replace(/[&<>]/g, (character) => ({ "&": "&amp;", "<": "&lt;", ">": "&gt;" })[character] ?? character)
    .replace(/[\\`*_{}[\]()#+!|~$-]/g, "\\$&")
    .replaceAll("@", "@&#8203;")
    .replaceAll("://", "&#58;//")
    .replaceAll(/www\./gi, (found) => `${found.slice(0, 3)}&#46;`)
    .replaceAll("\n", " ");
}

/** The text as code on one line, fenced by more backticks than it has in a row; a pipe ends no table cell. */
export function markdownCode(text: string): string {
  const longest = Math.max(0, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  const space = longest > 0 || text.startsWith(" ") || text === "" ? " " : "";
  return `${fence}${space}${text.replaceAll("\n", " ").replaceAll("|", "\\|")}${space}${fence}`;
}

/** Lines of text as they are, fenced by more backticks than any of them has in a row. */
export function markdownBlock(text: string, language: string = "text"): string {
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([run]) => run.length));
  const fence = "`".repeat(longest + 1);
  return `${fence}${language}\n${text}\n${fence}`;
}
