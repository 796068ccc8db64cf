/** What `report render` does. */

import { appendFileSync } from "node:fs";
import { match } from "ts-pattern";
import { ConformanceError } from "../../model/conformance-error.ts";
import { renderBadge } from "../../reports/badge/render-badge.ts";
import { renderAnnotations } from "../../reports/github/render-annotations.ts";
import { renderHtml } from "../../reports/html/render-html.ts";
import { renderJunit } from "../../reports/junit/render-junit.ts";
import { renderKtap } from "../../reports/ktap/render-ktap.ts";
import { renderMarkdown } from "../../reports/markdown/render-markdown.ts";
import { readRecord } from "../../reports/record/read-record.ts";
import { runReport, type RunReport } from "../../reports/record/run-report.ts";
import { TerminalReport } from "../../reports/terminal/terminal-report.ts";
import { painter, wantsColour } from "../../reports/text/painter.ts";
import type { RecordLine } from "../../model/record.ts";
import type { RenderFormat, RenderOptions } from "../commands/report.ts";
import { outputWidth, WIDTH_OF_A_PIPE } from "../output-width.ts";
import { checkOutput, writeOutput } from "./write-file.ts";

/** @throws ConformanceError `RECORD_…`, `FILE_NOT_WRITABLE`, `OUTPUT_IS_INPUT`, `SUMMARY_NOT_WRITABLE` */
export function renderReport(path: string, { format, output }: RenderOptions): void {
  const { lines } = readRecord(path);
  checkOutput(output, [path]);
  const report = runReport(lines);
  const text = rendered(format, report, lines, output === undefined);
  if (format === "github") appendSummary(renderMarkdown(report));
  writeOutput(output, text);
}

function rendered(format: RenderFormat, report: RunReport, lines: readonly RecordLine[], toStdout: boolean): string {
  return match(format)
    .with("text", () => asText(lines, toStdout))
    .with("html", () => renderHtml(report))
    .with("markdown", () => renderMarkdown(report))
    .with("github", () => renderAnnotations(report))
    .with("junit", () => renderJunit(report))
    .with("ktap", () => renderKtap(report))
    .with("badge", () => renderBadge(report))
    .exhaustive();
}

function asText(lines: readonly RecordLine[], toStdout: boolean): string {
  const colour = toStdout && wantsColour(process.stdout);
  let text = "";
  const options = { paint: painter(colour), colour, width: toStdout ? outputWidth() : WIDTH_OF_A_PIPE };
  const terminal = new TerminalReport((part) => (text += part), options);
  for (const line of lines) terminal.line(line);
  return text;
}

/** Outside of GitHub Actions there is no summary to write to, and none is written. */
function appendSummary(markdown: string): void {
  const path = process.env.GITHUB_STEP_SUMMARY;
  if (path === undefined || path === "") return;
  try {
    appendFileSync(path, `${markdown}\n`);
  } catch (error) {
    throw new ConformanceError(
      "SUMMARY_NOT_WRITABLE",
      `the job summary ${path} cannot be written: ${(error as Error).message}`,
      "Set GITHUB_STEP_SUMMARY to a writable file, or unset it",
    );
  }
}
