/** Which regions of RMRRs the operating system may let go of: those that USB and graphics devices get. */

import type { Profile } from "../model/profile.ts";
import type { Witness } from "../model/verdict.ts";
import { baseClass } from "../model/class-code.ts";
import { type DeviceClass, isIsaBridge, isRelaxableClass } from "../oracle/device-class.ts";
import type { Observations } from "../oracle/observations.ts";
import type { AskFact, GetFact, ScenarioFacts } from "../oracle/scenario-facts.ts";
import { asksOfMixedRmrr, explainedTypes, type ExplainedType, isMixedRange } from "../oracle/explain-type.ts";
import { FORBIDDEN } from "../oracle/named-scope.ts";
import { isInterruptType, isIsaWindow } from "../oracle/windows.ts";
import { answerWitness } from "./about-asks.ts";
import { aboutGets, type GetRequirement, shownRegion } from "./about-gets.ts";
import { LOCKED, NOT_PCI } from "./relaxable-predicates.ts";
import type { Requirement } from "./requirement.ts";

const STREAMS = ["hierarchy", "table"] as const;
/** The class of what is plugged in counts as well. */
const AND_LATER = ["hierarchy", "table", "lifecycle"] as const;

/** Whether the profile says which classes are relaxable, in types that are compared. */
export function judgesTypes({ compareType, relaxableClasses }: Profile): boolean {
  return compareType === "yes" && relaxableClasses === "usb-and-graphics";
}

function typeWitness({ get, wrong, naming }: ExplainedType, rule: string, otherDevice?: string): Witness {
  return {
    rule,
    step: get.step,
    device: get.label,
    ...(otherDevice === undefined ? {} : { otherDevice }),
    list: get.list,
    rmrr: naming.scope.rmrr,
    scope: naming.scope.scope,
    expected: wrong.expected,
    received: [shownRegion(wrong.region)],
  };
}

/**
 * Whether a get gave a region that is an RMRR's and nothing else, so that its type is seen: of one of these ranges, by
 * their numbers, or of any that the device may have.
 */
function showsType(get: GetFact, observed: Observations, isMeant: (range: number) => boolean = () => true): boolean {
  const { coverage } = observed.facts;
  const regions = observed.result(get.step).regions ?? [];
  return regions.some((region) => {
    const { start, end, type } = region;
    if (isInterruptType(type) || (isIsaBridge(get.device) && isIsaWindow(start, end))) return false;
    const range = coverage.ranges.find(start, end);
    return coverage.strengthOf(get.index, range) !== FORBIDDEN && isMeant(range);
  });
}

/**
 * A requirement on the types that devices of one kind get, and on what the predicate says of them. A right answer of
 * the predicate alone is no pass: it shows no region.
 */
function ofClass(
  requirement: Omit<GetRequirement, "concerns" | "witnesses">,
  isMeant: (of: DeviceClass) => boolean,
): Requirement {
  const gets = aboutGets({
    ...requirement,
    concerns: (get, facts) => judgesTypes(facts.profile) && isMeant(get.class) && get.coverage.ranges.length > 0,
    shows: (get, observed) => showsType(get, observed),
    witnesses: (observed) =>
      explainedTypes(observed)
        .filter(({ get, mixed }) => mixed === undefined && isMeant(get.class))
        .map((explained) => typeWitness(explained, typeRule(explained))),
  });
  const isAsked = (ask: AskFact, facts: ScenarioFacts): boolean =>
    judgesClasses(facts.profile) && ask.ask.predicate === "relaxable" && isMeant(ask.class);
  return {
    ...gets,
    trigger: (facts) => gets.trigger(facts) || facts.asks.some((ask) => isAsked(ask, facts)),
    dependsOn(facts, step): boolean {
      const ask = facts.askAt(step);
      return ask === undefined ? gets.dependsOn(facts, step) : isAsked(ask, facts);
    },
    judge(facts, observed) {
      const found = gets.judge(facts, observed);
      const denied = predicateFaults(facts, observed, isAsked);
      if (denied.length === 0) return found;
      return found === "not-observable" ? denied : [...found, ...denied];
    },
  };
}

