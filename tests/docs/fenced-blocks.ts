/** The fenced blocks of a Markdown page. */

export interface FencedBlock {
  /** The first word behind the fence: `sh`, `js`, `text`. */
  readonly language: string;
  /** What follows it: a file name, or a note such as `checkout`. */
  readonly note: string;
  readonly content: string;
  /** The line of the page on which the block begins, from 1. */
  readonly line: number;
}

export function fencedBlocks(markdown: string): FencedBlock[] {
  const blocks: FencedBlock[] = [];
  let open: { language: string; note: string; line: number; lines: string[] } | undefined;
  for (const [index, line] of markdown.split("\n").entries()) {
    const fence = /^```(\S*) ?(.*)$/.exec(line);
    if (fence === null) {
      open?.lines.push(line);
    } else if (open === undefined) {
      open = { language: fence[1] ?? "", note: fence[2] ?? "", line: index + 1, lines: [] };
    } else {
      const { lines, ...rest } = open;
      blocks.push({ ...rest, content: `${lines.join("\n")}\n` });
      open = undefined;
    }
  }
  if (open !== undefined) throw new Error(`the block that begins on line ${open.line} does not end`);
  return blocks;
}
