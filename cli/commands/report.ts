/** `report render`, `matrix`, `diff`, `merge`: what people and machines read, made from records. */

import { Command, Option } from "commander";
import { oneOf } from "../option-values.ts";

export const RENDER_FORMATS = ["text", "html", "markdown", "github", "junit", "ktap", "badge"] as const;
export type RenderFormat = (typeof RENDER_FORMATS)[number];

const RENDER_EXAMPLES = `
Formats:
  text      as \`run\` prints it, with every failure in full
  html      one file that works offline: drawings of failures, memory maps, steps
  markdown  for a pull request or a job summary
  github    annotations on standard output; the Markdown goes to the job summary ($GITHUB_STEP_SUMMARY)
  junit     JUnit XML (schemas/junit.xsd)
  ktap      KTAP version 1, as tools/testing/kunit/kunit.py parse reads it
  badge     SVG

Examples:
  rmrr-conformance run --impl ./driver.js --report record.jsonl
  rmrr-conformance report render --format html record.jsonl -o report.html
  rmrr-conformance report render --format ktap record.jsonl | tools/testing/kunit/kunit.py parse`;

export interface RenderOptions {
  readonly format: RenderFormat;
  readonly output?: string;
}

export const MATRIX_FORMATS = ["text", "markdown", "html"] as const;

export interface MatrixOptions {
  readonly format: (typeof MATRIX_FORMATS)[number];
  readonly output?: string;
}

const MATRIX_EXAMPLES = `
Examples:
  rmrr-conformance report matrix linux-5.10.jsonl linux-6.1.jsonl linux-6.12.jsonl
  rmrr-conformance report matrix --format html linux-*.jsonl -o matrix.html`;

export interface KillMatrixOptions {
  readonly format: (typeof MATRIX_FORMATS)[number];
  readonly output?: string;
}

const KILL_MATRIX_EXAMPLES = `
Examples:
  rmrr-conformance report kill-matrix docs/kill-matrix.json
  rmrr-conformance report kill-matrix --format html docs/kill-matrix.json -o kill-matrix.html`;

const DIFF_EXAMPLES = `
Worse means that a requirement now fails or is no longer observed, or that a rule is broken that was not broken
before. A different witness or different counts of the same failure are reported, but are not worse.

Examples:
  rmrr-conformance report diff main.jsonl branch.jsonl

Exit status:
  0  the same or better     1  worse     2  wrong usage, or not a whole record`;

export interface MergeOptions {
  readonly output: string;
}

const MERGE_EXAMPLES = `
The records are those of \`run --shard 1/n\` to \`run --shard n/n\`, all of one run. The output is the record of that
run, with a line for each shard. Failures are stored as the whole run would have stored them.

Examples:
  rmrr-conformance run --impl ./driver.js --seed ci --shard 1/2 --report shard-1.jsonl
  rmrr-conformance run --impl ./driver.js --seed ci --shard 2/2 --report shard-2.jsonl
  rmrr-conformance report merge shard-*.jsonl --output record.jsonl

Exit status:
  0  conforms     1  does not conform     2  wrong usage     3  could not be judged`;

export function reportCommand(): Command {
  const report = new Command("report").description("render, compare and merge the records written by `run --report`");
  report.helpCommand("help [command]", "print the help of a command");
  report.addHelpText(
    "after",
    "\nExamples:\n  rmrr-conformance report render --format html record.jsonl -o report.html",
  );
  for (const command of [renderCommand(), matrixCommand(), diffCommand(), mergeCommand(), killMatrixCommand()])
    report.addCommand(command);
  return report;
}

function renderCommand(): Command {
  return new Command("render")
    .description("render one record, for people or for machines")
    .argument("<record>", "a record written by `run --report`")
    .addOption(
      new Option("-f, --format <format>", "the output format")
        .choices(RENDER_FORMATS)
        .argParser(oneOf(RENDER_FORMATS, "UNKNOWN_FORMAT", "format"))
        .default("text"),
    )
    .option("-o, --output <file>", "write here instead of to standard output")
    .addHelpText("after", RENDER_EXAMPLES)
    .action(async (record: string, options: RenderOptions) => {
      const { renderReport } = await import("../actions/render-report.ts");
      renderReport(record, options);
    });
}

function matrixCommand(): Command {
  return new Command("matrix")
    .description("show several records side by side: implementations by requirements, each cell with its witness")
    .argument("<records...>", "records written by `run --report`")
    .addOption(
      new Option("-f, --format <format>", "the output format")
        .choices(MATRIX_FORMATS)
        .argParser(oneOf(MATRIX_FORMATS, "UNKNOWN_FORMAT", "format"))
        .default("text"),
    )
    .option("-o, --output <file>", "write here instead of to standard output")
    .addHelpText("after", MATRIX_EXAMPLES)
    .action(async (records: string[], options: MatrixOptions) => {
      const { matrixOfReports } = await import("../actions/compare-reports.ts");
      matrixOfReports(records, options);
    });
}

function diffCommand(): Command {
  return new Command("diff")
    .description("compare two records: what fails now, what is fixed, what changed")
    .argument("<old>", "the earlier record")
    .argument("<new>", "the later record")
    .addHelpText("after", DIFF_EXAMPLES)
    .action(async (old: string, now: string) => {
      const { diffOfReports } = await import("../actions/compare-reports.ts");
      process.exitCode = diffOfReports(old, now);
    });
}

function killMatrixCommand(): Command {
  return new Command("kill-matrix")
    .description("show which requirement detects which faulty implementation, and after how many cases")
    .argument("<file>", "measurements by `npm run kill-matrix`: docs/kill-matrix.json in this package")
    .addOption(
      new Option("-f, --format <format>", "the output format")
        .choices(MATRIX_FORMATS)
        .argParser(oneOf(MATRIX_FORMATS, "UNKNOWN_FORMAT", "format"))
        .default("text"),
    )
    .option("-o, --output <file>", "write here instead of to standard output")
    .addHelpText("after", KILL_MATRIX_EXAMPLES)
    .action(async (file: string, options: KillMatrixOptions) => {
      const { renderKillMatrix } = await import("../actions/render-kill-matrix.ts");
      renderKillMatrix(file, options);
    });
}

function mergeCommand(): Command {
  return new Command("merge")
    .description("merge the records of all shards into the record of the whole run")
    .argument("<records...>", "records written by `run --shard i/n --report`")
    .requiredOption("-o, --output <file>", "write the record here")
    .addHelpText("after", MERGE_EXAMPLES)
    .action(async (records: string[], options: MergeOptions) => {
      const { mergeRecords } = await import("../actions/merge-records.ts");
      process.exitCode = await mergeRecords(records, options);
    });
}
