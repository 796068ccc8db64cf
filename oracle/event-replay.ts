/** Replays the events of each step: which objects are allocated and freed, and whether that is allowed. */

import type { Step } from "../model/scenario.ts";
import type { FreeEvent, ObjectIdentity, StepResult, TouchAfterFreeEvent } from "../model/trace.ts";
import type { FaultNotes } from "./fault-notes.ts";
import type { ObjectEntry, ObjectLedger } from "./object-ledger.ts";

export class EventReplay {
  readonly #ledger: ObjectLedger;
  readonly #notes: FaultNotes;
  /** Identities of regions of the caller that were inserted. */
  readonly #inputs = new Set<ObjectIdentity>();

  constructor(ledger: ObjectLedger, notes: FaultNotes) {
    this.#ledger = ledger;
    this.#notes = notes;
  }

  /** Replays the events of a step. Objects that it allocated are added to `made`. */
  replay(step: Step, index: number, result: StepResult, made: ObjectEntry[]): void {
    if (result.input !== undefined) this.#inputs.add(result.input.object);
    if (result.events === undefined) return;
    for (const event of result.events) {
      switch (event.event) {
        case "alloc":
          made.push(this.#ledger.allocate(event.object, event.kind === "region"));
          break;
        case "free":
          this.#replayFree(step, index, event);
          break;
        case "touch-after-free":
          this.#replayTouch(step, index, event, result);
          break;
        case "alloc-failed":
        case "foreign-read":
        case "warning":
          break;
        default:
          event satisfies never;
      }
    }
  }

  #replayTouch(step: Step, index: number, { object, place }: TouchAfterFreeEvent, { regions }: StepResult): void {
    // If a list still contains the object, the fault is attributed where the list is read, because reading is a touch
    // too.
    if (regions?.some((region) => region.object === object) === true) return;
    const where = place === undefined ? {} : { message: place };
    this.#notes.charge("touched-after-free", index, this.#ledger.entryOf(object), { ...listOf(step), ...where });
  }

  #replayFree(step: Step, index: number, { object, by }: FreeEvent): void {
    const entry = this.#ledger.entryOf(object);
    if (entry.live) {
      entry.live = false;
      if (by === "implementation" && entry.isRegion) this.#judgeFree(step, index, entry);
    } else if (entry.announced) {
      const isPut = step.do === "put" && by === "implementation";
      this.#notes.charge(isPut ? "freed-twice" : "freed-again", index, entry, listOf(step));
    } else if (by === "implementation") {
      // Freeing an object without an allocation event was already attributed where the caller's list was read.
      this.#notes.charge(this.#inputs.has(object) ? "input-freed" : "freed-unknown", index, entry, listOf(step));
    }
  }

  /** The implementation freed a live region: was it allowed to? */
  #judgeFree(step: Step, index: number, entry: ObjectEntry): void {
    // An object in no list was allocated in this step, or already counted as a leak.
    if (entry.holder === undefined) return;
    const holder = entry.holder.life.label;
    if (step.do === "put") {
      if (holder === step.list) return;
      this.#notes.charge("frees-other-list", index, entry, { list: step.list, otherList: holder });
      return;
    }
    const isInsert = step.do === "insert" || step.do === "insert-all-of";
    if (isInsert && holder === step.list) return;
    const isSource = step.do === "insert-all-of" && holder === step.source;
    const kind = isSource ? "input-freed" : "freed-while-listed";
    this.#notes.charge(kind, index, entry, { ...listOf(step), otherList: holder });
  }
}

/** The list that a step is about, as a fault names it. */
export function listOf(step: Step): { readonly list?: string } {
  return "list" in step ? { list: step.list } : {};
}
