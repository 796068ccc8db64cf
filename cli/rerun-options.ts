/** `--shard`, `--resume` and `--failed`: a part of a run, the rest of one, and what failed in one. */

import { InvalidArgumentError, Option } from "commander";
import { ConformanceError } from "../model/conformance-error.ts";
import type { Shard } from "../runner/shards/shard.ts";

export interface RerunOptions {
  readonly shard?: Shard;
  /** The record of a run that did not come to its end. */
  readonly resume?: string;
  /** The record of a run in which something failed. */
  readonly failed?: string;
}

/** What `run` was given that bears on these. */
interface GivenOptions extends RerunOptions {
  readonly report?: string;
  readonly traces?: string;
  readonly watch?: true;
}

export function rerunOptions(): Option[] {
  return [
    new Option(
      "--failed <record>",
      "judge again what failed in this record: its minimal scenarios, then its streams, with its seed",
    ),
    new Option("--resume <record>", "continue the interrupted run that wrote this record; needs no other option"),
    new Option(
      "--shard <i/n>",
      "judge the i-th of n parts of every stream; `report merge` joins the records",
    ).argParser(shardFrom),
  ];
}

function shardFrom(text: string): Shard {
  const [, shard = "", of = ""] = /^(\d{1,7})\/(\d{1,7})$/.exec(text) ?? [];
  const value = { shard: Number(shard), of: Number(of) };
  if (shard !== "" && value.shard >= 1 && value.shard <= value.of) return value;
  throw new InvalidArgumentError("It must be one of 1/n to n/n.");
}

/** The words that say the same again. */
export function rerunWords({ failed, shard }: RerunOptions): string[] {
  return [
    ...(failed === undefined ? [] : ["--failed", failed]),
    ...(shard === undefined ? [] : ["--shard", `${shard.shard}/${shard.of}`]),
  ];
}

/**
 * Checks that these options make sense together with the others.
 *
 * @param given names of the options that were given, as commander has them
 * @throws ConformanceError `CONFLICTING_OPTIONS`, `MISSING_OPTION`
 */
export function checkRerun(options: GivenOptions, given: ReadonlySet<string>): void {
  const { shard, failed, resume, report } = options;
  if (failed !== undefined) {
    for (const name of ["seed", "runs", "exhaustive", "only", "level"]) {
      if (given.has(name)) throw conflict("--failed", `--${name}`, "the record says which cases failed");
    }
    if (report === failed) throw conflict("--failed", "--report with the same file", "it would be overwritten");
  }
  for (const name of ["traces", "watch", "failed", "shard"] as const) {
    if (resume !== undefined && options[name] !== undefined) {
      throw conflict("--resume", `--${name}`, "a run continues as it began");
    }
    if (shard === undefined || name === "shard" || name === "failed" || options[name] === undefined) continue;
    throw conflict("--shard", `--${name}`, "its result would cover only part of the cases");
  }
  if (shard === undefined || report !== undefined) return;
  throw new ConformanceError(
    "MISSING_OPTION",
    "a shard without a record leaves nothing to merge",
    "Add --report with a separate file for each shard, then join them with `report merge`",
  );
}

function conflict(option: string, other: string, reason: string): ConformanceError {
  return new ConformanceError(
    "CONFLICTING_OPTIONS",
    `${option} was given with ${other}, but ${reason}`,
    `Leave ${other} out, or ${option}`,
  );
}
