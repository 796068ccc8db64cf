/** C text without its comments: every line stays at its place, so that line numbers stay true. */

/** Comments become a blank and their line breaks; string and character literals are kept. */
export function blankComments(text: string): string {
  // Literals are matched only so that a comment's beginning inside of one is not taken for one.
  return text.replace(
    /\/\*[\s\S]*?\*\/|\/\/(?:\\\r?\n|[^\n])*|"(?:\\[\s\S]|[^"\\\n])*"|'(?:\\[\s\S]|[^'\\\n])*'/g,
    (match) => (match.startsWith("/") ? ` ${lineBreaksOf(match)}` : match),
  );
}

function lineBreaksOf(comment: string): string {
  let count = 0;
  for (let at = comment.indexOf("\n"); at >= 0; at = comment.indexOf("\n", at + 1)) count++;
  return "\n".repeat(count);
}
