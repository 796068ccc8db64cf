/** What was done lately: to tell which step is to be charged with a list that has changed since it was looked at. */

import type { Step } from "../model/scenario.ts";

/** Who is charged with the change of a list. */
export interface ListChange {
  readonly kind: "changed-by-write" | "input-changed" | "changed";
  /** The list of the step that is charged with it, if it is another one. */
  readonly list?: string;
}

export class RecentSteps {
  readonly #steps: readonly Step[];
  /** The latest step that overwrote or emptied a list, and the latest that did anything but look. */
  #write = -1;
  #other = -1;
  /** The latest step that inserted each list into another. */
  #copy: Map<string, number> | undefined;

  constructor(steps: readonly Step[]) {
    this.#steps = steps;
  }

  note(index: number): void {
    const step = this.#steps[index]!;
    if (step.do === "scribble" || step.do === "empty") this.#write = index;
    else if (step.do === "insert-all-of") (this.#copy ??= new Map()).set(step.source, index);
    if (step.do !== "read") this.#other = index;
  }

  /**
   * The step that is charged with the change of a list since a step: a write to another list, else an insertion of
   * the list into another, else the last step that did anything.
   */
  causeOfChange(label: string, since: number): ListChange {
    const copy = this.#copy?.get(label) ?? -1;
    if (this.#write > since) return this.#charge("changed-by-write", this.#write, label);
    if (copy > since) return this.#charge("input-changed", copy, label);
    return this.#other > since ? this.#charge("changed", this.#other, label) : { kind: "changed" };
  }

  #charge(kind: ListChange["kind"], index: number, label: string): ListChange {
    const step = this.#steps[index]!;
    return "list" in step && step.list !== label ? { kind, list: step.list } : { kind };
  }
}
