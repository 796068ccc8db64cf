/**
 * The reference driver: all layers put together, started and torn down.
 *
 * It conforms to the profile `linux` and is written the way drivers are: linked lists, slots filled by a notifier,
 * bridges that cover a range of bus numbers. It shares no algorithm with the oracle, so that the two can be
 * played off against each other; `implementations/faulty` overrides its methods, one mistake at a time.
 */

import { Assignment } from "./assignment.ts";
import { RegionList } from "./region-list.ts";

export class ReferenceDriver extends Assignment {
  /** Reads the table and takes in what is there. Not done by the constructor: subclasses have fields of their own. */
  start(): this {
    this.parseTable(this.platform.dmar);
    for (const fn of this.platform.functions) if (fn.absent !== true) this.addFunction(fn);
    return this;
  }

  createList(): RegionList {
    return new RegionList();
  }

  unlinkAll(list: RegionList): void {
    list.unlinkAll();
  }

  tearDown(): void {
    this.freeAddressSpaces();
    this.freeDomains();
    this.freeSlots();
    this.freeUnits();
  }
}
