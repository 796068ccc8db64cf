/** The recent steps, which tell to which step a list is attributed that has changed since it was read. */

import type { Step } from "../model/scenario.ts";
import { listOf } from "./event-replay.ts";

/** The step to which the change of a list is attributed. */
export interface ListChange {
  readonly kind: "changed-by-write" | "input-changed" | "changed";
  /** The list of that step, if it has one. */
  readonly list?: string;
}

export class RecentSteps {
  readonly #steps: readonly Step[];
  /** The latest step that overwrote or emptied a list, and the latest that did anything but read. */
  #write = -1;
  #other = -1;
  /** The latest step that inserted each list into another. */
  readonly #copies = new Map<string, number>();

  constructor(steps: readonly Step[]) {
    this.#steps = steps;
  }

  note(index: number): void {
    const step = this.#steps[index]!;
    if (step.do === "scribble" || step.do === "empty") this.#write = index;
    else if (step.do === "insert-all-of") this.#copies.set(step.source, index);
    if (step.do !== "read") this.#other = index;
  }

  /**
   * The step to which the change of a list since it was last read is attributed: a write to another list, else an
   * insertion of the list into another, else the last step that did anything. No step can have used the list itself
   * since then, because every such step reads it.
   */
  causeOfChange(label: string, since: number): ListChange {
    const copy = this.#copies.get(label) ?? -1;
    if (this.#write > since) return this.#charge("changed-by-write", this.#write);
    if (copy > since) return this.#charge("input-changed", copy);
    return this.#other > since ? this.#charge("changed", this.#other) : { kind: "changed" };
  }

  #charge(kind: ListChange["kind"], index: number): ListChange {
    return { kind, ...listOf(this.#steps[index]!) };
  }
}
