/**
 * Ninth layer: a driver is started on a platform, hands out lists, and is torn down.
 *
 * The layers below contain everything Linux had when it merged the series; assigning a group to user space came later.
 */

import type { Report } from "../contract.ts";
import { DmaDomains } from "./dma-domains.ts";
import { RegionList } from "./region-list.ts";

export class DriverLife extends DmaDomains {
  /**
   * Reads the table and adds the functions that are present; releases everything again if memory runs out. This is not
   * done in the constructor because subclasses have fields of their own.
   */
  start(): this | "no-memory" {
    if (this.parseTable(this.platform.dmar) === "ok" && this.findFunctions() === "ok") return this;
    this.giveUp();
    return "no-memory";
  }

  /** A function for which a unit has no slot causes a warning, and no failure to start. */
  protected findFunctions(): Report {
    for (const fn of this.platform.functions) {
      if (fn.absent !== true && this.addFunction(fn) === "no-memory") return "no-memory";
    }
    return "ok";
  }

  /** The error path of a start that ran out of memory. */
  protected giveUp(): void {
    this.tearDown();
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
