/**
 * Explains RMRR regions of the wrong type.
 *
 * The type follows the class of the queried device. If one RMRR covers devices of both kinds, a wrong type may come
 * from another of them: from the device that the scope names, or from any device of the RMRR. A wrong type is
 * attributed to that device if the trace shows it, and otherwise to the class of the queried device.
 */

import type { DeviceNaming } from "./coverage.ts";
import { deviceClass, isRelaxableClass } from "./device-class.ts";
import type { WrongType } from "./get-differences.ts";
import { FORBIDDEN, isNaming, type NamingScope } from "./named-scope.ts";
import type { Observations } from "./observations.ts";
import type { GetFact, ScenarioFacts } from "./scenario-facts.ts";

/** A device of the other kind that the RMRR covers, and the apparent effect of its class. */
export interface MixedCause {
  /** `from-scope-device`: it is the device that the scope names. `from-other-device`: it is another one. */
  readonly rule: "from-scope-device" | "from-other-device";
  readonly other: number;
}

export interface ExplainedType {
  readonly get: GetFact;
  readonly wrong: WrongType;
  readonly naming: DeviceNaming;
  /** Undefined if the class of the queried device alone seems to be at fault. */
  readonly mixed: MixedCause | undefined;
}

export function explainedTypes(observed: Observations): readonly ExplainedType[] {
  return observed.differences.length === 0 ? [] : observed.derive(explainTypes);
}

function explainTypes(observed: Observations): readonly ExplainedType[] {
  const { facts } = observed;
  const rightClasses = new Set<string>();
  for (const { get, differences, view } of observed.gets) {
    // A get that was not observed in full shows nothing, and if nothing is due, nothing has a type.
    if (view !== "whole" || get.coverage.required === 0) continue;
    const { wrongTypes = [], missing = [] } = differences ?? {};
    if (wrongTypes.length === 0 && missing.length === 0) rightClasses.add(get.class);
  }
  return observed.differences.flatMap(({ get, wrongTypes }) =>
    wrongTypes.map((wrong) => {
      const naming = namingOf(facts, get, wrong.range);
      return { get, wrong, naming, mixed: mixedCause(observed, get, wrong, naming, rightClasses) };
    }),
  );
}

function namingOf(facts: ScenarioFacts, get: GetFact, range: number): DeviceNaming {
  const namings = get.coverage.namings.filter(({ scope }) => facts.coverage.rmrrs[scope.rmrr]!.range === range);
  return namings.reduce((best, naming) => (naming.strength > best.strength ? naming : best));
}

/**
 * The other device whose class explains the type: one that was queried too and got the same type or, if devices of this
 * class are seen to be handled correctly elsewhere, any that the RMRR covers.
 */
function mixedCause(
  observed: Observations,
  get: GetFact,
  wrong: WrongType,
  naming: DeviceNaming,
  rightClasses: ReadonlySet<string>,
): MixedCause | undefined {
  const { facts } = observed;
  const { type } = wrong.region;
  if (type !== "direct" && type !== "direct-relaxable") return undefined;
  if (get.class === "not-pci") return undefined;
  const target = naming.scope.target;
  const fromScope = isOtherKind(facts, get, target);
  const asker = observed.gets.find(
    ({ get: other, view, differences }) =>
      view !== "nothing" &&
      isRelaxableClass(other.class) !== isRelaxableClass(get.class) &&
      facts.coverage.strengthOf(other.index, wrong.range) !== FORBIDDEN &&
      differences?.wrongTypes.some(({ range }) => range === wrong.range) !== true &&
      hasRange(observed, other, wrong.range),
  );
  if (asker !== undefined) {
    return fromScope
      ? { rule: "from-scope-device", other: target }
      : { rule: "from-other-device", other: asker.get.index };
  }
  if (!rightClasses.has(get.class)) return undefined;
  if (fromScope) return { rule: "from-scope-device", other: target };
  const other = otherKindOfRange(facts, get, wrong.range);
  return other === undefined ? undefined : { rule: "from-other-device", other };
}

function hasRange(observed: Observations, get: GetFact, range: number): boolean {
  const { start, end } = observed.facts.coverage.ranges.at(range);
  return observed.result(get.step).regions!.some((region) => region.start === start && region.end === end);
}

function isOtherKind(facts: ScenarioFacts, get: GetFact, other: number): boolean {
  return isRelaxableClass(deviceClass(facts.device(other))) !== isRelaxableClass(get.class);
}

/** A device of the other kind that a scope of an RMRR with this range names. */
function otherKindOfRange(facts: ScenarioFacts, get: GetFact, range: number): number | undefined {
  const { scopes, rmrrs } = facts.coverage;
  return scopes.find(
    (scope): scope is NamingScope =>
      isNaming(scope) &&
      rmrrs[scope.rmrr]!.range === range &&
      scope.strength !== FORBIDDEN &&
      facts.presentAt(scope.target, get.step) &&
      isOtherKind(facts, get, scope.target),
  )?.target;
}

/**
 * True if the device may get a range for which a device of the other kind is also queried, or which a scope gives to
 * one.
 */
export function asksOfMixedRmrr(facts: ScenarioFacts, get: GetFact): boolean {
  return get.coverage.ranges.some((range) => isMixedRange(facts, range));
}

/**
 * Whether devices of both kinds are queried for a range, given by number, or one is queried and a scope names the
 * other.
 */
export function isMixedRange(facts: ScenarioFacts, range: number): boolean {
  return facts.derive(kindsOfRanges)[range] === (RELAXABLE | LOCKED);
}

const RELAXABLE = 1;
const LOCKED = 2;

/** For each range, by number, the kinds of the devices that are queried and of those that scopes name. */
function kindsOfRanges(facts: ScenarioFacts): readonly number[] {
  const { coverage } = facts;
  const kinds = new Array<number>(coverage.ranges.size).fill(0);
  for (const { coverage: asked, class: of } of facts.gets) {
    for (const range of asked.ranges) kinds[range]! |= isRelaxableClass(of) ? RELAXABLE : LOCKED;
  }
  for (const scope of coverage.scopes) {
    if (!isNaming(scope) || scope.strength === FORBIDDEN) continue;
    const of = deviceClass(facts.device(scope.target));
    kinds[coverage.rmrrs[scope.rmrr]!.range]! |= isRelaxableClass(of) ? RELAXABLE : LOCKED;
  }
  return kinds;
}
