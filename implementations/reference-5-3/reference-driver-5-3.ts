/**
 * The reference as Linux 5.3 behaved, the release that took the series: it conforms to the profile `linux-5.3`.
 *
 * Only what the two profiles decide differently is overridden, and what user space is told when a group is assigned
 * to it is not there: VFIO told it from 5.4 on. What 5.3 got wrong is not here: its insert let regions of one type
 * overlap where other types lay between them, which breaks the rule that it was written for.
 */

import { CLASS_BRIDGE_OTHER, classWithoutInterface } from "../../model/class-code.ts";
import { SCOPE_SUB_HIERARCHY } from "../../model/dmar/table.ts";
import type { Device, PciFunction } from "../../model/platform.ts";
import { ISA_WINDOW, type RegionFields } from "../../model/region.ts";
import type { RegionObject, Report } from "../contract.ts";
import { DriverLife } from "../reference/driver-life.ts";
import type { RegionList } from "../reference/region-list.ts";
import type { UnitScope } from "../reference/rmrr-unit.ts";

/** No access was granted, which 5.5 mended; direct, so that it counts when an address space is judged. */
const ISA_REGION: RegionFields = { ...ISA_WINDOW, type: "direct", protection: 0 };

export class ReferenceDriver53 extends DriverLife {
  /** Non-transparent bridges alone were let through; host bridges followed in 5.6. */
  protected override headerSuits(scope: UnitScope, fn: PciFunction): boolean {
    if (scope.type !== SCOPE_SUB_HIERARCHY || fn.headerType !== 0) return super.headerSuits(scope, fn);
    return classWithoutInterface(fn.classCode) === CLASS_BRIDGE_OTHER;
  }

  /** The slots were read under a semaphore from 5.3 to 6.0, which lets allocations sleep. */
  protected override readRmrrs(device: Device, list: RegionList): Report {
    return this.appendRmrrRegions(device, list, { maySleep: true });
  }

  protected override isaRegion(): RegionFields {
    return ISA_REGION;
  }

  /** What an entry of its type holds already changes nothing, not even the order of the list. */
  override insertReservedRegion(list: RegionList, region: RegionObject): Report {
    for (const entry of list) if (entry.type === region.type && holds(entry, region)) return "ok";
    return super.insertReservedRegion(list, region);
  }

  /** Regions that touch stay apart: joining them came with the insert of 5.4. */
  protected override meet(left: RegionObject, right: RegionObject): boolean {
    return left.start <= right.end && right.start <= left.end;
  }

  /**
   * A region goes behind all that start before it ends, so that the list as a whole is not ordered by start. The
   * regions of one type are, since nothing ever stands behind a region that starts after its end.
   */
  protected override comesBefore(entry: RegionObject, copy: RegionObject): boolean {
    return entry.start <= copy.end;
  }
}

function holds(entry: RegionObject, region: RegionObject): boolean {
  return entry.start <= region.start && region.end <= entry.end;
}
