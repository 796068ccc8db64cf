/**
 * Compares the result of a `get` with what it had to be.
 *
 * Nearly every get is right, so that is checked first, without allocating anything; only for one that is not does
 * `differencesOf` work out what is wrong. Ranges are compared as a set, without types and windows, so that each fault
 * fails the requirement that is about it.
 */

import { PROTECTION_READ_WRITE, type RegionType } from "../model/region.ts";
import type { ObservedRegion, StepResult } from "../model/trace.ts";
import type { Coverage } from "./coverage.ts";
import { isRelaxableClass } from "./device-class.ts";
import type { GetDifferences } from "./get-differences.ts";
import { REQUIRED } from "./named-scope.ts";
import { NO_RANGE } from "./range-table.ts";
import { RegionSorting } from "./region-sorting.ts";
import type { GetFact, ScenarioFacts } from "./scenario-facts.ts";
import { isInterruptType, isMsiWindow } from "./windows.ts";

/** Marks a range while one get is compared: the get's number times eight, plus a strength, plus this. */
const SEEN = 4;

export class GetComparer {
  readonly #facts: ScenarioFacts;
  readonly #coverage: Coverage;
  readonly #comparesType: boolean;
  readonly #judgesClass: boolean;
  readonly #marks: number[];
  #count = 0;

  constructor(facts: ScenarioFacts) {
    this.#facts = facts;
    this.#coverage = facts.coverage;
    const { compareType, relaxableClasses } = facts.profile;
    this.#comparesType = compareType === "yes";
    this.#judgesClass = this.#comparesType && relaxableClasses === "usb-and-graphics";
    this.#marks = new Array<number>(this.#coverage.ranges.size).fill(0);
  }

  /** The type of an RMRR region for a device, or undefined if the profile does not say. */
  expectedType(get: GetFact): RegionType | undefined {
    if (!this.#judgesClass) return undefined;
    return isRelaxableClass(get.class) ? "direct-relaxable" : "direct";
  }

  /** True if nothing is wrong with the regions of a get; false if something may be. `whole`: nothing may be missing. */
  conforms(get: GetFact, regions: readonly ObservedRegion[], whole: boolean): boolean {
    const { ranges, strengths, required } = get.coverage;
    const marks = this.#marks;
    const token = ++this.#count * 8;
    for (let i = 0; i < ranges.length; i++) marks[ranges[i]!] = token + strengths[i]!;
    const expectedType = this.expectedType(get);
    const { msiWindow } = this.#facts.profile;
    let seen = 0;
    let seenMsi = false;
    for (const region of regions) {
      const { start, end } = region;
      if (isMsiWindow(start, end) && isInterruptType(region.type)) {
        if (region.type !== "msi" || region.protection !== 0 || msiWindow === "no") return false;
        seenMsi = true;
        continue;
      }
      const range = this.#coverage.ranges.find(start, end);
      const mark = range === NO_RANGE ? 0 : marks[range]!;
      // Forbidden ranges were not marked for this get.
      if (mark < token) return false;
      if (expectedType !== undefined && region.type !== expectedType) return false;
      if (region.protection !== PROTECTION_READ_WRITE) return false;
      if ((mark & 3) === REQUIRED && (mark & SEEN) === 0) seen++;
      marks[range] = mark | SEEN;
    }
    if (!whole) return true;
    return seen === required && (seenMsi || msiWindow !== "yes");
  }

  /** What is wrong with the regions of a get that does not conform; undefined if everything is permitted after all. */
  differencesOf(get: GetFact, result: StepResult, whole: boolean): GetDifferences | undefined {
    const sorting = new RegionSorting(this.#facts, get, this.expectedType(get), this.#comparesType);
    for (const region of result.regions ?? []) sorting.place(region);
    const found = sorting.finish(whole);
    const { missing, inexact, extra, wrongTypes, wrongProtections, windows } = found;
    const lists = [missing, inexact, extra, wrongTypes, wrongProtections, windows];
    return lists.every(({ length }) => length === 0) ? undefined : found;
  }
}
