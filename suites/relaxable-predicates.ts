/** The requirements of the relaxable family that are about predicates and about devices that are not PCI. */

import type { Witness } from "../model/verdict.ts";
import { isIsaBridge, isRelaxableClass } from "../oracle/device-class.ts";
import { explainedTypes } from "../oracle/explain-type.ts";
import type { Observations } from "../oracle/observations.ts";
import type { AskFact, ScenarioFacts } from "../oracle/scenario-facts.ts";
import { aboutAsks, answerWitness } from "./about-asks.ts";
import { shownRegion } from "./about-gets.ts";
import type { Requirement } from "./requirement.ts";

const STREAMS = ["hierarchy", "table"] as const;

/** Whether a question is one to which a device that is not PCI can only answer no. */
function isPciQuestion({ ask, index, bridge }: AskFact, facts: ScenarioFacts): boolean {
  if (ask.predicate === "relaxable") return !facts.isFunction(index);
  return ask.predicate === "downstream" && (!facts.isFunction(index) || !facts.isFunction(bridge));
}

function concernsStep(facts: ScenarioFacts, step: number): boolean {
  const get = facts.getAt(step);
  if (get !== undefined) return !facts.isFunction(get.index);
  const ask = facts.askAt(step);
  return ask !== undefined && (!facts.isFunction(ask.index) || isPciQuestion(ask, facts));
}

export const NOT_PCI: Requirement = {
  id: "relaxable/not-pci",
  level: "must",
  statement:
    "For a device that is not PCI, the relaxable and downstream predicates are false, no PCI field is read, and no region is relaxable.",
  source: "series history v3 to v4; device_rmrr_is_relaxable, is_downstream_to_pci_bridge",
  when: "a device that is not PCI is queried, for its regions or by a predicate",
  streams: STREAMS,
  trigger: (facts) =>
    facts.scenario.platform.otherDevices.length > 0 &&
    (facts.gets.some((get) => !facts.isFunction(get.index)) ||
      facts.asks.some((ask) => !facts.isFunction(ask.index) || isPciQuestion(ask, facts))),
  dependsOn: concernsStep,
  judge(facts, observed) {
    const witnesses = [...foreignReads(observed), ...affirmations(facts, observed), ...relaxableRegions(observed)];
    return witnesses.length > 0 || isSeen(facts, observed) ? witnesses : "not-observable";
  },
};

function isSeen(facts: ScenarioFacts, observed: Observations): boolean {
  return facts.scenario.steps.some((_, step) => {
    const { status } = observed.result(step);
    return status !== "unsupported" && status !== "error" && concernsStep(facts, step);
  });
}

/** PCI fields of such a device that were read, at whatever step. */
function foreignReads(observed: Observations): Witness[] {
  const witnesses: Witness[] = [];
  observed.trace.steps.forEach(({ events }, step) => {
    for (const event of events ?? []) {
      if (event.event !== "foreign-read") continue;
      const message = event.place === undefined ? event.field : `${event.field} at ${event.place}`;
      witnesses.push({ rule: "pci-field-read", step, device: event.device, received: event.field, message });
    }
  });
  return witnesses;
}

function affirmations(facts: ScenarioFacts, observed: Observations): Witness[] {
  const witnesses: Witness[] = [];
  for (const ask of facts.asks) {
    if (!isPciQuestion(ask, facts) || observed.answerTo(ask.step) !== true) continue;
    witnesses.push(answerWitness(ask, facts, `${ask.ask.predicate}-affirmed`, false, true));
  }
  return witnesses;
}

function relaxableRegions(observed: Observations): Witness[] {
  return explainedTypes(observed)
    .filter(({ get }) => get.class === "not-pci")
    .map(({ get, wrong }) => ({
      rule: "wrong-type",
      step: get.step,
      device: get.label,
      list: get.list,
      expected: wrong.expected,
      received: [shownRegion(wrong.region)],
    }));
}

export const LOCKED: Requirement = aboutAsks({
  id: "relaxable/locked",
  level: "policy",
  statement: "A device is locked, and cannot be assigned, if and only if one of its regions is direct.",
  source: "series 8/8; device_is_rmrr_locked, require_direct",
  when: "a device is queried for being locked",
  streams: STREAMS,
  answer(ask, facts) {
    const { compareType, relaxableClasses, isaWindow } = facts.profile;
    if (ask.ask.predicate !== "locked" || !ask.present) return undefined;
    if (compareType !== "yes" || relaxableClasses !== "usb-and-graphics") return undefined;
    const { required, ranges } = facts.coverage.of(ask.index);
    if (required > 0 && !isRelaxableClass(ask.class)) return true;
    // The window of an ISA bridge may be direct, and then it is open whether that counts.
    if (isIsaBridge(ask.device) && (isaWindow === "none-or-direct" || isaWindow === "either")) return undefined;
    return ranges.length > 0 && !isRelaxableClass(ask.class) ? undefined : false;
  },
  rule({ index, class: of }, facts) {
    if (facts.coverage.of(index).required === 0) return "locked-without-rmrr";
    return isRelaxableClass(of) ? "locked-although-relaxable" : "not-locked";
  },
});
