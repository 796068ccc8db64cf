/** What `report matrix` and `report diff` do. */

import { match } from "ts-pattern";
import { ConformanceError } from "../../model/conformance-error.ts";
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
import { checkOutput, writeOutput } from "./write-file.ts";

/** @throws ConformanceError `RECORD_…`, `FILE_NOT_WRITABLE`, `OUTPUT_IS_INPUT` */
export function matrixOfReports(paths: readonly string[], { format, output }: MatrixOptions): void {
  const reports = paths.map(read);
  checkOutput(output, paths);
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

/** What failed may be in another shard: of a part of a run, nobody can say that it is no worse. */
function read(path: string): RunReport {
  const report = runReport(readRecord(path).lines);
  if (report.part === undefined) return report;
  const { shard, of } = report.part;
  throw new ConformanceError(
    "RECORD_OF_SHARD",
    `${path} is the record of shard ${shard} of ${of}, not of a whole run`,
    "Merge the records of all shards with `report merge`, and name the merged record",
  );
}
