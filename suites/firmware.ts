/** What must not happen, whatever firmware gets wrong (docs/rules.md, "Broken firmware"). */

import { goodRmrrs, isGoodTable } from "../model/dmar/good-rmrrs.ts";
import type { RmrrStructure } from "../model/dmar/table.ts";
import type { TraceEvent } from "../model/trace.ts";
import type { Witness } from "../model/verdict.ts";
import type { DeviceNaming } from "../oracle/coverage.ts";
import { inventedRule } from "../oracle/invented-coverage.ts";
import { REQUIRED } from "../oracle/named-scope.ts";
import type { Observations } from "../oracle/observations.ts";
import type { GetFact, ScenarioFacts } from "../oracle/scenario-facts.ts";
import { badThing } from "./bad-things.ts";
import { aboutGets, receivedBy, shown, shownRegion } from "./about-gets.ts";
import { pathFaults, tableFaults } from "./fault-situations.ts";
import { isOutOfBounds } from "./out-of-bounds.ts";
import { crashRule, isCrash, witnessOfEnd } from "./crash.ts";
import type { Requirement } from "./requirement.ts";

const STREAMS = ["malformed", "table"] as const;
const SOURCE = "docs/rules.md, broken firmware";

function hasFault(facts: ScenarioFacts): boolean {
  return tableFaults(facts).size > 0 || pathFaults(facts).size > 0;
}

/** The good RMRRs of a table that has something else in it as well. */
function goodOnes({ table }: ScenarioFacts): ReadonlySet<RmrrStructure> {
  return new Set(goodRmrrs(table));
}

function isGood(facts: ScenarioFacts, { scope }: DeviceNaming): boolean {
  return facts.derive(goodOnes).has(facts.coverage.rmrrs[scope.rmrr]!.structure);
}

/** Scopes of good RMRRs, or of those that are not, through which a device is due its region. */
function isDue(facts: ScenarioFacts, get: GetFact, good: boolean): boolean {
  return get.coverage.namings.some((naming) => naming.strength === REQUIRED && isGood(facts, naming) === good);
}

/** Regions of good RMRRs, or of others, that are due and did not come, or came with another start or end. */
function lacking(observed: Observations, good: boolean, rule: (how: "missing" | "inexact") => string): Witness[] {
  const { facts } = observed;
  const isMeant = (naming: DeviceNaming): boolean => naming.strength === REQUIRED && isGood(facts, naming) === good;
  const witness = (get: GetFact, naming: DeviceNaming, how: "missing" | "inexact"): Witness => ({
    rule: rule(how),
    step: get.step,
    device: get.label,
    list: get.list,
    rmrr: naming.scope.rmrr,
    scope: naming.scope.scope,
    expected: [shown(facts.coverage.ranges.at(facts.coverage.rmrrs[naming.scope.rmrr]!.range))],
    received: receivedBy(observed, get),
  });
  const asked = observed.differences.filter(({ get }) => hasUnit(facts, get));
  return asked.flatMap(({ get, missing, inexact }) => [
    ...missing.flatMap(({ namings }) => {
      // Good and bad RMRRs of one range: it is due because of the good one.
      const naming = good || namings.every(isMeant) ? namings.find(isMeant) : undefined;
      return naming === undefined ? [] : [witness(get, naming, "missing")];
    }),
    ...inexact.flatMap(({ naming }) => (isMeant(naming) ? [witness(get, naming, "inexact")] : [])),
  ]);
}

/** Without a DRHD there is no remapping hardware for a segment, and nobody who would have to keep anything. */
function hasUnit(facts: ScenarioFacts, { device }: GetFact): boolean {
  return device.kind === "pci" && facts.derive(segmentsWithUnit).has(device.segment);
}

function segmentsWithUnit({ table }: ScenarioFacts): ReadonlySet<number> {
  return new Set(table.structures.flatMap(({ structure }) => (structure.kind === "drhd" ? [structure.segment] : [])));
}

const NO_EVENTS: readonly TraceEvent[] = [];

