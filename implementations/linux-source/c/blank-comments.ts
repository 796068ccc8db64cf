/** C text without its comments, every other character at its place, so that offsets and lines stay true. */

/** Comments become blanks, line breaks stay; string and character literals are kept. */
export function blankComments(text: string): string {
  // Literals are matched only so that a comment's beginning inside of one is not taken for one.
  return text.replace(
    /\/\*[\s\S]*?\*\/|\/\/(?:\\\r?\n|[^\n])*|"(?:\\[\s\S]|[^"\\\n])*"|'(?:\\[\s\S]|[^'\\\n])*'/g,
    (match) => (match.startsWith("/") ? match.replace(/[^\n]/g, " ") : match),
  );
}
