/** `sample`: one generated case, drawn. */

import { Command } from "commander";
import { seedOption, wholeNumber } from "../option-values.ts";

const EXAMPLES = `
Examples:
  rmrr-conformance sample
  rmrr-conformance sample --stream hierarchy --index 17 --seed 'my seed'
  rmrr-conformance sample --stream small-hierarchies --index 1000
  rmrr-conformance sample --aml table.aml --json scenario.json
  rmrr-conformance sample --table /sys/firmware/acpi/tables/DMAR

The case is the one that \`run --seed TEXT\` judges as case N of that stream, or around that table.`;

export interface SampleOptions {
  readonly stream: string;
  readonly index: number;
  readonly seed?: string;
  readonly table?: string;
  readonly aml?: string;
  readonly json?: string;
}

export function sampleCommand(): Command {
  return new Command("sample")
    .description("print one generated case: the hierarchy, the RMRRs and the steps")
    .option("--stream <name>", "the stream to take it from, or a small world (docs/exhaustive.md)", "hierarchy")
    .option("--index <n>", "its index in the stream", wholeNumber(0, 1e9), 0)
    .addOption(seedOption())
    .option("--table <file>", "a case around this DMAR table, instead of one from a stream")
    .option("--aml <file>", "write its DMAR table here")
    .option("--json <file>", "write the scenario here, as JSON")
    .addHelpText("after", EXAMPLES)
    .action(async (options: SampleOptions) => {
      const { sampleCase } = await import("../actions/sample-case.ts");
      process.stdout.write(sampleCase(options));
    });
}
