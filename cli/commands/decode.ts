/** `decode FILE`: a DMAR table in words, its faults, and notes on it. */

import { Command } from "commander";

const EXAMPLES = `
Examples:
  rmrr-conformance decode /sys/firmware/acpi/tables/DMAR
  rmrr-conformance decode DMAR.aml --json | jq '.faults[].code'
  rmrr-conformance decode DMAR.aml --json | jq -e '[.notes[] | select(.weight == "wrong")] == []'
  rmrr-conformance decode DMAR.aml --check

A fault breaks the format of the table. A note concerns what a well-formed table says: it may be wrong (software cannot
do what the table asks for), suspect, or legal with a consequence to be aware of. docs/tables.md lists them all.

Where to get a table: /sys/firmware/acpi/tables/DMAR on a running Linux, or \`acpidump -b -n DMAR\`.

Exit status:
  0  printed, whatever is wrong with the table     1  with --check: it has a fault, notes aside     2  wrong usage, or no DMAR table`;

export function decodeCommand(): Command {
  return new Command("decode")
    .description("print a DMAR table with its faults, the section that each breaks, and notes on what is suspicious")
    .argument("<file>", "a DMAR table as bytes (.aml, .dat, .bin)")
    .option("--json", "as JSON: header, structures with their offsets, faults, notes (schemas/table.schema.json)")
    .option("--check", "end with the exit status 1 if the table has a fault, for firmware's own tests")
    .addHelpText("after", EXAMPLES)
    .action(async (file: string, { json, check }: { json?: true; check?: true }) => {
      const { decodeFile } = await import("../actions/decode-file.ts");
      const { text, hasFaults } = decodeFile(file, json === true);
      process.stdout.write(text);
      if (check === true && hasFaults) process.exitCode = 1;
    });
}
