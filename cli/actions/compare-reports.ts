/** What `report matrix` and `report diff` do. */

import { match } from "ts-pattern";
import { diffReports } from "../../reports/diff/diff-reports.ts";
import { renderDiff } from "../../reports/diff/render-diff.ts";
import { renderMatrixHtml } from "../../reports/html/render-matrix-html.ts";
import { buildMatrix } from "../../reports/matrix/build-matrix.ts";
import { renderMatrixMarkdown } from "../../reports/matrix/render-matrix-markdown.ts";
import { renderMatrixText } from "../../reports/matrix/render-matrix-text.ts";
import { readRecord } from "../../reports/record/read-record.ts";
import { runReport, type RunReport } from "../../reports/record/run-report.ts";
import { painter, wantsColour } from "../../reports/text/painter.ts";
import type { MatrixOptions } from "../commands/report.ts";
import { outputWidth } from "../output-width.ts";
import { writeOutput } from "./write-file.ts";

/** @throws ConformanceError `RECORD_…`, `FILE_NOT_WRITABLE` */
export function matrixOfReports(paths: readonly string[], { format, output }: MatrixOptions): void {
  const reports = paths.map(read);
  const text = match(format)
    .with("text", () => renderMatrixText(buildMatrix(reports), outputWidth()))
    .with("markdown", () => renderMatrixMarkdown(buildMatrix(reports)))
    .with("html", () => renderMatrixHtml(reports))
    .exhaustive();
  writeOutput(output, text);
}

/**
 * @returns 0 if the new run is the same or better, 1 if it is worse
 * @throws ConformanceError `RECORD_…`
 */
export function diffOfReports(oldPath: string, newPath: string): 0 | 1 {
  const [before, now] = [read(oldPath), read(newPath)];
  const diff = diffReports(before, now);
  const paint = painter(wantsColour(process.stdout));
  process.stdout.write(renderDiff(before, now, diff, { paint, width: outputWidth() }));
  return diff.exitStatus;
}

function read(path: string): RunReport {
  return runReport(readRecord(path).lines);
}
