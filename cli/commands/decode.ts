/** `decode FILE`: a DMAR table in words, and everything that is wrong with it. */

import { Command } from "commander";

const EXAMPLES = `
Examples:
  rmrr-conformance decode /sys/firmware/acpi/tables/DMAR
  rmrr-conformance decode DMAR.aml --json | jq '.faults[].code'

Where to get a table: /sys/firmware/acpi/tables/DMAR on a running Linux, or \`acpidump -b -n DMAR\`.`;

export function decodeCommand(): Command {
  return new Command("decode")
    .description("print a DMAR table and name each fault of it with the section that it breaks")
    .argument("<file>", "a DMAR table as bytes (.aml, .dat, .bin)")
    .option("--json", "as JSON: header, structures with their offsets, faults")
    .addHelpText("after", EXAMPLES)
    .action(async (file: string, options: { json?: true }) => {
      const { decodeFile } = await import("../actions/decode-file.ts");
      process.stdout.write(decodeFile(file, options.json === true));
    });
}
