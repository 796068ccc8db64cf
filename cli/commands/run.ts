/** `run`: judges an implementation. */

import { Command, Option } from "commander";
import { givenOptions, levelOption, profileOption, seedOption, wholeNumber } from "../option-values.ts";
import { type LinuxRunFlags, linuxRunOptions } from "../linux-options.ts";
import { checkRerun, rerunOptions, type RerunOptions } from "../rerun-options.ts";
import { checkSubject, subjectOptions, type SubjectOptions } from "../subject-options.ts";
import { DEFAULT_CASE_TIMEOUT, DEFAULT_RUNS } from "../../runner/run-defaults.ts";

const EXAMPLES = `
Implementations:
  ./driver.js      a module that exports \`implementation\` (docs/plugging-in.md)
  reference        the reference implementation of this suite
  reference-5.3    the same with the behaviour of Linux 5.3, for the profile linux-5.3
  faulty/NAME      a deliberately wrong one; 'faulty/' alone lists them

Examples:
  rmrr-conformance run --impl ./driver.js
  rmrr-conformance run --impl ./driver.js --seed 'my seed' --runs 10000
  rmrr-conformance run --impl ./driver.js --only 'coverage/*' ownership/put-frees-own
  rmrr-conformance run --impl ./driver.js --level must --profile vtd
  rmrr-conformance run --impl ./driver.js --exhaustive --only 'merge/*'
  rmrr-conformance run --impl ./driver.js --table /sys/firmware/acpi/tables/DMAR
  rmrr-conformance run --impl ./driver.js --report record.jsonl --known divergences.json
  rmrr-conformance run --cmd './my-adapter --flag'
  rmrr-conformance run --impl ./driver.js --failed record.jsonl
  rmrr-conformance run --resume record.jsonl
  rmrr-conformance run --impl ./driver.js --seed ci --shard 1/4 --report shard-1.jsonl
  rmrr-conformance run --linux ~/src/linux --watch
  git bisect run rmrr-conformance run --linux . --exit-code bisect --only merge/no-leak

Failures are stored in the folder rmrr-failures, and the next run judges them first. Commit them.

Exit status:
  0  conforms     1  does not conform     2  wrong usage     3  could not be judged`;

/** As commander gives them. */
export interface RunCommandOptions extends SubjectOptions, LinuxRunFlags, RerunOptions {
  readonly seed?: string;
  readonly runs: number;
  readonly only?: readonly string[];
  readonly level?: readonly string[];
  readonly table?: readonly string[];
  readonly profile?: string;
  readonly report?: string;
  readonly traces?: string;
  readonly known?: string;
  readonly stored: boolean;
  /** False for no folder at all. */
  readonly store?: string | false;
  readonly caseTimeout: number;
  readonly allowUnobserved?: readonly string[];
  readonly situations?: true;
  readonly exhaustive?: true;
}

/** What is enumerated is neither drawn nor counted beforehand. */
function exhaustiveOption(): Option {
  return new Option(
    "--exhaustive",
    "judge every case of the small worlds instead of random ones; takes minutes (docs/exhaustive.md)",
  ).conflicts(["runs", "seed", "table"]);
}

export function runCommand(): Command {
  const command = new Command("run");
  for (const option of [...subjectOptions(), ...linuxRunOptions(), ...rerunOptions()]) command.addOption(option);
  return command
    .description("judge an implementation against every requirement, on generated platforms and on real tables")
    .addOption(seedOption())
    .option("--runs <n>", "cases per stream", wholeNumber(1, 1e9), DEFAULT_RUNS)
    .addOption(exhaustiveOption())
    .option("--only <id...>", "judge only these requirements; * matches any text")
    .addOption(levelOption())
    .option("--table <path...>", "generate platforms around these DMAR tables too: files, or folders of them")
    .addOption(profileOption())
    .option("--report <file>", "write the record here, as JSON lines")
    .option("--traces <file>", "save the scenarios and traces here, for `judge`")
    .option("--known <file>", "known divergences of the implementation (docs/known-divergences.md)")
    .option("--store <folder>", "where failures are stored, and found by the next run (default: rmrr-failures)")
    .option("--no-stored", "do not judge stored failures first; new ones are still stored")
    .option("--no-store", "use no store: no failures are read from it or written to it")
    .option(
      "--case-timeout <ms>",
      "a case that takes longer counts as a hang",
      wholeNumber(1, 86_400_000),
      DEFAULT_CASE_TIMEOUT,
    )
    .option("--allow-unobserved <id...>", "requirements that need not be observed; * matches any text")
    .option("--situations", "count the cases in which each situation arose, and print the shares")
    .addHelpText("after", EXAMPLES)
    .action(async (options: RunCommandOptions, self: Command) => {
      const given = givenOptions(self);
      checkRerun(options, given);
      if (options.resume === undefined) checkSubject(options);
      const { judge } = await import("../actions/judge.ts");
      if (options.watch !== true) process.exitCode = await judge(options, given);
      else await (await import("../actions/watch-linux.ts")).watchLinux(options, judge);
    });
}
