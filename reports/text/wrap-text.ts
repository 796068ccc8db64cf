/** Sentences broken into lines. */

/**
 * The text in lines of at most `width` columns, broken at spaces only: an address or a command that is longer
 * stands on a line of its own and can be copied whole. Every line but the first begins with `indent`.
 */
export function wrapText(text: string, width: number, indent: string = ""): string {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = indent + word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  lines.push(line);
  return lines.join("\n");
}
