/**
 * Assigns the regions of one get, one by one, to the RMRR that gives them, a window, an RMRR for which they stand in,
 * or none of these. What is left over is what is wrong with the get.
 */

import { PROTECTION_READ_WRITE, type AddressRange, type RegionType } from "../model/region.ts";
import type { ObservedRegion } from "../model/trace.ts";
import type { Coverage, DeviceNaming } from "./coverage.ts";
import { isBridgeClass, isIsaBridge } from "./device-class.ts";
import { explainExtra } from "./explain-extra.ts";
import type {
  ExtraRange,
  GetDifferences,
  InexactRange,
  MissingRange,
  WindowDifference,
  WrongProtection,
  WrongType,
} from "./get-differences.ts";
import { isCloser, standsInFor } from "./inexact-range.ts";
import { ALLOWED, FORBIDDEN, REQUIRED, type Strength } from "./named-scope.ts";
import { NO_RANGE } from "./range-table.ts";
import type { GetFact, ScenarioFacts } from "./scenario-facts.ts";
import { isaTypeAllowed, isInterruptType, isIsaWindow, isMsiWindow } from "./windows.ts";

export class RegionSorting {
  readonly #facts: ScenarioFacts;
  readonly #coverage: Coverage;
  readonly #get: GetFact;
  readonly #expectedType: RegionType | undefined;
  readonly #comparesType: boolean;
  readonly #isaBridge: boolean;
  readonly #bridgeClass: boolean;
  readonly #seen = new Set<number>();
  /** Regions that no RMRR of the device explains. */
  readonly #strangers: ObservedRegion[] = [];
  readonly #wrongTypes: WrongType[] = [];
  readonly #wrongProtections: WrongProtection[] = [];
  readonly #windows: WindowDifference[] = [];
  #seenMsi = false;

  constructor(facts: ScenarioFacts, get: GetFact, expectedType: RegionType | undefined, comparesType: boolean) {
    this.#facts = facts;
    this.#coverage = facts.coverage;
    this.#get = get;
    this.#expectedType = expectedType;
    this.#comparesType = comparesType;
    this.#isaBridge = isIsaBridge(get.device);
    this.#bridgeClass = isBridgeClass(get.device);
  }

