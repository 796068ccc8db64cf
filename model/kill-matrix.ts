/**
 * The kill matrix: which requirement detects which of the faulty implementations, and after how many cases.
 *
 * `npm run kill-matrix` measures it. It is plain data, kept in the documentation as JSON, from which the page and its
 * tables are generated.
 */

import * as v from "valibot";
import { ConformanceError } from "./conformance-error.ts";

export const KILL_MATRIX_FORMAT = "rmrr-conformance/kill-matrix/1";

/** The number of cases of a stream until the fault is detected, including the detecting case, over all seeds. */
export interface FirstKills {
  /** For an even number of seeds, the greater of the two middle values; null if that seed missed it. */
  readonly median: number | null;
  /** Null if any seed missed it. */
  readonly worst: number | null;
  /** The number of seeds under which it was not detected. */
  readonly missed: number;
}

export interface KilledFault {
  readonly name: string;
  /** The requirement that must detect it, and the outcome. */
  readonly requirement: string;
  readonly outcome: "fail" | "hang" | "error";
  /** By the requirement that must detect it; left out while there is none. */
  readonly ours?: FirstKills;
  /** The same with the baseline's cases; left out if the baseline has none of the streams. */
  readonly baseline?: FirstKills;
  /** In how many cases of the matrix each requirement detected it; requirements that never did are left out. */
  readonly kills: Readonly<Record<string, number>>;
}

export interface KillMatrix {
  readonly format: typeof KILL_MATRIX_FORMAT;
  readonly suiteVersion: string;
  /** The seeds of the first kills, and the maximum number of cases per stream. */
  readonly seeds: readonly string[];
  readonly cases: number;
  /** The seeds under which every case was judged for all requirements. */
  readonly matrixSeeds: readonly string[];
  /** The matrix covers this many cases of each stream. */
  readonly matrixCases: number;
  readonly requirements: readonly {
    readonly id: string;
    /** Faults that no other requirement detects. */
    readonly alone: readonly string[];
    /** Why the requirement exists although there is no such fault. */
    readonly reason?: string;
  }[];
  readonly faults: readonly KilledFault[];
}

const Count: v.GenericSchema<unknown, number> = v.pipe(v.number(), v.integer(), v.minValue(0));

const FirstKillsSchema: v.GenericSchema<unknown, FirstKills> = v.strictObject({
  median: v.nullable(Count),
  worst: v.nullable(Count),
  missed: Count,
});

const FaultSchema: v.GenericSchema<unknown, KilledFault> = v.strictObject({
  name: v.string(),
  requirement: v.string(),
  outcome: v.picklist(["fail", "hang", "error"]),
  ours: v.exactOptional(FirstKillsSchema),
  baseline: v.exactOptional(FirstKillsSchema),
  kills: v.record(v.string(), Count),
});

const KillMatrixSchema: v.GenericSchema<unknown, KillMatrix> = v.strictObject({
  format: v.literal(KILL_MATRIX_FORMAT),
  suiteVersion: v.string(),
  seeds: v.array(v.string()),
  cases: Count,
  matrixSeeds: v.array(v.string()),
  matrixCases: Count,
  requirements: v.array(
    v.strictObject({ id: v.string(), alone: v.array(v.string()), reason: v.exactOptional(v.string()) }),
  ),
  faults: v.array(FaultSchema),
});

/** @throws ConformanceError `KILL_MATRIX_UNREADABLE` */
export function parseKillMatrix(text: string): KillMatrix {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw unreadable((error as Error).message);
  }
  const parsed = v.safeParse(KillMatrixSchema, value);
  if (parsed.success) return parsed.output;
  const [issue] = parsed.issues;
  throw unreadable(`${v.getDotPath(issue) ?? "the whole"}: ${issue.message}`);
}

function unreadable(reason: string): ConformanceError {
  return new ConformanceError(
    "KILL_MATRIX_UNREADABLE",
    `it is not a kill matrix: ${reason.slice(0, 200)}`,
    "Name a file written by `npm run kill-matrix`",
  );
}
