/**
 * Functions whose numbers are like those of what a scope names, so that somebody who goes by numbers finds them:
 * in another segment, or at the numbers of a path read as the number of a function.
 */

import type { Coverage, RmrrFact } from "./coverage.ts";
import { type Hierarchy, NONE } from "./hierarchy.ts";
import { naiveTargets } from "./misread-path.ts";
import { FORBIDDEN, isNaming } from "./named-scope.ts";
import type { GetFact, ScenarioFacts } from "./scenario-facts.ts";
import type { PciFunction } from "../model/platform.ts";

const BUSES = 256;

type RmrrsByNumber = Map<number, RmrrFact[]>;

/** Bus, device and function as one number, without the segment. */
function routingKey(bus: number, device: number, fn: number): number {
  return (bus * BUSES + device) * BUSES + fn;
}

export class NumberLikeness {
  readonly #coverage: Coverage;
  readonly #hierarchy: Hierarchy;
  /** RMRRs whose paths lead to this function, or a function above it, in its own segment, which is another. */
  #twins: RmrrsByNumber | undefined;
  /** RMRRs that name a function with this number, or a bridge whose buses include this one. */
  #namedNumbers: RmrrsByNumber | undefined;
  #namedBuses: RmrrsByNumber | undefined;
  /** RMRRs with a path of several hops that reads as this number. */
  #misreadNumbers: RmrrsByNumber | undefined;

  constructor(facts: ScenarioFacts) {
    const { coverage, hierarchy } = facts;
    this.#coverage = coverage;
    this.#hierarchy = hierarchy;
    const segments = segmentsOf(hierarchy);
    for (const resolved of coverage.scopes) {
      const rmrr = coverage.rmrrs[resolved.rmrr]!;
      const { startBus, path } = rmrr.structure.scopes[resolved.scope]!;
      const last = path.at(-1);
      if (last !== undefined && path.length > 1) {
        const lastBus = startBus + path.length - 1;
        this.#misreadNumbers = added(this.#misreadNumbers, routingKey(startBus, last.device, last.function), rmrr);
        this.#misreadNumbers = added(this.#misreadNumbers, routingKey(lastBus, last.device, last.function), rmrr);
      }
      if (segments.length === 1 && segments[0] === rmrr.structure.segment) continue;
      for (const segment of segments) {
        if (segment === rmrr.structure.segment) continue;
        const [twin] = naiveTargets(facts, rmrr.structure.scopes[resolved.scope]!, segment);
        if (twin !== undefined) this.#twins = added(this.#twins, twin, rmrr);
      }
      if (!isNaming(resolved) || resolved.strength === FORBIDDEN) continue;
      const target = hierarchy.functions[resolved.target];
      if (target === undefined) continue;
      this.#namedNumbers = added(this.#namedNumbers, keyOf(target), rmrr);
      if (!resolved.below || target.secondaryBus === undefined || target.subordinateBus === undefined) continue;
      for (let bus = target.secondaryBus; bus <= target.subordinateBus; bus++) {
        this.#namedBuses = added(this.#namedBuses, bus, rmrr);
      }
    }
  }

  /** True if an RMRR of another segment, which does not cover the device, names something like it. */
  looksNamedInOtherSegment(get: GetFact): boolean {
    return this.#looksNamed(
      get,
      (rmrr, device) => rmrr.structure.segment !== device.segment && this.#isRefused(get, rmrr),
    );
  }

  /** True if this RMRR, of another segment, names something that is like the device. */
  looksNamedBy(get: GetFact, wanted: RmrrFact): boolean {
    return this.#looksNamed(get, (rmrr) => rmrr === wanted);
  }

  /** True if a path of the device's segment, which leads elsewhere, can be misread as the number of it or a bridge above. */
  looksNamedByNumber(get: GetFact): boolean {
    const { device } = get;
    const misread = this.#misreadNumbers;
    if (device.kind !== "pci" || misread === undefined) return false;
    return this.#someInLine(get.index, (at) => {
      const rmrrs = misread.get(keyOf(this.#hierarchy.functions[at]!));
      return rmrrs?.some((rmrr) => rmrr.structure.segment === device.segment && this.#isRefused(get, rmrr)) ?? false;
    });
  }

  #looksNamed(get: GetFact, isWanted: (rmrr: RmrrFact, device: PciFunction) => boolean): boolean {
    const { device } = get;
    const twins = this.#twins;
    if (device.kind !== "pci" || (twins === undefined && this.#namedNumbers === undefined)) return false;
    const some = (rmrrs: readonly RmrrFact[] | undefined): boolean =>
      rmrrs?.some((rmrr) => isWanted(rmrr, device)) ?? false;
    return (
      some(this.#namedNumbers?.get(keyOf(device))) ||
      some(this.#namedBuses?.get(device.bus)) ||
      (twins !== undefined && this.#someInLine(get.index, (at) => some(twins.get(at))))
    );
  }

  /** True if it holds of the function or of a bridge above it. */
  #someInLine(index: number, holds: (at: number) => boolean): boolean {
    for (let at = index; at !== NONE; at = this.#hierarchy.parent[at]!) if (holds(at)) return true;
    return false;
  }

  #isRefused(get: GetFact, rmrr: RmrrFact): boolean {
    return this.#coverage.strengthOf(get.index, rmrr.range) === FORBIDDEN;
  }
}

/** The segments that have functions, in the order of the platform. */
function segmentsOf({ functions }: Hierarchy): readonly number[] {
  const segments: number[] = [];
  let previous: number | undefined;
  for (const { segment } of functions) {
    if (segment !== previous && !segments.includes(segment)) segments.push(segment);
    previous = segment;
  }
  return segments;
}

function keyOf(fn: PciFunction): number {
  return routingKey(fn.bus, fn.device, fn.function);
}

/** Adds an RMRR under a number. Most tables need no such map, so it is made when it is first needed. */
function added(map: RmrrsByNumber = new Map(), key: number, rmrr: RmrrFact): RmrrsByNumber {
  const rmrrs = map.get(key);
  if (rmrrs === undefined) map.set(key, [rmrr]);
  else rmrrs.push(rmrr);
  return map;
}

export function numberLikeness(facts: ScenarioFacts): NumberLikeness {
  return facts.derive(makeNumberLikeness);
}

function makeNumberLikeness(facts: ScenarioFacts): NumberLikeness {
  return new NumberLikeness(facts);
}
