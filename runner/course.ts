/**
 * The courses of a run: numbered sequences of cases, each with the requirements that subscribe to it.
 *
 * A stream is a course, and so is each given table. The same options always give the same courses, so a worker needs
 * only the plan, and a case is identified by course and index.
 */

import type * as fc from "fast-check";
import { deriveSeed } from "../generators/seed.ts";
import type { CaseOrigin, Enumeration } from "../model/record.ts";
import type { Scenario } from "../model/scenario.ts";
import { CaseSource } from "./case-source.ts";
import type { GivenTable } from "./run-options.ts";
import { selectRequirements } from "./select.ts";
import type { Suite, SuiteRequirement } from "./suite.ts";

/** What the courses are derived from; plain data. */
export interface CoursePlan {
  readonly seed: string;
  readonly runs: number;
  readonly only: readonly string[];
  readonly tables: readonly (GivenTable & { readonly digest: string })[];
  /** Only the cases of the small worlds. */
  readonly exhaustive?: boolean;
}

/** The cases of a course by their indexes, from 0. */
interface NumberedCases {
  at(index: number): fc.Value<Scenario>;
}

export interface Course {
  /** Its position among the courses of the run. */
  readonly position: number;
  /** Stream or table. All tables count as one stream when deciding whether a requirement was reached. */
  readonly kind: "stream" | "table";
  /** The name in the record: the stream's name, or `table:` and the table's. */
  readonly name: string;
  readonly cases: number;
  readonly requirements: readonly SuiteRequirement[];
  readonly arbitrary: fc.Arbitrary<Scenario>;
  readonly source: NumberedCases;
  /** For a small world, of which every case is judged. */
  readonly enumeration?: Enumeration;
}

/** With fewer cases than this, a table's scopes and RMRRs would hardly be exercised. */
const LEAST_CASES_OF_TABLE = 4;

/** The courses of a run: the streams to which a selected requirement subscribes, then the tables. */
export function planCourses(suite: Suite, plan: CoursePlan): readonly Course[] {
  const selected = selectRequirements(suite.requirements, plan.only);
  const listenersOf = (stream: string): readonly SuiteRequirement[] =>
    selected.filter((requirement) => requirement.streams.includes(stream));
  if (plan.exhaustive === true) return planWorlds(suite, selected);
  const courses: Course[] = [];
  const add = (course: Omit<Course, "position" | "source">, seed: number): void => {
    if (course.requirements.length === 0) return;
    courses.push({ ...course, position: courses.length, source: new CaseSource(course.arbitrary, seed) });
  };

  for (const stream of suite.streams) {
    add(
      {
        kind: "stream",
        name: stream.name,
        cases: plan.runs,
        requirements: listenersOf(stream.name),
        arbitrary: stream.scenarios(),
      },
      deriveSeed(plan.seed, stream.name),
    );
  }
  // The tables share the number of cases; otherwise a folder of 155 would take 155 times as long as a stream.
  const casesOfTable = Math.max(LEAST_CASES_OF_TABLE, Math.ceil(plan.runs / Math.max(1, plan.tables.length)));
  const listeners = listenersOf(suite.tableStream);
  for (const table of plan.tables) {
    add(
      {
        kind: "table",
        name: `table:${table.name}`,
        cases: casesOfTable,
        requirements: listeners,
        arbitrary: suite.tableScenarios(table.bytes),
      },
      // The bytes rather than the name, so that a renamed table keeps its cases.
      deriveSeed(plan.seed, "table", table.digest),
    );
  }
  return courses;
}

/** One course per small world, which has neither a seed nor a selectable number of cases. */
function planWorlds(suite: Suite, selected: readonly SuiteRequirement[]): readonly Course[] {
  return (suite.worlds?.() ?? [])
    .map((world) => ({
      kind: "stream" as const,
      name: world.name,
      cases: world.cases,
      requirements: selected.filter(({ streams }) => streams.some((stream) => world.heardAs.includes(stream))),
      arbitrary: world.scenarios,
      source: world,
      enumeration: world.enumeration,
    }))
    .filter(({ requirements }) => requirements.length > 0)
    .map((course, position) => ({ ...course, position }));
}

/** Where a case of a course comes from, for the record. */
export function originOf(course: Course, index: number): CaseOrigin {
  return course.kind === "stream"
    ? { from: "stream", stream: course.name, index }
    : { from: "table", table: course.name.slice("table:".length), index };
}
