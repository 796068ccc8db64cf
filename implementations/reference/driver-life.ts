/**
 * Ninth layer: a driver is started on a platform, hands out lists, and is torn down.
 *
 * The layers below contain everything Linux had when it merged the series; assigning a group to user space came later.
 */

import { DmaDomains } from "./dma-domains.ts";
import { RegionList } from "./region-list.ts";

export class DriverLife extends DmaDomains {
  /**
   * Reads the table and adds the functions that are present. This is not done in the constructor because subclasses
   * have fields of their own.
   */
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
