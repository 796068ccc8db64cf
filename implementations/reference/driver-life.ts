/**
 * Ninth layer: a driver is started on a platform, hands out lists, and is torn down.
 *
 * What lies below is all that Linux had when it took the series; assigning a group to user space came on top.
 */

import { DmaDomains } from "./dma-domains.ts";
import { RegionList } from "./region-list.ts";

export class DriverLife extends DmaDomains {
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
    this.freeDomains();
    this.freeSlots();
    this.freeUnits();
  }
}
