/**
 * Executes a scenario on an implementation in this process and records what happens.
 *
 * The executor plays the caller: it owns the lists, reads them after every step, frees what it owns, and trusts nothing
 * that it is given.
 */

import { messageOf } from "../../model/error-message.ts";
import type { AddressRange } from "../../model/region.ts";
import { SCRIBBLE, type Scenario, type Step } from "../../model/scenario.ts";
import type { StepResult, StepStatus, Trace } from "../../model/trace.ts";
import type { Implementation, RegionObject, Report, Subject } from "../contract.ts";
import type { Device } from "../../model/platform.ts";
import { describe, observeRegion, walkList } from "./list-walk.ts";
import { ObservedMemory } from "./observed-memory.ts";
import { PlatformIndex } from "./platform-index.ts";
import { nonsenseInDomain, nonsenseInRanges } from "./returned-ranges.ts";

/**
 * The trace of a scenario. It does not return if the implementation does not.
 *
 * @param onStep called before each step, so that a supervisor in another thread can tell which one hung
 */
export function execute<List extends Iterable<RegionObject>>(
  implementation: Implementation<List>,
  scenario: Scenario,
  onStep?: (step: number) => void,
): Trace {
  const memory = new ObservedMemory();
  const index = new PlatformIndex(scenario.platform, memory);
  const run = new Run(implementation, scenario, index, memory);
  try {
    if (run.start() === "no-memory") throw new Error("start returned no-memory, and no allocation was made to fail");
  } catch (error) {
    return { steps: [], observesMemory: memory.used, ended: { how: "died", message: shortMessageOf(error) } };
  }
  // Events during the start of the subject belong to no step and are attributed to the first.
  const steps = scenario.steps.map((step, at) => {
    onStep?.(at);
    return run.perform(step);
  });
  return { steps, observesMemory: memory.used };
}

interface LiveList<List> {
  readonly list: List;
  /** The device whose regions are in the list; absent for a list that the caller made. */
  readonly gotFrom?: Device;
}

/** A result without its events, with a status only if it is not `ok`. */
type Outcome = Omit<StepResult, "status" | "events"> & { status?: StepStatus };

const NOTHING: Outcome = {};
const UNSUPPORTED: Outcome = { status: "unsupported" };

/** What stands for a subject that could not be started again: it offers nothing. */
const STOPPED: Subject<never> = {};

class Run<List extends Iterable<RegionObject>> {
  readonly #implementation: Implementation<List>;
  #subject: Subject<List> = STOPPED as Subject<List>;
  readonly #memory: ObservedMemory;
  readonly #index: PlatformIndex;
  readonly #lists = new Map<string, LiveList<List>>();
  /**
   * No correct list is longer than what a table and the steps can put into it; a walk is stopped at 4 times that, plus
   * 16.
   */
  readonly #walkBound: number;

  constructor(implementation: Implementation<List>, scenario: Scenario, index: PlatformIndex, memory: ObservedMemory) {
    this.#implementation = implementation;
    this.#memory = memory;
    this.#index = index;
    const mostRegions = (scenario.platform.dmar.length - 48) / 24 + scenario.steps.length + 2;
    this.#walkBound = 4 * Math.max(0, Math.ceil(mostRegions)) + 16;
  }

  /** Throws what the implementation throws, and where it gives no subject. */
  start(): "ok" | "no-memory" {
    const started = this.#implementation.start(this.#index.platform, this.#memory);
    if (started === "no-memory") return started;
    checkSubject(started);
    this.#subject = started;
    return "ok";
  }

  perform(step: Step): StepResult {
    let outcome: Outcome;
    try {
      outcome = this.#dispatch(step);
    } catch (error) {
      outcome = { status: "error", message: shortMessageOf(error) };
    }
    const events = this.#memory.takeEvents();
    const { status = "ok", ...rest } = outcome;
    return events === undefined ? { status, ...rest } : { status, ...rest, events };
  }

