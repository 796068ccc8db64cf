/**
 * What the runner needs of requirements, streams and the judge.
 *
 * The runner knows nothing of RMRRs: it draws cases, has them executed and judged, counts, shrinks and keeps.
 * `defaultSuite` puts the rooms of this package together; a test may put anything else.
 */

import type * as fc from "fast-check";
import type { Enumeration } from "../model/record.ts";
import type { Profile } from "../model/profile.ts";
import type { Scenario } from "../model/scenario.ts";
import type { Trace } from "../model/trace.ts";
import type { Outcome, Witness } from "../model/verdict.ts";

/** A requirement, as far as the runner looks at it. */
export interface SuiteRequirement {
  /** `family/name`. */
  readonly id: string;
  readonly level: "must" | "policy" | "robust";
  readonly statement: string;
  /** Names of the streams to which it listens. */
  readonly streams: readonly string[];
}

/** A source of cases. */
export interface SuiteStream {
  readonly name: string;
  /** The cases of the stream; shrinks through its own `shrink`, with the context of a drawn value and without. */
  scenarios(): fc.Arbitrary<Scenario>;
}

/** What became of a requirement in a case. There is none for a requirement that the case does not trigger. */
export interface SuiteVerdict {
  readonly requirement: SuiteRequirement;
  readonly outcome: Outcome;
  readonly witnesses: readonly Witness[];
}

/** What a scenario may be like, by name. */
export interface SuiteSituation {
  readonly name: string;
  /** The stream that has to reach it in at least this share of its cases, 0 to 1. */
  readonly reached?: { readonly stream: string; readonly leastShare: number };
}

/** A source of cases that are numbered, and all there are up to some bound. */
export interface SuiteWorld {
  /** Unlike the name of any stream. */
  readonly name: string;
  /** Names of streams: whoever listens to one of them listens to this world. */
  readonly heardAs: readonly string[];
  readonly cases: number;
  readonly enumeration: Enumeration;
  /** Shrinks the cases. */
  readonly scenarios: fc.Arbitrary<Scenario>;
  /** The case with this number, from 0; the least come first. */
  at(index: number): fc.Value<Scenario>;
}

/** A mistake that is known, in an implementation that makes it. */
export interface SuiteFault {
  readonly name: string;
  /** The mistake, in a sentence. */
  readonly description: string;
  /** The change that mended it in Linux, if there was one. */
  readonly mendedBy?: string;
}

export interface FaultShelf {
  readonly faults: readonly SuiteFault[];
  /**
   * What some of the faults do with each of some scenarios, in their order. Comes back even where one of them does not.
   * All at once costs less than one by one.
   */
  execute(faults: readonly SuiteFault[], scenarios: readonly Scenario[]): readonly (readonly Trace[])[];
}

export interface Suite {
  /** In the order in which they are printed. */
  readonly requirements: readonly SuiteRequirement[];
  /** In the order in which they are run. */
  readonly streams: readonly SuiteStream[];
  /** In the order in which they are printed; the predicate of a known divergence may use their names. */
  readonly situations: readonly SuiteSituation[];
  /** The small worlds, put together when they are wanted; left out if there are none. */
  worlds?(): readonly SuiteWorld[];
  /** The name under which requirements listen to the cases around real tables. */
  readonly tableStream: string;
  /** Cases around a given DMAR table. */
  tableScenarios(dmar: Uint8Array): fc.Arbitrary<Scenario>;
  /**
   * The twins that have to be executed along with a scenario, and whose traces its trace then has; a pure function.
   * Left out if no requirement has any.
   */
  twins?(
    requirements: readonly SuiteRequirement[],
    scenario: Scenario,
    profile: Profile,
  ): readonly { readonly name: string; readonly scenario: Scenario }[];
  /** Judges a trace; a pure function. */
  judge(
    requirements: readonly SuiteRequirement[],
    scenario: Scenario,
    trace: Trace,
    profile: Profile,
  ): readonly SuiteVerdict[];
  /** Whether a scenario is in a situation, one of {@link Suite.situations}. */
  inSituation(name: string, scenario: Scenario, profile: Profile): boolean;
  /** The shelf of faulty implementations, for the diagnosis of failures; loaded when something fails. */
  faults?(): Promise<FaultShelf>;
  /** Whether a scenario is in each of {@link Suite.situations}, in their order. */
  situationsOf(scenario: Scenario, profile: Profile): readonly boolean[];
}
