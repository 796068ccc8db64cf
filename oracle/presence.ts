/** Which functions are there at a step: `add` and `remove` take whole sub-hierarchies and virtual functions along. */

import type { Scenario } from "../model/scenario.ts";
import { NONE, type Hierarchy } from "./hierarchy.ts";

interface Change {
  readonly step: number;
  readonly present: boolean;
}

export class Presence {
  /** False if every function is there all the time. */
  readonly changes: boolean;
  readonly #hierarchy: Hierarchy;
  /** The `add` and `remove` steps that name each function, in order. */
  #changesOf: Map<number, Change[]> | undefined;

  constructor(scenario: Scenario, hierarchy: Hierarchy) {
    this.#hierarchy = hierarchy;
    const { steps } = scenario;
    for (let index = 0; index < steps.length; index++) {
      const step = steps[index]!;
      if (step.do !== "add" && step.do !== "remove") continue;
      this.#note(hierarchy.indexOf(step.device), { step: index, present: step.do === "add" });
    }
    this.changes = this.#changesOf !== undefined || hierarchy.functions.some((fn) => fn.absent === true);
  }

  #note(named: number, change: Change): void {
    this.#changesOf ??= new Map();
    const changes = this.#changesOf.get(named);
    if (changes === undefined) this.#changesOf.set(named, [change]);
    else changes.push(change);
  }

  /**
   * Whether a function is there when step `step` is done. A step that adds or removes counts from the next on. One
   * that was added while a bridge above it is away cannot be reached, and is not there before the bridge is.
   */
  presentAt(index: number, step: number): boolean {
    if (!this.changes) return true;
    return this.#lineOf(index).every((at) => this.#wasAdded(at, step));
  }

  /** What the latest change says that a function is taken along by; what the platform says, if there was none. */
  #wasAdded(index: number, step: number): boolean {
    const latest = this.#latestChange(index, step);
    return latest === undefined ? !this.#absentAtStart(index) : latest.present;
  }

  #latestChange(index: number, step: number): Change | undefined {
    let latest: Change | undefined;
    for (const at of this.#lineOf(index)) {
      for (const change of this.#changesOf?.get(at) ?? []) {
        if (change.step < step && (latest === undefined || change.step > latest.step)) latest = change;
      }
    }
    return latest;
  }

  #absentAtStart(index: number): boolean {
    return this.#lineOf(index).some((at) => this.#hierarchy.functions[at]!.absent === true);
  }

  /** The functions that take this one along when they come and go, itself first. */
  #lineOf(index: number): number[] {
    const line = [index];
    const physical = this.#hierarchy.physicalFunction[index]!;
    if (physical !== NONE) line.push(physical);
    for (let at = this.#hierarchy.parent[index]!; at !== NONE; at = this.#hierarchy.parent[at]!) line.push(at);
    return line;
  }
}
