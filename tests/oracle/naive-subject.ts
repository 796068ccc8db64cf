/**
 * A subject that does everything right by definition: it makes the trace of a scenario from the second judges.
 *
 * Where the rules leave something open it does what it likes, by the choices that it is given, so that a judge
 * that asks for more than the rules is found out.
 */

import { type Platform } from "../../model/platform.ts";
import type { Profile } from "../../model/profile.ts";
import { ISA_WINDOW, MSI_WINDOW, type RegionFields, type RegionType } from "../../model/region.ts";
import { SCRIBBLE, type Scenario, type Step } from "../../model/scenario.ts";
import type { ObservedRegion, StepResult, Trace, TraceEvent } from "../../model/trace.ts";
import { naiveAttach, naiveHoles, naiveMappings, naiveText } from "./naive-consumers.ts";
import { naiveCoverage } from "./naive-coverage.ts";
import { naiveMerge } from "./naive-merge.ts";

/** Answers questions that the rules leave open; asked again, it may answer otherwise. */
export type Choose = () => boolean;

/** A region that a device is due; `window` if it stems from no RMRR. */
export interface DueRegion extends RegionFields {
  readonly window?: true;
}

export interface Due {
  readonly must: readonly DueRegion[];
  readonly may: readonly DueRegion[];
}

/** Changes what a device, by its label, is given. */
export type Distort = (device: string, given: readonly DueRegion[], due: Due) => readonly RegionFields[];

interface NaiveList {
  regions: ObservedRegion[];
  readonly got: boolean;
  /** What was inserted, for a list that is merged. */
  readonly inserted: RegionFields[];
}

export class NaiveSubject {
  readonly #scenario: Scenario;
  readonly #profile: Profile;
  readonly #choose: Choose;
  readonly #distort: Distort;
  readonly #observesMemory: boolean;
  readonly #lists = new Map<string, NaiveList>();
  readonly #present: Set<string>;
  readonly #taken = new Map<string, boolean>();
  #events: TraceEvent[] = [];
  #nextObject = 1;
  /** Allocations until those that fail, and how many fail. */
  #untilFailure = 0;
  #failures = 0;
  /** The memory that is held for each function that is there, where functions come and go. */
  readonly #refers: boolean;
  readonly #references = new Map<string, number>();
  /** There was no memory to start again with: it knows of nobody, and nothing that it answers counts. */
  #isStopped = false;

  /** @param distort what becomes of what a device is given; nothing, unless it is to be wrong */
  constructor(
    scenario: Scenario,
    profile: Profile,
    choose: Choose,
    observesMemory = true,
    distort: Distort = (_, given) => given,
  ) {
    this.#distort = distort;
    this.#scenario = scenario;
    this.#profile = profile;
    this.#choose = choose;
    this.#observesMemory = observesMemory;
    this.#present = new Set(scenario.platform.functions.filter((fn) => !fn.absent).map((fn) => fn.label));
    this.#refers = scenario.steps.some((step) => step.do === "add" || step.do === "remove");
    for (const fn of this.#present) this.#refer(fn);
  }

  trace(): Trace {
    const steps = this.#scenario.steps.map((step, index): StepResult => {
      // What it takes when it starts stands with the first step.
      if (index > 0) this.#events = [];
      const result = this.#perform(step);
      const events = this.#observesMemory && this.#events.length > 0 ? { events: this.#events } : {};
      return { status: "ok", ...result, ...events };
    });
    return { steps, observesMemory: this.#observesMemory };
  }

