/** Sentences broken into lines. */

/**
 * The text in lines of at most `width` columns, broken at spaces only: an address or a command that is longer
 * stands on a line of its own and can be copied whole. Every line begins with `indent`.
 */
export function wrapText(text: string, width: number, indent: string = ""): string {
  const lines: string[] = [];
  const [first = "", ...words] = text.split(" ");
  let line = indent + first;
  for (const word of words) {
    if (line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent + word;
    } else {
      line += ` ${word}`;
    }
  }
  lines.push(line);
  return lines.join("\n");
}
