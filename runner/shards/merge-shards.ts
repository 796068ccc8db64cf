/** Turns the records of all shards into the record of the run that they are parts of. */

import { ConformanceError } from "../../model/conformance-error.ts";
import type { SwitchName } from "../../model/profile.ts";
import type { AskedLine, EnvironmentLine, HeaderLine, JudgedLine, RecordLine, ShardLine } from "../../model/record.ts";
import { WireReader } from "../../model/wire/wire-reader.ts";
import { canonicalJson } from "../canonical-json.ts";
import { storedFile } from "../failure-store.ts";
import { readKeptDivergence } from "../load-known-divergences.ts";
import { runConformance } from "../run-conformance.ts";
import type { RunOptions, RunResult, RunSinks } from "../run-options.ts";

/** A whole record, and its name in errors. */
export interface ShardRecord {
  readonly name: string;
  readonly lines: readonly RecordLine[];
}

/** What merging needs from the record of a shard. */
export interface ShardPart {
  readonly name: string;
  readonly header: HeaderLine;
  readonly shard: ShardLine;
  readonly asked: AskedLine;
  readonly answers: readonly JudgedLine[];
}

/**
 * The parts of one run, in their order.
 *
 * @throws ConformanceError `MERGE_NOT_A_SHARD`, `SHARDS_FOREIGN`, `SHARD_TWICE`, `SHARDS_MISSING`
 */
export function shardParts(records: readonly ShardRecord[]): readonly ShardPart[] {
  const parts = records.map(shardPart).sort((left, right) => left.shard.shard - right.shard.shard);
  const [first] = parts;
  if (first === undefined) throw missing("1 of 1");
  for (const part of parts) checkSameWhole(first, part);
  parts.slice(1).forEach((part, index) => {
    const before = parts[index]!;
    if (before.shard.shard !== part.shard.shard) return;
    throw new ConformanceError(
      "SHARD_TWICE",
      `${before.name} and ${part.name} are both records of shard ${part.shard.shard}`,
      "Name the record of each shard once",
    );
  });
  const there = new Set(parts.map(({ shard }) => shard.shard));
  const absent = Array.from({ length: first.shard.of }, (_, index) => index + 1).filter((shard) => !there.has(shard));
  if (absent.length > 0) throw missing(`${absent.slice(0, 20).join(", ")} of ${first.shard.of}`);
  return parts;
}

/**
 * Merges the parts. Judging, shrinking and storing give the same results as one run, because it is that run, which asks
 * the shards instead of an implementation.
 *
 * @throws ConformanceError as {@link runConformance}; `SHARDS_INCOMPLETE` if the shards have not judged everything
 */
export function mergeShards(
  parts: readonly ShardPart[],
  options: Pick<RunOptions, "store" | "replayCommand" | "suite">,
  sinks: RunSinks,
): Promise<RunResult> {
  const { header, asked } = parts[0]!;
  const { seed, profile } = header;
  const { runs, exhaustive, only, stored, allowUnobserved, situations = false } = header.options;
  return runConformance(
    {
      ...options,
      subject: { answered: { ...header.implementation, profile, either: header.either as readonly SwitchName[] } },
      seed,
      ...(exhaustive === true ? { exhaustive } : { runs }),
      only,
      situations,
      ...(allowUnobserved === undefined ? {} : { allowUnobserved }),
      tables: asked.tables,
      known: asked.known.map((value) => readKeptDivergence(value, new WireReader("known divergence"))),
      ...(stored ? { storedFailures: storedFailures(asked) } : { noStored: true }),
      earlier: {
        header,
        asked,
        answers: parts.flatMap(({ answers }) => answers),
        shards: parts.map(({ shard }) => shard),
      },
    },
    sinks,
  );
}

function shardPart({ name, lines }: ShardRecord): ShardPart {
  const header = lines.find((line): line is HeaderLine => line.line === "header");
  const shards = lines.filter((line): line is ShardLine => line.line === "shard");
  const asked = lines.find((line): line is AskedLine => line.line === "asked");
  const [shard] = shards;
  if (header === undefined || shard === undefined || shards.length > 1 || asked === undefined) {
    throw new ConformanceError(
      "MERGE_NOT_A_SHARD",
      `${name} is not the record of a shard${shards.length > 1 ? ": it is already merged" : ""}`,
      "Name the records of `run --shard 1/n … n/n --report FILE`",
    );
  }
  const host = lines.find((line): line is EnvironmentLine => line.line === "environment");
  const { line: _, ...environment } = host ?? { line: "environment" };
  const answers = lines.filter((line): line is JudgedLine => line.line === "judged");
  const isKnown = "node" in environment;
  return { name, header, shard: { ...shard, ...(isKnown ? { environment } : {}) }, asked, answers };
}

/** Shards of different runs have different cases, or judged them differently. */
function checkSameWhole(first: ShardPart, part: ShardPart): void {
  const whole = ({ header, shard, asked }: ShardPart): Readonly<Record<string, unknown>> => ({
    ...header,
    shards: shard.of,
    module: asked.module,
  });
  const [before, now] = [whole(first), whole(part)];
  const other = Object.keys({ ...before, ...now }).find(
    (name) => canonicalJson([before[name]]) !== canonicalJson([now[name]]),
  );
  if (other === undefined) return;
  throw new ConformanceError(
    "SHARDS_FOREIGN",
    `${first.name} and ${part.name} are from different runs: they differ in ${other}`,
    "Merge shards of one implementation, judged by one version with one seed, one store and the same options",
  );
}

function missing(which: string): ConformanceError {
  return new ConformanceError(
    "SHARDS_MISSING",
    `there is no record of shard ${which}`,
    "Name the records of all shards; an interrupted shard can be continued with `run --resume`",
  );
}

function storedFailures({ stored, problems }: AskedLine): NonNullable<RunOptions["storedFailures"]> {
  return {
    files: stored.map(({ name, text }) => storedFile(name, text)),
    problems: problems.map(({ code, cause, nextStep }) => new ConformanceError(code, cause, nextStep, 3)),
  };
}