  /** The regions that a device is due, as they have to be and as they may be. */
  due(label: string): Due {
    return dueRegions(this.#platform(), label, this.#profile);
  }

  #perform(step: Step): Partial<StepResult> {
    switch (step.do) {
      case "get": {
        const { must, may } = this.#isStopped ? { must: [], may: [] } : this.due(step.device);
        const given = [...must, ...may.filter((region) => this.#takes(step.device, region))];
        if (given.length > 0 && this.#choose()) given.push(given[0]!);
        if (this.#choose()) given.reverse();
        const regions: ObservedRegion[] = [];
        this.#lists.set(step.list, { regions, got: true, inserted: [] });
        for (const region of this.#distort(step.device, given, { must, may })) {
          if (this.#fails()) return { ...this.#shown(step.list), ...(this.#choose() ? { status: "no-memory" } : {}) };
          regions.push(this.#allocate(region));
        }
        return this.#shown(step.list);
      }
      case "put": {
        const { regions, got } = this.#lists.get(step.list)!;
        this.#lists.delete(step.list);
        for (const region of this.#choose() ? regions : regions.toReversed()) {
          this.#free(region, got ? "implementation" : "caller");
        }
        return {};
      }
      case "read":
        return this.#shown(step.list);
      case "insert": {
        const input = { ...step.region, object: this.#nextObject++ };
        const status = this.#insert(step.list, [step.region]);
        return { ...this.#shown(step.list), status, input };
      }
      case "insert-all-of": {
        const status = this.#insert(step.list, this.#lists.get(step.source)!.regions);
        return { ...this.#shown(step.list), status };
      }
      case "scribble": {
        const list = this.#lists.get(step.list)!;
        list.regions = list.regions.map(({ object }) => ({ ...SCRIBBLE, object }));
        return this.#shown(step.list);
      }
      case "empty": {
        const list = this.#lists.get(step.list)!;
        for (const region of list.regions) this.#free(region, "caller");
        list.regions = [];
        return this.#shown(step.list);
      }
      case "ask":
        return { answer: !this.#isStopped && this.#answer(step) };
      case "add":
      case "remove":
        for (const fn of this.#takenAlong(step.device)) {
          if (step.do === "add") {
            this.#present.add(fn);
            this.#refer(fn);
          } else {
            this.#present.delete(fn);
            this.#dropReference(fn);
          }
        }
        return {};
      case "fail-allocations":
        if (!this.#observesMemory) return { status: "unsupported" };
        this.#untilFailure = step.first - 1;
        this.#failures = step.count;
        return {};
      case "restart": {
        for (const fn of this.#references.keys()) this.#dropReference(fn);
        // It takes more than any generator thinks of, and keeps none of it.
        let isShort = false;
        for (let taken = 0; taken < 64 && !isShort; taken++) isShort = this.#fails();
        // It may do without what it could not get.
        this.#isStopped = isShort && this.#choose();
        if (this.#isStopped) return { status: "no-memory" };
        for (const fn of this.#present) this.#refer(fn);
        return {};
      }
      case "tear-down":
        for (const fn of this.#references.keys()) this.#dropReference(fn);
        return {};
      case "group": {
        const status = this.#insert(step.list, this.#membersRegions(step.group).flat());
        return { ...this.#shown(step.list), status };
      }
      case "show":
        return { text: this.#text(step.group) };
      case "map": {
        const members = this.#membersRegions(step.group);
        return { mapped: naiveMappings(members), dmaHoles: naiveHoles(members) };
      }
      case "attach": {
        const usable = naiveAttach(this.#membersRegions(step.group), step.aperture, step.mappings);
        // Where nothing is left, there is nothing to give, or a reason to refuse.
        if (usable === "refused" || (usable.length === 0 && this.#choose())) return { status: "refused" };
        return { usable };
      }
    }
  }

  /** What each member of a group that is there gets, the same at every look. */
  #membersRegions(group: string): readonly (readonly RegionFields[])[] {
    const { groups } = this.#scenario.platform;
    const { functions } = this.#platform();
    const { otherDevices } = this.#scenario.platform;
    const there = [...functions, ...otherDevices].map(({ label }) => label);
    const members = groups.find(({ label }) => label === group)!.members.filter((label) => there.includes(label));
    return members.map((label) => {
      const { must, may } = this.due(label);
      return this.#distort(label, [...must, ...may.filter((region) => this.#takes(label, region))], { must, may });
    });
  }

  #text(group: string): string {
    const list = naiveMerge(this.#membersRegions(group).flat(), this.#profile.mergesAdjacent !== "no");
    const text = naiveText(list);
    if (text.length <= 4095) return text;
    // Inside of a line or in front of it, as the implementation likes.
    const cut = text.slice(0, 4095);
    return this.#choose() ? cut : cut.slice(0, cut.lastIndexOf("\n") + 1);
  }

  #answer(step: Step & { readonly do: "ask" }): boolean {
    const { functions } = this.#scenario.platform;
    const fn = functions.find((candidate) => candidate.label === step.device);
    const { must, may } = this.due(step.device);
    const fromRmrr = ({ type, window }: DueRegion): boolean => type.startsWith("direct") && window === undefined;
    switch (step.predicate) {
      case "has-rmrr":
        return must.some(fromRmrr) || may.some((region) => fromRmrr(region) && this.#takes(step.device, region));
      case "relaxable":
        return fn !== undefined && isRelaxable(fn.classCode);
      case "locked":
        return must.some(({ type }) => type === "direct");
      case "downstream":
        for (let at = fn?.parent; at !== undefined; at = functions.find(({ label }) => label === at)?.parent) {
          if (at === step.bridge) return true;
        }
        return false;
    }
  }

  /** Whether a device gets what it may get and need not: always, or never. */
  #takes(device: string, { start, end, type }: RegionFields): boolean {
    const key = `${device} ${start} ${end} ${type}`;
    let taken = this.#taken.get(key);
    if (taken === undefined) this.#taken.set(key, (taken = this.#choose()));
    return taken;
  }

  /** Inserts what there is memory for. */
  #insert(label: string, regions: readonly RegionFields[]): "ok" | "no-memory" {
    const list = this.#lists.get(label) ?? { regions: [], got: false, inserted: [] };
    this.#lists.set(label, list);
    const failed = regions.findIndex(() => this.#fails());
    list.inserted.push(...regions.slice(0, failed < 0 ? regions.length : failed));
    this.#merge(list);
    return failed < 0 ? "ok" : "no-memory";
  }

  #merge(list: NaiveList): void {
    const merged = naiveMerge(list.inserted, this.#profile.mergesAdjacent !== "no");
    const kept = merged.map(({ start, end, type }) => {
      const parts = list.inserted.filter((part) => part.type === type && part.start <= end && part.end >= start);
      const part = this.#choose() ? parts[0]! : parts.at(-1)!;
      const old = list.regions.find((region) => region.start === start && region.end === end && region.type === type);
      return old ?? this.#allocate({ start, end, type, protection: part.protection });
    });
    for (const region of list.regions) if (!kept.includes(region)) this.#free(region, "implementation");
    list.regions = kept;
  }

  /** Whether the next allocation is one that fails. */
  #fails(): boolean {
    if (this.#failures === 0) return false;
    if (this.#untilFailure-- > 0) return false;
    this.#untilFailure = 0;
    this.#failures--;
    this.#events.push({ event: "alloc-failed", kind: "region", maySleep: true, atomic: false });
    return true;
  }

  #refer(fn: string): void {
    if (!this.#refers || this.#isStopped || this.#references.has(fn)) return;
    const object = this.#nextObject++;
    this.#references.set(fn, object);
    this.#events.push({ event: "alloc", object, kind: "other", maySleep: true, atomic: false });
  }

  #dropReference(fn: string): void {
    const object = this.#references.get(fn);
    if (object !== undefined) this.#events.push({ event: "free", object, by: "implementation" });
    this.#references.delete(fn);
  }

  #shown(label: string): Partial<StepResult> {
    return { regions: [...this.#lists.get(label)!.regions] };
  }

  #allocate(region: RegionFields): ObservedRegion {
    const { start, end, type, protection } = region;
    const object = this.#nextObject++;
    this.#events.push({ event: "alloc", object, kind: "region", maySleep: true, atomic: false });
    return { object, start, end, type, protection };
  }

  #free({ object }: ObservedRegion, by: "implementation" | "caller"): void {
    this.#events.push({ event: "free", object, by });
  }

  #platform(): Platform {
    const { platform } = this.#scenario;
    return { ...platform, functions: platform.functions.filter((fn) => this.#present.has(fn.label)) };
  }

  #takenAlong(label: string): readonly string[] {
    const along = [label];
    for (const fn of this.#scenario.platform.functions) {
      if (along.includes(fn.label)) continue;
      if (along.includes(fn.parent ?? "") || along.includes(fn.physicalFunction ?? "")) along.push(fn.label);
    }
    return along;
  }
}

function isRelaxable(classCode: number): boolean {
  return classCode >> 8 === 0x0c03 || classCode >> 16 === 0x03;
}

/** What a device gets of a platform on which everything is there. */
export function dueRegions(platform: Platform, label: string, profile: Profile): Due {
  const must: DueRegion[] = [];
  const may: DueRegion[] = [];
  const fn = platform.functions.find((candidate) => candidate.label === label);
  const type: RegionType = fn !== undefined && isRelaxable(fn.classCode) ? "direct-relaxable" : "direct";
  for (const [key, due] of naiveCoverage(platform, label, profile)) {
    const [start, end] = key.split(",").map(BigInt);
    (due === "must" ? must : may).push({ start: start!, end: end!, type, protection: 3 });
  }
  if (profile.msiWindow !== "no") {
    (profile.msiWindow === "yes" ? must : may).push({ ...MSI_WINDOW, type: "msi", protection: 0, window: true });
  }
  if (fn !== undefined && fn.classCode >> 8 === 0x0601 && profile.isaWindow !== "none") {
    const isaType: RegionType = profile.isaWindow === "none-or-direct" ? "direct" : "direct-relaxable";
    may.push({ ...ISA_WINDOW, type: isaType, protection: isaType === "direct" ? 0 : 3, window: true });
  }
  return { must, may };
}
