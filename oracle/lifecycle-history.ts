/** Compares the answers about added and removed functions with those for a platform that was so from the start. */

import type { StepResult } from "../model/trace.ts";
import { lacksMemory } from "./lacks-memory.ts";
import type { GetDifferences } from "./get-differences.ts";
import { IntervalSet } from "./interval-set.ts";
import type { LifecycleFault, LifecycleFaultKind } from "./lifecycle-fault.ts";
import {
  forbiddenRanges,
  type LifecyclePart,
  type LifecycleQuery,
  lifecycleQueries,
  type Standing,
} from "./lifecycle-queries.ts";
import { shownRegions } from "./list-comparison.ts";
import { memberAddresses } from "./member-addresses.ts";
import { REQUIRED } from "./named-scope.ts";
import type { ObservedGet, Observations } from "./observations.ts";
import { isMisuse, platformChanges } from "./platform-changes.ts";
import type { AskFact } from "./scenario-facts.ts";
import { isStoppedAt } from "./starts.ts";

export interface LifecycleHistory {
  readonly faults: readonly LifecycleFault[];
  /** The parts in which some query was answered. */
  readonly seen: ReadonlySet<LifecyclePart>;
}

export function lifecycleHistory(observed: Observations): LifecycleHistory {
  return observed.derive(replay);
}

function replay(observed: Observations): LifecycleHistory {
  const { all } = platformChanges(observed.facts);
  // An implementation without `add` and `remove` cannot answer queries about absent functions.
  const isOffered = all.every(({ step }) => observed.result(step).status !== "unsupported");
  return isOffered ? new Replay(observed).run() : NOTHING_SEEN;
}

const NOTHING_SEEN: LifecycleHistory = { faults: [], seen: new Set() };

type Details = Omit<LifecycleFault, "kind" | "part" | "step" | "device">;

class Replay {
  readonly #observed: Observations;
  readonly #faults: LifecycleFault[] = [];
  readonly #seen = new Set<LifecyclePart>();
  /** The kinds of devices for which answers were seen to be right, and wrong, before any misuse. */
  readonly #right = new Set<Standing>();
  readonly #wrong = new Set<Standing>();
  readonly #gets: ReadonlyMap<number, ObservedGet>;
  /** The whole gets of each device, by its index, in the order of the steps. */
  readonly #getsOf = new Map<number, ObservedGet[]>();

  constructor(observed: Observations) {
    this.#observed = observed;
    this.#gets = new Map(observed.gets.map((get) => [get.get.step, get]));
    for (const get of observed.gets) {
      if (get.view !== "whole") continue;
      const { index } = get.get;
      const others = this.#getsOf.get(index);
      if (others === undefined) this.#getsOf.set(index, [get]);
      else others.push(get);
    }
  }