export const FIRMWARE: readonly Requirement[] = [
  {
    id: "firmware/no-hang",
    level: "robust",
    statement: "Whatever is wrong with a table, starting with it and every later call return.",
    source: `${SOURCE}; dmar_alloc_dev_scope, dmar_walk_remapping_entries`,
    when: "the table has a fault",
    streams: STREAMS,
    trigger: hasFault,
    dependsOn: isAnswer,
    judge: ({ scenario }, observed) =>
      scenario.steps.flatMap(({ do: what }, step): Witness[] =>
        what === "get" && observed.result(step).endless === true ? [{ rule: "endless-answer", step }] : [],
      ),
  },
  {
    id: "firmware/no-crash",
    level: "robust",
    statement: "Whatever is wrong with a table, the implementation survives it: it starts, and it answers.",
    source: SOURCE,
    when: "the table has a fault",
    streams: STREAMS,
    trigger: hasFault,
    dependsOn: isAnswer,
    judgeEnding: (_facts, ended) => (isCrash(ended) ? [witnessOfEnd(crashRule(ended), ended)] : undefined),
    judge: ({ scenario }, observed) =>
      scenario.steps.flatMap((_, step): Witness[] => {
        const { status, message } = observed.result(step);
        return status === "error" ? [{ rule: "step-fails", step, ...(message === undefined ? {} : { message }) }] : [];
      }),
  },
  {
    id: "firmware/no-foreign-read",
    level: "robust",
    statement: "Nothing outside the table is read, whatever its Lengths say.",
    source: `${SOURCE}; dmar_walk_remapping_entries, dmar_parse_one_rmrr`,
    when: "the table has a fault",
    streams: STREAMS,
    trigger: hasFault,
    dependsOn: isAnswer,
    judgeEnding: (_facts, ended) => (isOutOfBounds(ended.message) ? [witnessOfEnd("read-outside", ended)] : undefined),
    judge(_facts, { trace }) {
      const found: Witness[] = [];
      for (const [step, { message, events }] of trace.steps.entries()) {
        if (message !== undefined && isOutOfBounds(message)) found.push({ rule: "read-outside", step, message });
        for (const event of events ?? NO_EVENTS) {
          if (event.event !== "warning" || !isOutOfBounds(event.message)) continue;
          const place = event.place === undefined ? "" : ` at ${event.place}`;
          found.push({ rule: "read-outside", step, message: `${event.message}${place}` });
        }
      }
      // Who does not let its memory be watched may read what it likes.
      const isWatched = trace.observesMemory && trace.readsUnseen !== true;
      return found.length > 0 || isWatched ? found : "not-observable";
    },
  },
  aboutGets({
    id: "firmware/no-invented-coverage",
    level: "robust",
    statement:
      "No device gets a region because of something that cannot be read: a scope with a wrong Length, an impossible hop, a structure that ends too early or is not found, bytes past the table.",
    source: SOURCE,
    when: "a device is queried, and the table has a fault",
    streams: STREAMS,
    concerns: (_get, facts) => hasFault(facts),
    witnesses: (observed) =>
      observed.differences.flatMap(({ get, extra }) =>
        extra.flatMap(({ region, reason }): Witness[] => {
          const rule = inventedRule(observed.facts, reason);
          if (rule === undefined) return [];
          const { rmrr, scope } = reason;
          return [
            {
              rule,
              step: get.step,
              device: get.label,
              list: get.list,
              ...(rmrr === undefined ? {} : { rmrr }),
              ...(scope === undefined ? {} : { scope }),
              expected: get.coverage.ranges.map((range) => shown(observed.facts.coverage.ranges.at(range))),
              received: [shownRegion(region)],
            },
          ];
        }),
      ),
  }),
  aboutGets({
    id: "firmware/good-survives-bad",
    level: "robust",
    statement:
      "Where the profile has faulty RMRRs used or skipped, the good RMRRs of the table cover the functions that they name, as if there were no faults.",
    source: `${SOURCE}; arch_rmrr_sanity_check, dmar_insert_dev_scope`,
    when: "a device that a good RMRR covers is queried, the table has a fault that leaves this RMRR readable, and the profile does not have the table rejected",
    streams: STREAMS,
    needsWholeGets: true,
    concerns: (get, facts) =>
      (facts.profile.malformed === "use" || facts.profile.malformed === "skip") &&
      isGoodTable(facts.table) &&
      hasFault(facts) &&
      hasUnit(facts, get) &&
      isDue(facts, get, true),
    witnesses: (observed) => lacking(observed, true, (how) => `${how}-beside-${badThing(observed.facts)}`),
  }),
  aboutGets({
    id: "firmware/faulty-rmrrs",
    level: "robust",
    statement:
      "A readable RMRR that is not good gives the functions that its scopes name either [Base, Limit] as written or nothing, as the profile says.",
    source: `${SOURCE}; rmrr_sanity_check`,
    when: "a device is queried that a readable but not good RMRR names, and the profile says what becomes of that RMRR",
    streams: STREAMS,
    needsWholeGets: true,
    concerns: (get, facts) => hasUnit(facts, get) && (isDue(facts, get, false) || isRefused(facts, get)),
    witnesses: (observed) => [
      ...lacking(observed, false, (how) => (how === "missing" ? "not-used" : "not-as-written")),
      ...observed.differences.flatMap(({ get, extra }) =>
        extra
          .filter(({ reason }) => reason.why === "dropped-rmrr")
          .map(({ region, reason }) => ({
            rule: "used",
            step: get.step,
            device: get.label,
            list: get.list,
            rmrr: reason.rmrr!,
            expected: [],
            received: [shownRegion(region)],
          })),
      ),
    ],
  }),
];

/** The profile has an RMRR dropped that names the device. */
function isRefused(facts: ScenarioFacts, { coverage }: GetFact): boolean {
  return coverage.namings.some(({ scope }) => facts.coverage.rmrrs[scope.rmrr]!.standing === "dropped");
}

function isAnswer({ scenario }: ScenarioFacts, step: number): boolean {
  const what = scenario.steps[step]?.do;
  return what === "get" || what === "ask";
}