  /** A plain switch: this runs for every step of every case. */
  #dispatch(step: Step): Outcome {
    switch (step.do) {
      case "get":
        return this.#get(step.device, step.list);
      case "put":
        return this.#put(step.list);
      case "read":
        return this.#look(this.#live(step.list).list, "ok");
      case "insert":
        return this.#insert(step.list, this.#memory.callerRegion(step.region));
      case "insert-all-of":
        return this.#insertAllOf(step.list, step.source);
      case "scribble":
        return this.#scribble(step.list);
      case "empty":
        return this.#empty(step.list);
      case "group":
        return this.#group(step.group, step.list);
      case "show": {
        if (this.#subject.showGroupReservedRegions === undefined) return UNSUPPORTED;
        const text = this.#subject.showGroupReservedRegions(this.#index.group(step.group));
        return typeof text === "string" ? { text } : nonsense("showGroupReservedRegions", text, "a string");
      }
      case "map":
        return this.#map(step.group);
      case "attach":
        return this.#attach(step.group, step.aperture, step.mappings);
      case "ask":
        return this.#ask(step);
      case "add":
        return this.#add(step.device);
      case "remove":
        return this.#remove(step.device);
      case "fail-allocations":
        this.#memory.failAllocations(step.first, step.count);
        return NOTHING;
      case "restart":
        return this.#restart();
      case "tear-down":
        if (this.#subject === STOPPED) return NOTHING;
        if (this.#subject.tearDown === undefined) return UNSUPPORTED;
        this.#subject.tearDown();
        return NOTHING;
      default:
        return step satisfies never;
    }
  }

  #get(label: string, listLabel: string): Outcome {
    const device = this.#index.device(label);
    const list = this.#create();
    this.#lists.set(listLabel, { list, gotFrom: device });
    if (this.#subject.getReservedRegions === undefined) return UNSUPPORTED;
    return this.#look(list, this.#subject.getReservedRegions(device, list));
  }

  #put(label: string): Outcome {
    const { list, gotFrom } = this.#live(label);
    this.#lists.delete(label);
    if (gotFrom === undefined) {
      this.#freeAll(this.#collect(list));
      return NOTHING;
    }
    if (this.#subject.putReservedRegions === undefined) return UNSUPPORTED;
    this.#subject.putReservedRegions(gotFrom, list);
    return NOTHING;
  }

  #insert(label: string, region: RegionObject): Outcome {
    // The list belongs to the caller, so it exists for later steps even if nothing can be inserted.
    const list = this.#liveOrCreated(label);
    if (this.#subject.insertReservedRegion === undefined) return UNSUPPORTED;
    const report = this.#subject.insertReservedRegion(list, region);
    return { ...this.#look(list, report), input: observeRegion(region, this.#memory) };
  }

  #insertAllOf(label: string, sourceLabel: string): Outcome {
    const list = this.#liveOrCreated(label);
    if (this.#subject.insertReservedRegion === undefined) return UNSUPPORTED;
    const source = this.#live(sourceLabel).list;
    let report: Report | void = "ok";
    let inserted = 0;
    for (const region of source) {
      report = this.#subject.insertReservedRegion(list, region);
      if ((report ?? "ok") !== "ok" || ++inserted >= this.#walkBound) break;
    }
    return this.#look(list, report);
  }

  #scribble(label: string): Outcome {
    const { list } = this.#live(label);
    let count = 0;
    for (const region of list) {
      Object.assign(region, SCRIBBLE);
      if (++count >= this.#walkBound) break;
    }
    return this.#look(list, "ok");
  }

  #empty(label: string): Outcome {
    const { list } = this.#live(label);
    const { unlinkAll } = this.#subject;
    if (!Array.isArray(list) && unlinkAll === undefined) return UNSUPPORTED;
    // Unlinked before they are freed: a list that keeps its links in the regions reads them while it lets go of them.
    const regions = this.#collect(list);
    if (Array.isArray(list)) list.length = 0;
    else unlinkAll?.call(this.#subject, list);
    this.#freeAll(regions);
    return this.#look(list, "ok");
  }

  #group(groupLabel: string, listLabel: string): Outcome {
    const list = this.#create();
    this.#lists.set(listLabel, { list });
    if (this.#subject.getGroupReservedRegions === undefined) return UNSUPPORTED;
    return this.#look(list, this.#subject.getGroupReservedRegions(this.#index.group(groupLabel), list));
  }

  #map(groupLabel: string): Outcome {
    if (this.#subject.setUpDmaDomain === undefined) return UNSUPPORTED;
    const domain = this.#subject.setUpDmaDomain(this.#index.group(groupLabel));
    if (domain === "no-memory") return { status: domain };
    const wrong = nonsenseInDomain(domain);
    if (wrong !== undefined) return { status: "error", message: `setUpDmaDomain returned ${wrong}` };
    return { mapped: domain.mapped, dmaHoles: domain.holes };
  }

  #attach(groupLabel: string, aperture: AddressRange, mappings: readonly AddressRange[]): Outcome {
    if (this.#subject.attachGroup === undefined) return UNSUPPORTED;
    const usable = this.#subject.attachGroup(this.#index.group(groupLabel), aperture, mappings);
    if (usable === "refused" || usable === "no-memory") return { status: usable };
    const wrong = nonsenseInRanges("usable ranges", usable);
    return wrong === undefined ? { usable } : { status: "error", message: `attachGroup returned ${wrong}` };
  }

  #ask(step: Step & { do: "ask" }): Outcome {
    const subject = this.#subject;
    const device = this.#index.device(step.device);
    switch (step.predicate) {
      case "has-rmrr":
        return subject.hasRmrr === undefined ? UNSUPPORTED : answerOf("hasRmrr", subject.hasRmrr(device));
      case "relaxable":
        return subject.isRelaxable === undefined ? UNSUPPORTED : answerOf("isRelaxable", subject.isRelaxable(device));
      case "locked":
        return subject.isLocked === undefined ? UNSUPPORTED : answerOf("isLocked", subject.isLocked(device));
      case "downstream":
        return subject.isDownstream === undefined
          ? UNSUPPORTED
          : answerOf("isDownstream", subject.isDownstream(device, this.#index.device(step.bridge)));
      default:
        return step satisfies never;
    }
  }

  #restart(): Outcome {
    if (this.#subject !== STOPPED) {
      if (this.#subject.tearDown === undefined) return UNSUPPORTED;
      const stopping = this.#subject;
      // Whatever becomes of it, nobody asks it again.
      this.#subject = STOPPED as Subject<List>;
      stopping.tearDown!();
    }
    this.#index.markWhoIsThere();
    return { status: this.start() };
  }

  #add(label: string): Outcome {
    // Functions come and go whether anybody is told of it or not.
    if (this.#subject === STOPPED) {
      this.#index.appear(label);
      return NOTHING;
    }
    if (this.#subject.addFunction === undefined) return UNSUPPORTED;
    let status: StepStatus = "ok";
    for (const fn of this.#index.appear(label)) {
      const report: unknown = this.#subject.addFunction(fn) ?? "ok";
      if (!isReport(report)) return nonsense("addFunction", report, REPORTS);
      if (report !== "ok" && status === "ok") status = report;
    }
    return { status };
  }

  #remove(label: string): Outcome {
    if (this.#subject !== STOPPED && this.#subject.removeFunction === undefined) return UNSUPPORTED;
    for (const fn of this.#index.disappear(label)) this.#subject.removeFunction?.(fn);
    return NOTHING;
  }

  #create(): List {
    // Without `createList`, the contract says that lists are arrays.
    return this.#subject.createList?.() ?? ([] as unknown as List);
  }

  #live(label: string): LiveList<List> {
    const live = this.#lists.get(label);
    if (live === undefined) throw new Error(`the scenario has no live list ${label} at this step`);
    return live;
  }

  #liveOrCreated(label: string): List {
    const live = this.#lists.get(label);
    if (live !== undefined) return live.list;
    const list = this.#create();
    this.#lists.set(label, { list });
    return list;
  }

  /** The regions of a list, as far as it may be walked. */
  #collect(list: List): readonly RegionObject[] {
    const regions: RegionObject[] = [];
    for (const region of list) {
      regions.push(region);
      if (regions.length >= this.#walkBound) break;
    }
    return regions;
  }

  #freeAll(regions: readonly RegionObject[]): void {
    if (!this.#memory.used) return;
    for (const region of regions) this.#memory.freeByCaller(region);
  }

  #look(list: List, report: Report | void): Outcome {
    const status = report ?? "ok";
    if (!isReport(status)) return nonsense("the method", status, REPORTS);
    const walk = walkList(list, this.#walkBound, this.#memory);
    if (walk.nonsense !== undefined) return { status: "error", message: walk.nonsense, regions: walk.regions };
    return walk.endless ? { status, regions: walk.regions, endless: true } : { status, regions: walk.regions };
  }
}

const REPORTS = '"ok", "no-memory", "refused" or nothing';

function isReport(value: unknown): value is Report {
  return value === "ok" || value === "no-memory" || value === "refused";
}

/** A value that is not an object would offer nothing, and look like a subject that declines everything. */
function checkSubject(subject: unknown): void {
  if (typeof subject !== "object" || subject === null)
    throw new Error(`start returned ${describe(subject)}, no subject`);
  if ("then" in subject) throw new Error("start returned a promise; an implementation in this process is synchronous");
}

function answerOf(method: string, answer: unknown): Outcome {
  return typeof answer === "boolean" ? { answer } : nonsense(method, answer, "true or false");
}

function nonsense(method: string, value: unknown, wanted: string): Outcome {
  return { status: "error", message: `${method} returned ${describe(value)} instead of ${wanted}` };
}

/** A record stores the message of every trace that it keeps, so it is shortened. */
function shortMessageOf(error: unknown): string {
  return messageOf(error).slice(0, 2000);
}
