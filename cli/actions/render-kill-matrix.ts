/** What `report kill-matrix` does. */

import { readFileSync } from "node:fs";
import { match } from "ts-pattern";
import { ConformanceError } from "../../model/conformance-error.ts";
import { parseKillMatrix } from "../../model/kill-matrix.ts";
import { whyUnread } from "../../model/unread-file.ts";
import { renderKillMatrixHtml } from "../../reports/html/render-kill-matrix-html.ts";
import { renderKillMatrixMarkdown } from "../../reports/kill-matrix/render-kill-matrix-markdown.ts";
import { renderKillMatrixText } from "../../reports/kill-matrix/render-kill-matrix-text.ts";
import type { KillMatrixOptions } from "../commands/report.ts";
import { writeOutput } from "./write-file.ts";

/** @throws ConformanceError `KILL_MATRIX_…`, `FILE_NOT_WRITABLE` */
export function renderKillMatrix(path: string, { format, output }: KillMatrixOptions): void {
  const matrix = parseKillMatrix(textOf(path));
  const text = match(format)
    .with("text", () => renderKillMatrixText(matrix))
    .with("markdown", () => `${renderKillMatrixMarkdown(matrix)}\n`)
    .with("html", () => renderKillMatrixHtml(matrix))
    .exhaustive();
  writeOutput(output, text);
}

function textOf(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new ConformanceError(
      "KILL_MATRIX_NOT_FOUND",
      whyUnread(path, error),
      "Name a file written by `npm run kill-matrix`",
    );
  }
}
