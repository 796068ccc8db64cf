/** Which functions are present at a step: `add` and `remove` include whole sub-hierarchies and virtual functions. */

import type { Scenario } from "../model/scenario.ts";
import { NONE, type Hierarchy } from "./hierarchy.ts";

interface Change {
  /** The function that the step names. */
  readonly named: number;
  readonly present: boolean;
}

/** A property of a function, indexed by the number of earlier changes; index 0 is the start. */
type History = readonly boolean[];

export class Presence {
  /** False if every function is always present. */
  readonly changes: boolean;
  readonly #hierarchy: Hierarchy;
  /** The `add` and `remove` steps, in order. */
  readonly #all: readonly Change[];
  /** The number of changes before each step. */
  readonly #changesBefore: readonly number[];
  readonly #presence: (History | undefined)[] = [];
  readonly #additions: (History | undefined)[] = [];

  constructor({ steps }: Scenario, hierarchy: Hierarchy) {
    this.#hierarchy = hierarchy;
    const all: Change[] = [];
    const changesBefore: number[] = [];
    for (let index = 0; index < steps.length; index++) {
      const step = steps[index]!;
      changesBefore.push(all.length);
      if (step.do !== "add" && step.do !== "remove") continue;
      all.push({ named: hierarchy.indexOf(step.device), present: step.do === "add" });
    }
    this.#all = all;
    this.#changesBefore = changesBefore;
    this.changes = all.length > 0 || hierarchy.functions.some((fn) => fn.absent === true);
  }

  /**
   * Whether a function is present when step `step` is executed. A step that adds or removes takes effect from the next
   * one. A function added while a bridge above it is absent cannot be reached, and is not present until the bridge is.
   */
  presentAt(index: number, step: number): boolean {
    if (!this.changes) return true;
    const history = (this.#presence[index] ??= this.#findPresence(index));
    return history[this.#changesBefore[step] ?? this.#all.length]!;
  }

  #findPresence(index: number): History {
    const additions = this.#lineOf(index).map((at) => (this.#additions[at] ??= this.#findAdditions(at)));
    return additions[0]!.map((_, before) => additions.every((added) => added[before]!));
  }

  /** Whether the latest change that includes a function added it; without one, what the platform says. */
  #findAdditions(index: number): History {
    const line = this.#lineOf(index);
    let added = !line.some((at) => this.#hierarchy.functions[at]!.absent === true);
    const history = [added];
    for (const { named, present } of this.#all) {
      if (line.includes(named)) added = present;
      history.push(added);
    }
    return history;
  }

  /** The functions that take this one along when they are added and removed, itself first. */
  #lineOf(index: number): number[] {
    const line = [index];
    const physical = this.#hierarchy.physicalFunction[index]!;
    if (physical !== NONE) line.push(physical);
    for (let at = this.#hierarchy.parent[index]!; at !== NONE; at = this.#hierarchy.parent[at]!) line.push(at);
    return line;
  }
}
