/**
 * The reference with the behaviour of Linux 5.3, the release that merged the series: it conforms to the profile
 * `linux-5.3`.
 *
 * It overrides only what the two profiles decide differently, and leaves out what user space is told when a group is
 * assigned to it, which VFIO reports since 5.4. The bugs of 5.3 are not reproduced: its insert let regions of one type
 * overlap if regions of other types lay between them, which breaks the rule it was written for.
 */

import { CLASS_BRIDGE_OTHER, classWithoutInterface } from "../../model/class-code.ts";
import { SCOPE_SUB_HIERARCHY } from "../../model/dmar/table.ts";
import type { Device, PciFunction } from "../../model/platform.ts";
import { ISA_WINDOW, type RegionFields } from "../../model/region.ts";
import type { RegionObject, Report } from "../contract.ts";
import { DriverLife } from "../reference/driver-life.ts";
import type { RegionList } from "../reference/region-list.ts";
import type { UnitScope } from "../reference/rmrr-unit.ts";

/** No access was granted, which 5.5 fixed; direct, so that it counts when an address space is judged. */
const ISA_REGION: RegionFields = { ...ISA_WINDOW, type: "direct", protection: 0 };

export class ReferenceDriver53 extends DriverLife {
  /** Only non-transparent bridges were accepted; host bridges followed in 5.6. */
  protected override headerSuits(scope: UnitScope, fn: PciFunction): boolean {
    if (scope.type !== SCOPE_SUB_HIERARCHY || fn.headerType !== 0) return super.headerSuits(scope, fn);
    return classWithoutInterface(fn.classCode) === CLASS_BRIDGE_OTHER;
  }

  /** From 5.3 to 6.0 the slots were read under a semaphore, which allows allocations to sleep. */
  protected override readRmrrs(device: Device, list: RegionList): Report {
    return this.appendRmrrRegions(device, list, { maySleep: true });
  }

  protected override isaRegion(): RegionFields {
    return ISA_REGION;
  }

  /** A region contained in an entry of its type changes nothing, not even the order of the list. */
  override insertReservedRegion(list: RegionList, region: RegionObject): Report {
    for (const entry of list) if (entry.type === region.type && holds(entry, region)) return "ok";
    return super.insertReservedRegion(list, region);
  }

  /** Regions that touch stay separate: joining them came with the insert of 5.4. */
  protected override meet(left: RegionObject, right: RegionObject): boolean {
    return left.start <= right.end && right.start <= left.end;
  }

  /**
   * A region is inserted after all that start before it ends, so the list as a whole is not sorted by start. The
   * regions of one type are sorted, since none ever comes after a region that starts after its end.
   */
  protected override comesBefore(entry: RegionObject, copy: RegionObject): boolean {
    return entry.start <= copy.end;
  }
}

function holds(entry: RegionObject, region: RegionObject): boolean {
  return entry.start <= region.start && region.end <= entry.end;
}
