/** The table of docs/mutation.md: a row for each file that was mutated as a whole, with its latest result. */

/** The results for the mutants of a file, except those that are left out. */
export interface FileScore {
  /** Those that a test noticed. */
  killed: number;
  /** Those that did not end. */
  endless: number;
  survived: number;
}

const ROW = /^\| `(?<file>[^`]+)` \|.*$/;

/** The page with the rows of these files replaced; the last row is the total. */
export function withScores(page: string, scores: ReadonlyMap<string, FileScore>): string {
  const lines = page.split("\n");
  const head = lines.findIndex((line) => line.startsWith("| file |"));
  const end = lines.findIndex((line, at) => at > head && !line.startsWith("|"));
  const rows = new Map<string, FileScore>();
  for (const line of lines.slice(head + 2, end)) {
    const file = ROW.exec(line)?.groups?.["file"];
    const [killed, endless, survived] = line.split("|").slice(3, 6).map(Number);
    if (file !== undefined) rows.set(file, { killed: killed!, endless: endless!, survived: survived! });
  }
  for (const [file, score] of scores) rows.set(file, score);
  const table = [...rows].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const all = { killed: 0, endless: 0, survived: 0 };
  for (const [, { killed, endless, survived }] of table) {
    all.killed += killed;
    all.endless += endless;
    all.survived += survived;
  }
  return lines
    .toSpliced(head + 2, end - head - 2, ...table.map(([file, score]) => row(`\`${file}\``, score)), row("all", all))
    .join("\n");
}

function row(name: string, { killed, endless, survived }: FileScore): string {
  const mutants = killed + endless + survived;
  const score = mutants === 0 ? 100 : ((killed + endless) / mutants) * 100;
  return `| ${name} | ${mutants} | ${killed} | ${endless} | ${survived} | ${score.toFixed(1)} % |`;
}