  run(): LifecycleHistory {
    this.#judgeChanges();
    for (const query of lifecycleQueries(this.#observed.facts)) {
      if (query.step > this.#observed.presenceKnownUntil) break;
      if (isStoppedAt(this.#observed, query.step)) continue;
      const faults = this.#faults.length;
      this.#judge(query);
      if (query.part === "twice") continue;
      if (this.#faults.length > faults) this.#wrong.add(query.standing);
      else if (this.#seen.has(query.part)) this.#right.add(query.standing);
    }
    return { faults: this.#faults, seen: this.#seen };
  }

  #judge(query: LifecycleQuery): void {
    switch (query.of) {
      case "get":
        this.#judgeGet(query);
        return;
      case "group":
        this.#judgeGroup(query);
        return;
      case "has-rmrr":
        this.#judgeHasRmrr(query);
        return;
      case "downstream":
        this.#judgeDownstream(query);
        return;
      default:
        query.of satisfies never;
    }
  }

  /** With enough memory, an addition or removal cannot be refused: it happens whatever the driver says. */
  #judgeChanges(): void {
    const { facts } = this.#observed;
    const { all, firstMisuse, knownUntil } = platformChanges(facts);
    for (const { step, kind, index } of all) {
      const result = this.#observed.result(step);
      if (step >= knownUntil || step > this.#observed.presenceKnownUntil) return;
      if (result.status !== "refused" && result.status !== "no-memory") continue;
      if (kind === "twice" || kind === "absent" || kind === "orphan" || lacksMemory(result)) continue;
      const received = result.status;
      this.#faults.push({
        kind: kind === "removed" ? "not-let-go" : "not-taken-in",
        part: step > firstMisuse ? "twice" : kind,
        step,
        device: facts.labelOf(index),
        expected: "ok",
        received,
      });
    }
  }

  #judgeGet(query: LifecycleQuery): void {
    const result = this.#observed.result(query.step);
    if (!isWhole(result)) return;
    this.#seen.add(query.part);
    if (query.standing === "absent") {
      this.#judgeAbsent(query, result);
      return;
    }
    const differences = this.#gets.get(query.step)?.differences;
    if (differences !== undefined) this.#judgePresent(query, differences, result);
  }

  #judgeAbsent(query: LifecycleQuery, { regions }: StepResult): void {
    const { facts } = this.#observed;
    const forbidden = forbiddenRanges(facts, query.index, query.step);
    for (const region of regions!) {
      const range = facts.coverage.ranges.find(region.start, region.end);
      if (!forbidden.has(range) || region.type === "msi") continue;
      const naming = facts.coverage
        .of(query.index)
        .namings.find(({ scope }) => facts.coverage.rmrrs[scope.rmrr]!.range === range);
      this.#note("covered-while-absent", query, {
        ...this.#listOf(query),
        ...(naming === undefined ? {} : { rmrr: naming.scope.rmrr, scope: naming.scope.scope }),
        expected: [],
        received: shownRegions([region]),
      });
      return;
    }
  }

