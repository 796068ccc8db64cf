/**
 * The kill matrix: which requirement notices which of the faulty implementations, and after how many cases.
 *
 * `npm run kill-matrix` measures it. It is plain data, kept in the documentation as JSON, from which the page and the
 * tables of it are made.
 */

import * as v from "valibot";
import { ConformanceError } from "./conformance-error.ts";

export const KILL_MATRIX_FORMAT = "rmrr-conformance/kill-matrix/1";

const Count = v.pipe(v.number(), v.integer(), v.minValue(0));

/** Over all seeds, the number of cases of a stream until the fault is noticed, the noticing case included. */
const FirstKillsSchema = v.strictObject({
  /** Of an even number of seeds, the greater of the two in the middle; null if it was missed there. */
  median: v.nullable(Count),
  /** Null if a seed missed it. */
  worst: v.nullable(Count),
  /** Seeds under which it was not noticed. */
  missed: Count,
});

const FaultSchema = v.strictObject({
  name: v.string(),
  /** The requirement that has to notice it, and the outcome by which. */
  requirement: v.string(),
  outcome: v.picklist(["fail", "hang", "error"]),
  /** By the requirement that has to notice it; left out while there is none. */
  ours: v.exactOptional(FirstKillsSchema),
  /** The same with the baseline's cases; left out where the baseline has none of the streams. */
  baseline: v.exactOptional(FirstKillsSchema),
  /** In how many cases of the matrix each requirement noticed it; those that never did are left out. */
  kills: v.record(v.string(), Count),
});

const RequirementSchema = v.strictObject({
  id: v.string(),
  /** Faults that no other requirement notices. */
  alone: v.array(v.string()),
  /** Why it is there, if there is no such fault. */
  reason: v.exactOptional(v.string()),
});

const KillMatrixSchema = v.strictObject({
  format: v.literal(KILL_MATRIX_FORMAT),
  suiteVersion: v.string(),
  /** The seeds of the first kills, and the most cases of a stream. */
  seeds: v.array(v.string()),
  cases: Count,
  /** The seeds under which every case was judged for all requirements. */
  matrixSeeds: v.array(v.string()),
  requirements: v.array(RequirementSchema),
  faults: v.array(FaultSchema),
});

export type FirstKills = Readonly<v.InferOutput<typeof FirstKillsSchema>>;
export type KilledFault = Readonly<v.InferOutput<typeof FaultSchema>>;
export type KillMatrix = Readonly<v.InferOutput<typeof KillMatrixSchema>>;

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
    `it is no kill matrix: ${reason.slice(0, 200)}`,
    "Name a file that `npm run kill-matrix` has written",
  );
}
