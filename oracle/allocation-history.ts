/**
 * Replays a trace as the history of its requests for memory, and notes what is wrong with those that failed and with
 * the same requests repeated later. What happens to objects is checked by list-history.ts.
 */

import type { ObservedRegion, StepResult } from "../model/trace.ts";
import type { Step } from "../model/scenario.ts";
import type { AllocationFault, AllocationFaultKind } from "./allocation-fault.ts";
import { failedGetFaults } from "./failed-get.ts";
import { failedRequests } from "./failed-requests.ts";
import { addressesOf, hasSameContent, isPrefixOfInsertions, lacks } from "./inserted-content.ts";
import { IntervalSet } from "./interval-set.ts";
import { shownRegions } from "./list-comparison.ts";
import { memberAddresses } from "./member-addresses.ts";
import type { ObservedGet, Observations } from "./observations.ts";
import { isRequest, type Request } from "./planned-failures.ts";
import { isStoppedAt } from "./starts.ts";

type RequestStep = Step & { readonly do: Request };
type Details = Omit<AllocationFault, "kind" | "request" | "step" | "list">;

export function allocationFaults(observed: Observations): readonly AllocationFault[] {
  return observed.derive(replay);
}

const NO_FAULTS: readonly AllocationFault[] = [];

function replay(observed: Observations): readonly AllocationFault[] {
  return failedRequests(observed).size === 0 ? NO_FAULTS : new AllocationHistory(observed).run();
}

class AllocationHistory {
  readonly #observed: Observations;
  readonly #failed: ReadonlyMap<number, Request>;
  readonly #faults: AllocationFault[] = [];
  readonly #gets: ReadonlyMap<number, ObservedGet>;
  /** What each list contained when it was last read; undefined if unknown. */
  readonly #contents = new Map<string, readonly ObservedRegion[] | undefined>();
  /** The requests that failed so far, in a form in which equal requests are equal. */
  readonly #failedBefore = new Set<string>();

  constructor(observed: Observations) {
    this.#observed = observed;
    this.#failed = failedRequests(observed);
    this.#gets = new Map(observed.gets.map((get) => [get.get.step, get]));
  }