  #judgePresent(query: LifecycleQuery, differences: GetDifferences, { regions }: StepResult): void {
    const earlier = this.#earlierGets(query);
    const received = shownRegions(regions!);
    const stayed = query.standing === "stayed";
    for (const { range, namings } of differences.missing) {
      // A region that was also missing before is missing for other reasons; a function that stayed must have had it
      // before.
      const had = earlier.some(({ differences: other }) => !other?.missing.some((missing) => missing.range === range));
      if (stayed ? !had : !had && earlier.length > 0) continue;
      const [naming] = namings;
      this.#note(stayed ? "lost-with-another" : "not-covered-after-arrival", query, {
        ...this.#listOf(query),
        rmrr: naming!.scope.rmrr,
        scope: naming!.scope.scope,
        expected: [this.#observed.facts.coverage.ranges.at(range)],
        received,
      });
      return;
    }
    const { extra, inexact, wrongTypes, wrongProtections } = differences;
    const isWrong = extra.length + inexact.length + wrongTypes.length + wrongProtections.length > 0;
    if (isWrong && earlier.some((other) => other.differences === undefined)) {
      this.#note("changed-with-another", query, { ...this.#listOf(query), received });
    }
  }

  /** The earlier whole gets of the device while it was present; if it stayed, only those since it was added. */
  #earlierGets(query: LifecycleQuery): readonly ObservedGet[] {
    return (this.#getsOf.get(query.index) ?? []).filter(({ get }) => isEarlier(get.step, query));
  }

  #judgeGroup(query: LifecycleQuery): void {
    const { facts } = this.#observed;
    const step = facts.scenario.steps[query.step]!;
    const result = this.#observed.result(query.step);
    if (step.do !== "group" || !isWhole(result)) return;
    this.#seen.add(query.part);
    const { ranges } = facts.coverage;
    const listed = IntervalSet.of(result.regions!);
    const { may } = memberAddresses(facts, step.group, query.step);
    const received = shownRegions(result.regions!);
    if (query.standing === "came") {
      const { ranges: due, strengths } = facts.coverage.of(query.index);
      const must = IntervalSet.of(due.filter((_, i) => strengths[i] === REQUIRED).map((range) => ranges.at(range)));
      const expected = must.without(listed);
      if (expected.length > 0) this.#note("group-lacks-arrival", query, { list: step.list, expected, received });
      return;
    }
    const forbidden = forbiddenRanges(facts, query.index, query.step);
    const gone = IntervalSet.of([...forbidden].map((range) => ranges.at(range))).without(may);
    const isKept = gone.some(({ start, end }) =>
      listed.intervals.some((region) => region.start <= end && start <= region.end),
    );
    if (isKept) this.#note("group-keeps-absent", query, { list: step.list, expected: [], received });
  }

  #judgeHasRmrr(query: LifecycleQuery): void {
    const { facts } = this.#observed;
    const ask = facts.askAt(query.step)!;
    const answer = this.#observed.answerTo(query.step);
    if (answer === undefined) return;
    this.#seen.add(query.part);
    if (query.standing === "absent") {
      const { namings } = facts.coverage.of(query.index);
      const isOpen = namings.some(({ scope }) => facts.presentAt(scope.target, query.step));
      if (answer && !isOpen) this.#note("affirmed-while-absent", query, { expected: false, received: true });
      return;
    }
    if (answer || facts.coverage.of(query.index).required === 0) return;
    const earlier = facts.asks.filter(
      (other) => other.step < query.step && isSameQuestion(other, ask) && other.present,
    );
    const answers = earlier.map(({ step }) => this.#observed.answerTo(step)).filter((known) => known !== undefined);
    if (query.standing === "stayed" ? !answers.includes(true) : answers.length > 0 && !answers.includes(true)) return;
    const kind = query.standing === "stayed" ? "denied-with-another" : "denied-after-arrival";
    this.#note(kind, query, { expected: true, received: false });
  }

  #judgeDownstream(query: LifecycleQuery): void {
    const { facts } = this.#observed;
    const { bridge, step } = facts.askAt(query.step)!;
    const answer = this.#observed.answerTo(step);
    if (answer === undefined) return;
    this.#seen.add(query.part);
    if (answer || !facts.hierarchy.isBelow(query.index, bridge)) return;
    this.#note("not-downstream-after-arrival", query, {
      otherDevice: facts.labelOf(bridge),
      expected: true,
      received: false,
    });
  }

  /**
   * A fault is attributed to misuse only if proper changes were seen to do no harm; or if there were none and the
   * device had been answered correctly before; or if a function was added that shares an RMRR with a misused one.
   */
  #comesFromMisuse({ step: before, index, standing }: LifecycleQuery): boolean {
    if (this.#wrong.has(standing)) return false;
    if (this.#right.has(standing)) return true;
    const { facts } = this.#observed;
    const { all, firstMisuse } = platformChanges(facts);
    const earlier = all.filter(({ step }) => step < before);
    if (standing === "stayed") return earlier.every(({ step }) => isMisuse(facts, step));
    const rmrrs = new Set(facts.coverage.of(index).namings.map(({ scope }) => scope.rmrr));
    const shares = (other: number): boolean =>
      facts.coverage.of(other).namings.some(({ scope }) => rmrrs.has(scope.rmrr));
    return (
      standing === "came" &&
      earlier.some(
        (change) =>
          change.step >= firstMisuse && change.index !== index && isMisuse(facts, change.step) && shares(change.index),
      )
    );
  }

  #listOf({ step }: LifecycleQuery): { readonly list?: string } {
    const asked = this.#observed.facts.scenario.steps[step]!;
    return "list" in asked ? { list: asked.list } : {};
  }

  #note(kind: LifecycleFaultKind, query: LifecycleQuery, details: Details): void {
    const { part, step, index } = query;
    if (part === "twice" && !this.#comesFromMisuse(query)) return;
    this.#faults.push({ kind, part, step, device: this.#observed.facts.labelOf(index), ...details });
  }
}

/** True if a query came before another and, for a function that stayed, after it was added. */
function isEarlier(step: number, query: LifecycleQuery): boolean {
  return step < query.step && (query.standing !== "stayed" || step > query.since);
}

/** True if a list was observed in full. */
function isWhole(result: StepResult): boolean {
  return result.status === "ok" && result.regions !== undefined && result.endless !== true && !lacksMemory(result);
}

function isSameQuestion(one: AskFact, other: AskFact): boolean {
  return one.index === other.index && one.bridge === other.bridge && one.ask.predicate === other.ask.predicate;
}
