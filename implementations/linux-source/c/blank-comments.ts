/** C text without its comments. Every line stays in place, so that line numbers remain correct. */

/** A comment becomes a blank and its line breaks; string and character literals are kept. */
export function blankComments(text: string): string {
  // Literals are matched only so that comment markers inside them are ignored.
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
