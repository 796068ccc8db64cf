/**
 * Functions whose numbers resemble those of what a scope names, so that a lookup by number would find them: in another
 * segment, or where the numbers of a path are misread as the number of a function.
 */

import type { Coverage, RmrrFact } from "./coverage.ts";
import { type Hierarchy, NONE } from "./hierarchy.ts";
import { naiveTargets } from "./misread-path.ts";
import { FORBIDDEN, isNaming } from "./named-scope.ts";
import type { GetFact, ScenarioFacts } from "./scenario-facts.ts";
import type { PciFunction } from "../model/platform.ts";

type RmrrsByNumber = Map<number, RmrrFact[]>;

/** Bus, device and function as one number, without the segment. */
function routingKey(bus: number, device: number, fn: number): number {
  return (bus << 16) | (device << 8) | fn;
}

export class NumberLikeness {
  readonly #coverage: Coverage;
  readonly #hierarchy: Hierarchy;
  /** RMRRs of another segment whose paths, in this function's segment, would lead to it or a function above it. */
  readonly #twins: RmrrsByNumber = new Map();
  /** RMRRs that name a function with this number, or a bridge whose bus range includes it. */
  readonly #namedNumbers: RmrrsByNumber = new Map();
  readonly #namedBuses: RmrrsByNumber = new Map();
  /** RMRRs with a path of several hops that can be misread as this number. */
  readonly #misreadNumbers: RmrrsByNumber = new Map();

  constructor(facts: ScenarioFacts) {
    const { coverage, hierarchy } = facts;
    this.#coverage = coverage;
    this.#hierarchy = hierarchy;
    const segments = new Set<number>();
    for (const { segment } of hierarchy.functions) segments.add(segment);
    for (const resolved of coverage.scopes) {
      const rmrr = coverage.rmrrs[resolved.rmrr]!;
      const { startBus, path } = rmrr.structure.scopes[resolved.scope]!;
      const last = path.at(-1)!;
      if (path.length > 1) {
        add(this.#misreadNumbers, routingKey(startBus, last.device, last.function), rmrr);
        add(this.#misreadNumbers, routingKey(startBus + path.length - 1, last.device, last.function), rmrr);
      }
      if (segments.size === 1 && segments.has(rmrr.structure.segment)) continue;
      for (const segment of segments) {
        if (segment === rmrr.structure.segment) continue;
        const [twin] = naiveTargets(facts, rmrr.structure.scopes[resolved.scope]!, segment);
        if (twin !== undefined) add(this.#twins, twin, rmrr);
      }
      if (!isNaming(resolved) || resolved.strength === FORBIDDEN) continue;
      const target = hierarchy.functions[resolved.target];
      if (target === undefined) continue;
      add(this.#namedNumbers, keyOf(target), rmrr);
      if (!resolved.below) continue;
      for (let bus = target.secondaryBus!; bus <= target.subordinateBus!; bus++) add(this.#namedBuses, bus, rmrr);
    }
  }

  /** True if an RMRR of another segment that does not cover the device names something similar. */
  looksNamedInOtherSegment(get: GetFact): boolean {
    // If an RMRR of its own segment names these numbers, it names the device itself.
    return this.#looksNamed(get, (rmrr) => this.#isRefused(get, rmrr));
  }

  /** True if this RMRR, of another segment, names something similar to the device. */
  looksNamedBy(get: GetFact, wanted: RmrrFact): boolean {
    return this.#looksNamed(get, (rmrr) => rmrr === wanted);
  }

  /**
   * True if a path of the device's segment that leads elsewhere can be misread as its number or that of a bridge above.
   */
  looksNamedByNumber(get: GetFact): boolean {
    const { device } = get;
    if (device.kind !== "pci") return false;
    return this.#someInLine(get.index, (at) => {
      const rmrrs = this.#misreadNumbers.get(keyOf(this.#hierarchy.functions[at]!));
      return rmrrs?.some((rmrr) => rmrr.structure.segment === device.segment && this.#isRefused(get, rmrr)) === true;
    });
  }

  #looksNamed(get: GetFact, isWanted: (rmrr: RmrrFact) => boolean): boolean {
    const { device } = get;
    if (device.kind !== "pci") return false;
    const some = (rmrrs: readonly RmrrFact[] | undefined): boolean => rmrrs?.some(isWanted) === true;
    return (
      some(this.#namedNumbers.get(keyOf(device))) ||
      some(this.#namedBuses.get(device.bus)) ||
      this.#someInLine(get.index, (at) => some(this.#twins.get(at)))
    );
  }

  /** True if the condition holds for the function or a bridge above it. */
  #someInLine(index: number, holds: (at: number) => boolean): boolean {
    for (let at = index; at !== NONE; at = this.#hierarchy.parent[at]!) if (holds(at)) return true;
    return false;
  }

  #isRefused(get: GetFact, rmrr: RmrrFact): boolean {
    return this.#coverage.strengthOf(get.index, rmrr.range) === FORBIDDEN;
  }
}

function keyOf(fn: PciFunction): number {
  return routingKey(fn.bus, fn.device, fn.function);
}

function add(map: RmrrsByNumber, key: number, rmrr: RmrrFact): void {
  const rmrrs = map.get(key);
  if (rmrrs === undefined) map.set(key, [rmrr]);
  else rmrrs.push(rmrr);
}

export function numberLikeness(facts: ScenarioFacts): NumberLikeness {
  return facts.derive(makeNumberLikeness);
}

function makeNumberLikeness(facts: ScenarioFacts): NumberLikeness {
  return new NumberLikeness(facts);
}