  run(): readonly AllocationFault[] {
    const { steps } = this.#observed.facts.scenario;
    steps.forEach((step, index) => {
      const result = this.#observed.result(index);
      if (isRequest(step) && isVisible(result) && !isStoppedAt(this.#observed, index)) this.#judge(step, index, result);
      if (!("list" in step)) return;
      if (step.do === "put") this.#contents.delete(step.list);
      else this.#contents.set(step.list, isVisible(result) ? result.regions : undefined);
    });
    return this.#faults;
  }

  #judge(step: RequestStep, index: number, result: StepResult): void {
    const same = requestKey(step);
    if (this.#failed.has(index)) {
      this.#failedBefore.add(same);
      this.#judgeFailed(step, index, result);
    } else if (result.status === "no-memory") {
      if (this.#failedBefore.size > 0) this.#note("no-memory-afterwards", step, index, {});
    } else if (result.status === "ok" && this.#failedBefore.has(same)) {
      this.#judgeAgain(step, index, result);
    }
  }

  #judgeFailed(step: RequestStep, index: number, result: StepResult): void {
    const regions = result.regions!;
    switch (step.do) {
      case "get": {
        const get = this.#gets.get(index);
        if (get === undefined) return;
        for (const { kind, ...details } of failedGetFaults(this.#observed, get)) this.#note(kind, step, index, details);
        return;
      }
      case "insert":
        this.#judgeFailedInsert(step, [step.region], index, result);
        return;
      case "insert-all-of": {
        const source = this.#contents.get(step.source);
        if (source !== undefined) this.#judgeFailedInsert(step, source, index, result);
        return;
      }
      case "group": {
        const { must, may } = memberAddresses(this.#observed.facts, step.group, index);
        const listed = IntervalSet.of(regions);
        const foreign = listed.without(may);
        if (foreign.length > 0) this.#note("foreign-addresses", step, index, { received: foreign });
        const missing = must.without(listed);
        if (result.status === "ok" && missing.length > 0) {
          this.#note("group-not-reported", step, index, { expected: missing, received: shownRegions(regions) });
        }
        return;
      }
      default:
        step satisfies never;
    }
  }

  /**
   * An insertion adds everything or, if it fails, nothing of a region, and of several regions those before the failing
   * one.
   */
  #judgeFailedInsert(
    step: RequestStep,
    inserted: readonly ObservedRegion[] | readonly (RequestStep & { do: "insert" })["region"][],
    index: number,
    result: StepResult,
  ): void {
    const before = this.#contents.has(step.list) ? this.#contents.get(step.list) : [];
    const after = result.regions!;
    if (before === undefined) return;
    const whole = [...before, ...inserted];
    if (result.status === "ok" && !lacks(after, whole)) return;
    const details = { expected: shownRegions(before), received: shownRegions(after) };
    if (result.status === "ok") {
      // What was there must stay, and nothing else may be added; if something was not added, that must have been
      // reported.
      const isPart = !lacks(after, before) && !lacks(whole, after);
      if (isPart) this.#note("insert-not-reported", step, index, { ...details, expected: addressesOf(whole) });
      else this.#note("list-changed", step, index, details);
    } else if (inserted.length === 1) {
      if (!hasSameContent(before, after)) this.#note("list-changed", step, index, details);
    } else if (!isPrefixOfInsertions(before, inserted, after)) this.#note("not-a-prefix", step, index, details);
  }

  /** The same request with enough memory: everything due must be there. */
  #judgeAgain(step: RequestStep, index: number, result: StepResult): void {
    const regions = result.regions!;
    let missing: AllocationFault["expected"] = [];
    switch (step.do) {
      case "get":
        missing = this.#missingFromGet(index);
        break;
      case "insert":
      case "insert-all-of": {
        const inserted = step.do === "insert" ? [step.region] : this.#contents.get(step.source);
        const before = this.#contents.has(step.list) ? this.#contents.get(step.list) : [];
        if (inserted === undefined || before === undefined) return;
        const whole = [...before, ...inserted];
        if (lacks(regions, whole)) missing = addressesOf(whole);
        break;
      }
      case "group":
        missing = memberAddresses(this.#observed.facts, step.group, index).must.without(IntervalSet.of(regions));
        break;
      default:
        step satisfies never;
    }
    if (missing.length === 0) return;
    this.#note("lost-afterwards", step, index, { expected: missing, received: shownRegions(regions) });
  }

  /** What a get lacks although the device gave it before anything failed, or was not queried before. */
  #missingFromGet(index: number): readonly { readonly start: bigint; readonly end: bigint }[] {
    const { differences, get } = this.#gets.get(index)!;
    if (differences === undefined) return [];
    const [firstFailure] = this.#failed.keys();
    const always = new Set<number>();
    for (const earlier of this.#gets.values()) {
      if (earlier.get.step > firstFailure! || earlier.get.index !== get.index) continue;
      for (const { range } of earlier.differences?.missing ?? []) always.add(range);
    }
    const { ranges } = this.#observed.facts.coverage;
    return differences.missing.filter(({ range }) => !always.has(range)).map(({ range }) => ranges.at(range));
  }

  #note(kind: AllocationFaultKind, step: RequestStep, index: number, details: Details): void {
    const device = step.do === "get" ? { device: step.device } : {};
    this.#faults.push({ kind, request: step.do, step: index, list: step.list, ...device, ...details });
  }
}

/** True if the content of a list after a step is known. */
function isVisible({ status, regions, endless }: StepResult): boolean {
  return regions !== undefined && endless !== true && status !== "error" && status !== "unsupported";
}

function requestKey(step: RequestStep): string {
  switch (step.do) {
    case "get":
      return `get ${step.device}`;
    case "group":
      return `group ${step.group}`;
    case "insert-all-of":
      return `insert-all-of ${step.list} ${step.source}`;
    case "insert": {
      const { start, end, type } = step.region;
      return `insert ${step.list} ${start} ${end} ${type}`;
    }
    default:
      return step satisfies never;
  }
}
