/**
 * What an implementation says of itself: what it asserts holds, and what watches it has nothing to report.
 *
 * `WARN_ON()` stands for what cannot happen, and many machines restart at one (`panic_on_warn`). So it is a fault
 * where firmware and callers did everything right, and is not held against who is misused. Whoever does not even
 * survive, such as a kernel that looks into memory which it did not get, is no better than one that only warns.
 */

import { findFaults } from "../model/dmar/faults.ts";
import { TABLE_FAULTS } from "../model/dmar/table-fault.ts";
import type { Witness } from "../model/verdict.ts";
import type { Observations } from "../oracle/observations.ts";
import type { ScenarioFacts } from "../oracle/scenario-facts.ts";
import { crashRule, isOwnCrash, witnessOfEnd } from "./crash.ts";
import type { Requirement } from "./requirement.ts";

const STREAMS = [
  "ownership",
  "hierarchy",
  "merge",
  "metamorphic",
  "group",
  "assignment",
  "allocation",
  "lifecycle",
  "startup",
  "table",
] as const;

/** As the harness of Linux names them, and as an adapter may. */
const SANITIZER = /^[A-Za-z]+Sanitizer: /;

export const CONDUCT: readonly Requirement[] = [
  {
    id: "conduct/no-warning",
    level: "must",
    statement:
      "As long as firmware and callers make no mistake, no assertion of the implementation fails, it does not crash, and no sanitizer reports anything.",
    source: "WARN_ON, BUG_ON, lockdep and RCU of Linux; AddressSanitizer, UndefinedBehaviorSanitizer",
    when: "the table has no fault that costs a structure, and no function is added while present or removed while absent",
    streams: STREAMS,
    trigger: (facts) => facts.derive(isWithoutMistake).holds,
    dependsOn: () => true,
    judgeEnding: (_facts, ended) => (isOwnCrash(ended) ? [witnessOfEnd(crashRule(ended), ended)] : undefined),
    judge(_facts, observed): readonly Witness[] | "not-observable" {
      const found = warnings(observed);
      return found.length === 0 && !observed.trace.observesMemory ? "not-observable" : found;
    },
  },
];

function isWithoutMistake(facts: ScenarioFacts): { readonly holds: boolean } {
  const { scenario, table } = facts;
  if (isMisused(facts)) return { holds: false };
  // What may come with a later revision is to be stepped over without a word.
  return { holds: findFaults(scenario.platform.dmar, table).every(({ code }) => TABLE_FAULTS[code] === "nothing") };
}

function isMisused(facts: ScenarioFacts): boolean {
  if (!facts.presence.changes) return false;
  return facts.scenario.steps.some((step, index) => {
    if (step.do !== "add" && step.do !== "remove") return false;
    const named = facts.indexOf(step.device);
    return named < 0 || facts.presentAt(named, index) === (step.do === "add");
  });
}

function warnings({ trace }: Observations): readonly Witness[] {
  const witnesses: Witness[] = [];
  for (let step = 0; step < trace.steps.length; step++) {
    for (const event of trace.steps[step]!.events ?? []) {
      if (event.event !== "warning") continue;
      const message = event.place === undefined ? event.message : `${event.message} at ${event.place}`;
      witnesses.push({ rule: SANITIZER.test(event.message) ? "sanitizer-report" : "warning", step, message });
    }
  }
  return witnesses;
}