/** Whether the profile says which classes are relaxable; the predicate needs no types. */
function judgesClasses({ relaxableClasses }: Profile): boolean {
  return relaxableClasses === "usb-and-graphics";
}

function typeRule({ get, wrong }: ExplainedType): string {
  if (wrong.region.type !== "direct" && wrong.region.type !== "direct-relaxable") return "neither-direct-nor-relaxable";
  return wrong.expected === "direct-relaxable" ? "direct" : `relaxable-${kindOf(get)}`;
}

/** A word for a device that is neither USB nor graphics. */
function kindOf({ device }: Pick<GetFact, "device">): string {
  if (device.kind !== "pci") return "not-pci";
  return baseClass(device.classCode) === 0x0c ? "serial-bus" : "other-class";
}

function predicateFaults(
  facts: ScenarioFacts,
  observed: Observations,
  isAsked: (ask: AskFact, facts: ScenarioFacts) => boolean,
): readonly Witness[] {
  const witnesses: Witness[] = [];
  for (const ask of facts.asks) {
    if (!isAsked(ask, facts)) continue;
    const received = observed.answerTo(ask.step);
    const expected = isRelaxableClass(ask.class);
    if (received === undefined || received === expected) continue;
    const rule = expected ? "predicate-denies" : `predicate-affirms-${kindOf(ask)}`;
    witnesses.push(answerWitness(ask, facts, rule, expected, received));
  }
  return witnesses;
}

export const RELAXABLE: readonly Requirement[] = [
  ofClass(
    {
      id: "relaxable/usb",
      level: "policy",
      statement:
        "The region of an RMRR that a USB controller gets is direct-relaxable, whatever its programming interface.",
      source: "series 7/8, 8/8; device_rmrr_is_relaxable",
      when: "a USB controller that an RMRR covers is queried, or one is queried for being relaxable",
      streams: AND_LATER,
    },
    (of) => of === "usb",
  ),
  ofClass(
    {
      id: "relaxable/graphics",
      level: "policy",
      statement: "The region of an RMRR that a display controller gets is direct-relaxable, whatever its sub-class.",
      source: "series 7/8, 8/8; device_rmrr_is_relaxable",
      when: "a display controller that an RMRR covers is queried, or one is queried for being relaxable",
      streams: AND_LATER,
    },
    (of) => of === "graphics",
  ),
  ofClass(
    {
      id: "relaxable/nobody-else",
      level: "policy",
      statement:
        "The region of an RMRR that any other PCI function gets is direct, including functions of classes next to USB and graphics: 0c02, 0c04, 02ff, 0400, 0001.",
      source: "series 8/8; device_rmrr_is_relaxable",
      when: "a function of another class that an RMRR covers is queried, or one is queried for being relaxable",
      streams: AND_LATER,
    },
    (of) => of === "other-class",
  ),
  aboutGets({
    id: "relaxable/asker-decides",
    level: "policy",
    statement:
      "The type of a region depends on the device that gets it: the same RMRR is direct for a network card, direct-relaxable for the USB controller beside it or below the same bridge, and direct for the bridge.",
    source: "series 8/8; intel_iommu_get_resv_regions",
    when: "a device is queried that an RMRR covers together with a device of the other kind",
    streams: STREAMS,
    concerns: (get, facts) => judgesTypes(facts.profile) && asksOfMixedRmrr(facts, get),
    shows: (get, observed) => showsType(get, observed, (range) => isMixedRange(observed.facts, range)),
    witnesses: (observed) =>
      explainedTypes(observed).flatMap((explained) =>
        explained.mixed === undefined
          ? []
          : [typeWitness(explained, explained.mixed.rule, observed.facts.labelOf(explained.mixed.other))],
      ),
  }),
  NOT_PCI,
  LOCKED,
];