  place(region: ObservedRegion): void {
    const { start, end, type } = region;
    const range = this.#coverage.ranges.find(start, end);
    const due = this.#strengthOf(range) !== FORBIDDEN;
    const interruptWindow = isMsiWindow(start, end);
    if (interruptWindow && (isInterruptType(type) || range === NO_RANGE)) this.#placeMsi(region);
    else if (due) this.#placeRmrr(region, range);
    else if (this.#takesIsaWindow(range) && isIsaWindow(start, end)) this.#placeIsa(region);
    else if (isInterruptType(type) && range === NO_RANGE && this.#judgesMsi()) this.#placeMsi(region);
    else this.#strangers.push(region);
    // If types are not compared, a region may be the window and the RMRR at once.
    if (interruptWindow && due && !this.#comparesType) this.#seen.add(range);
  }

  finish(whole: boolean): GetDifferences {
    const extra: ExtraRange[] = [];
    const inexact: InexactRange[] = [];
    const explained = new Set<number>();
    for (const region of this.#strangers) {
      const dues = this.#inexactOf(region, REQUIRED);
      for (const range of dues) explained.add(range);
      if (dues.length > 0) inexact.push(this.#standIn(region, dues));
      else if (!this.#isUnjudged(region) && !this.#isIsaStandIn(region)) {
        // A region that is optional must be exact if it is given.
        const allowed = this.#inexactOf(region, ALLOWED);
        if (allowed.length > 0) inexact.push(this.#standIn(region, allowed));
        else extra.push({ region, reason: explainExtra(this.#facts, this.#get, region) });
      }
    }
    const missing: MissingRange[] = [];
    if (whole) {
      for (const range of this.#unseen(REQUIRED)) {
        if (!explained.has(range)) missing.push({ range, namings: this.#namingsOf(range) });
      }
      this.#judgeMsiPresence();
    }
    return {
      get: this.#get,
      missing,
      inexact,
      extra,
      wrongTypes: this.#wrongTypes,
      wrongProtections: this.#wrongProtections,
      windows: this.#windows,
    };
  }

  #placeRmrr(region: ObservedRegion, range: number): void {
    this.#seen.add(range);
    const isaToo = this.#isaBridge && isIsaWindow(region.start, region.end);
    // An ISA bridge with an RMRR of the window's own range may have both, which cannot be distinguished.
    if (isaToo && isaTypeAllowed(this.#facts.profile, region.type)) return;
    if (this.#expectedType !== undefined && region.type !== this.#expectedType) {
      this.#wrongTypes.push({ region, range, expected: this.#expectedType });
    }
    if (region.protection !== PROTECTION_READ_WRITE) {
      this.#wrongProtections.push({ region, naming: this.#bestNamingOf(range) });
    }
  }

  #placeMsi(region: ObservedRegion): void {
    const { profile } = this.#facts;
    this.#seenMsi = true;
    if (profile.msiWindow === "either") return;
    if (profile.msiWindow === "no") this.#windows.push({ window: "msi", rule: "unexpected", region });
    else if (!isMsiWindow(region.start, region.end)) this.#windows.push({ window: "msi", rule: "inexact", region });
    else if (this.#comparesType && region.type !== "msi") {
      this.#windows.push({ window: "msi", rule: "wrong-type", region });
    } else if (region.protection !== 0) this.#windows.push({ window: "msi", rule: "wrong-protection", region });
  }

  /** Whether a region with the ISA window's range is taken for that window instead of an extra range. */
  #takesIsaWindow(range: number): boolean {
    if (this.#isaBridge) return true;
    return this.#bridgeClass && range === NO_RANGE && this.#facts.profile.isaWindow !== "either";
  }

  /** Whether a region of an interrupt type is taken for the interrupt window, whatever its range. */
  #judgesMsi(): boolean {
    return this.#comparesType && this.#facts.profile.msiWindow !== "either";
  }

  #placeIsa(region: ObservedRegion): void {
    const { profile } = this.#facts;
    if (profile.isaWindow === "none" || !this.#isaBridge)
      this.#windows.push({ window: "isa", rule: "unexpected", region });
    else if (this.#comparesType && !isaTypeAllowed(profile, region.type)) {
      this.#windows.push({ window: "isa", rule: "wrong-type", region });
    }
  }

  /** A region of an ISA bridge that starts at 0, like the window, and is nothing else. */
  #isIsaStandIn(region: ObservedRegion): boolean {
    if (!this.#isaBridge || region.start !== 0n || this.#facts.profile.isaWindow === "either") return false;
    if (this.#coverage.ranges.find(region.start, region.end) !== NO_RANGE) return false;
    this.#windows.push({ window: "isa", rule: "inexact", region });
    return true;
  }

  #judgeMsiPresence(): void {
    if (this.#facts.profile.msiWindow !== "yes" || this.#seenMsi) return;
    this.#windows.push({ window: "msi", rule: "missing" });
  }

  #strengthOf(range: number): number {
    const position = range === NO_RANGE ? -1 : this.#get.coverage.ranges.indexOf(range);
    return position < 0 ? FORBIDDEN : this.#get.coverage.strengths[position]!;
  }

  /** The ranges of this strength that have not been found yet. */
  #unseen(strength: Strength): number[] {
    const { ranges, strengths } = this.#get.coverage;
    return ranges.filter((range, i) => strengths[i] === strength && !this.#seen.has(range));
  }

  /** The ranges of this strength for which the region may stand. */
  #inexactOf(region: ObservedRegion, strength: Strength): number[] {
    const { ranges } = this.#coverage;
    if (ranges.find(region.start, region.end) !== NO_RANGE) return [];
    return this.#unseen(strength).filter((range) => standsInFor(region, ranges.at(range)));
  }

  #standIn(region: ObservedRegion, ranges: readonly number[]): InexactRange {
    const closest = closestOf(region, ranges, this.#coverage);
    return { region, due: this.#coverage.ranges.at(closest), naming: this.#bestNamingOf(closest) };
  }

  /** A part of an RMRR region about which nothing can be said. */
  #isUnjudged(region: ObservedRegion): boolean {
    if (!this.#get.coverage.unjudged) return false;
    return this.#get.coverage.namings.some(({ scope, strength }) => {
      const { standing, structure } = this.#coverage.rmrrs[scope.rmrr]!;
      if (standing !== "unjudged" || strength === FORBIDDEN) return false;
      const low = structure.base < structure.limit ? structure.base : structure.limit;
      const high = structure.base < structure.limit ? structure.limit : structure.base;
      return standsInFor(region, { start: structure.base, end: structure.limit }) || meets(region, low, high);
    });
  }

  #namingsOf(range: number): DeviceNaming[] {
    return this.#get.coverage.namings.filter(
      ({ scope, strength }) => strength === REQUIRED && this.#coverage.rmrrs[scope.rmrr]!.range === range,
    );
  }

  #bestNamingOf(range: number): DeviceNaming {
    const ofRange = this.#get.coverage.namings.filter(
      ({ scope, strength }) => strength !== FORBIDDEN && this.#coverage.rmrrs[scope.rmrr]!.range === range,
    );
    return ofRange.find((naming) => naming.strength === REQUIRED) ?? ofRange[0]!;
  }
}

/** Of one or more candidates, the range for which a region most likely stands. */
function closestOf(region: AddressRange, candidates: readonly number[], { ranges }: Coverage): number {
  return candidates.reduce((closest, range) =>
    isCloser(region, ranges.at(range), ranges.at(closest)) ? range : closest,
  );
}

function meets(range: AddressRange, low: bigint, high: bigint): boolean {
  return range.start <= high && range.end >= low;
}
