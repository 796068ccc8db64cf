/**
 * What the runner needs to know about requirements, streams and the judge.
 *
 * The runner knows nothing about RMRRs: it draws cases, has them executed and judged, counts, shrinks and stores.
 * `defaultSuite` assembles the parts of this package; a test may supply anything else.
 */

import type * as fc from "fast-check";
import type { Enumeration } from "../model/record.ts";
import type { Profile } from "../model/profile.ts";
import type { Scenario } from "../model/scenario.ts";
import type { Trace } from "../model/trace.ts";
import type { Outcome, Witness } from "../model/verdict.ts";

/** A requirement, as far as it concerns the runner. */
export interface SuiteRequirement {
  /** `family/name`. */
  readonly id: string;
  readonly level: "must" | "policy" | "robust";
  readonly statement: string;
  /** Names of the streams to which it subscribes. */
  readonly streams: readonly string[];
}

/** A source of cases. */
export interface SuiteStream {
  readonly name: string;
  /** The cases of the stream. It shrinks through its own `shrink`, with the context of a drawn value or without. */
  scenarios(): fc.Arbitrary<Scenario>;
}

/** The outcome of a requirement in a case. A requirement that the case does not trigger has none. */
export interface SuiteVerdict {
  readonly requirement: SuiteRequirement;
  readonly outcome: Outcome;
  readonly witnesses: readonly Witness[];
}

/** A named property of scenarios. */
export interface SuiteSituation {
  readonly name: string;
  /** The stream that must reach it in at least this share of its cases, 0 to 1. */
  readonly reached?: { readonly stream: string; readonly leastShare: number };
}

/** A complete, numbered set of cases up to some bound. */
export interface SuiteWorld {
  /** Different from the name of any stream. */
  readonly name: string;
  /** Names of streams: requirements that subscribe to one of them subscribe to this world. */
  readonly heardAs: readonly string[];
  readonly cases: number;
  readonly enumeration: Enumeration;
  /** Shrinks the cases. */
  readonly scenarios: fc.Arbitrary<Scenario>;
  /** The case with this number, from 0; the smallest come first. */
  at(index: number): fc.Value<Scenario>;
}

/** A known mistake, in an implementation that makes it. */
export interface SuiteFault {
  readonly name: string;
  /** The mistake, in one sentence. */
  readonly description: string;
  /** The change that fixed it in Linux, if there was one. */
  readonly mendedBy?: string;
}

export interface FaultShelf {
  readonly faults: readonly SuiteFault[];
  /**
   * What the given faults do with each of the given scenarios, in order. It returns even if one of them does not.
   * Executing all at once costs less than one by one.
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
  /** The small worlds, created on demand; left out if there are none. */
  worlds?(): readonly SuiteWorld[];
  /** The stream name under which requirements subscribe to the cases around real tables. */
  readonly tableStream: string;
  /** Cases around a given DMAR table. */
  tableScenarios(dmar: Uint8Array): fc.Arbitrary<Scenario>;
  /**
   * The twins to execute along with a scenario, whose traces become part of its trace; a pure function. Left out if no
   * requirement has any.
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
  /** The faulty implementations, for the diagnosis of failures; loaded when something fails. */
  faults?(): Promise<FaultShelf>;
  /** Whether a scenario is in each of {@link Suite.situations}, in their order. */
  situationsOf(scenario: Scenario, profile: Profile): readonly boolean[];
}
