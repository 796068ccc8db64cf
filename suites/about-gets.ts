/** Requirements about what a `get` gives: each picks the gets that it has something to say about. */

import type { Witness, WitnessRegion } from "../model/verdict.ts";
import type { DeviceNaming } from "../oracle/coverage.ts";
import type { ExplainedMissing } from "../oracle/explain-missing.ts";
import type { ExtraWhy } from "../oracle/extra-reason.ts";
import type { ExtraRange, GetDifferences } from "../oracle/get-differences.ts";
import type { Observations } from "../oracle/observations.ts";
import type { GetFact, ScenarioFacts } from "../oracle/scenario-facts.ts";
import type { AddressRange } from "../model/region.ts";
import type { ObservedRegion } from "../model/trace.ts";
import type { Requirement } from "./requirement.ts";

/** What is particular to a requirement about gets; the rest is the same for all of them. */
export interface GetRequirement extends Omit<Requirement, "trigger" | "dependsOn" | "judge"> {
  /** Whether the requirement could fail at this get of a device that is there. */
  concerns(get: GetFact, facts: ScenarioFacts): boolean;
  /** Memory that ran out takes what is missing out of view: only whole gets count. */
  readonly needsWholeGets?: boolean;
  /**
   * Whether what such a get gave shows what the requirement is about; if left out, every get does. One that is about
   * regions that are there has seen nothing where none is: that one is missing is for coverage to say.
   */
  shows?(get: GetFact, observed: Observations): boolean;
  /** What is wrong; called only if any get of the case is not as it has to be. */
  witnesses(observed: Observations, facts: ScenarioFacts): readonly Witness[];
}

const NOTHING: readonly Witness[] = [];

export function aboutGets(requirement: GetRequirement): Requirement {
  const { concerns, needsWholeGets = false, shows, witnesses, ...rest } = requirement;
  return {
    ...rest,
    trigger(facts): boolean {
      for (const get of facts.gets) if (get.present && concerns(get, facts)) return true;
      return false;
    },
    dependsOn(facts, step): boolean {
      const get = facts.getAt(step);
      return get !== undefined && get.present && concerns(get, facts);
    },
    judge(facts, observed): readonly Witness[] | "not-observable" {
      if (observed.differences.length > 0) {
        const found = witnesses(observed, facts);
        if (found.length > 0) return found;
      }
      for (const { get, view } of observed.gets) {
        if (view === "nothing" || (needsWholeGets && view === "part")) continue;
        if (concerns(get, facts) && (shows === undefined || shows(get, observed))) return NOTHING;
      }
      return "not-observable";
    },
  };
}

/** A range as a witness shows it. */
export function shown(range: AddressRange): WitnessRegion {
  return { start: range.start, end: range.end };
}

/** An observed region as a witness shows it, with everything that was seen of it. */
export function shownRegion(region: ObservedRegion): WitnessRegion {
  const { start, end, type, protection, object } = region;
  return { start, end, type, protection, object };
}

/** What a get gave, as a witness shows it. */
export function receivedBy(observed: Observations, get: GetFact): readonly WitnessRegion[] {
  return (observed.result(get.step).regions ?? []).map(shownRegion);
}

/** The witness of a range that is due through a scope and did not come. */
export function missingWitness(
  rule: string,
  { get, range }: ExplainedMissing,
  { scope }: DeviceNaming,
  observed: Observations,
): Witness {
  return {
    rule,
    step: get.step,
    device: get.label,
    list: get.list,
    rmrr: scope.rmrr,
    scope: scope.scope,
    expected: [shown(observed.facts.coverage.ranges.at(range))],
    received: receivedBy(observed, get),
  };
}

/** Witnesses of the extra ranges whose reason is one of these, of some gets alone if told so. The reason is the rule. */
export function extraWitnesses(
  observed: Observations,
  reasons: ReadonlySet<ExtraWhy>,
  isMeant: (get: GetFact) => boolean = () => true,
): readonly Witness[] {
  return observed.differences.flatMap((differences) =>
    (isMeant(differences.get) ? differences.extra : [])
      .filter(({ reason }) => reasons.has(reason.why))
      .map((extra) => extraWitness(differences, extra, observed)),
  );
}

function extraWitness({ get }: GetDifferences, { region, reason }: ExtraRange, observed: Observations): Witness {
  const { why, rmrr, scope, hop, named } = reason;
  const { facts } = observed;
  const due = get.coverage.ranges.map((range) => shown(facts.coverage.ranges.at(range)));
  return {
    rule: why,
    step: get.step,
    device: get.label,
    list: get.list,
    ...(named === undefined || named === get.index ? {} : { otherDevice: facts.labelOf(named) }),
    ...(rmrr === undefined ? {} : { rmrr }),
    ...(scope === undefined ? {} : { scope }),
    ...(hop === undefined ? {} : { hop }),
    expected: due,
    received: [shownRegion(region)],
  };
}
