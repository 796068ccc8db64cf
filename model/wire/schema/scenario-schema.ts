/** The schema of scenarios on the wire. */

import * as v from "valibot";
import {
  AddressSchema,
  BytesSchema,
  described,
  integer,
  MarkSchema,
  RangeSchema,
  RegionTypeSchema,
  TextSchema,
  TextsSchema,
  type WireSchema,
} from "./value-schemas.ts";

const SegmentSchema: WireSchema = described(
  integer(0, 0x7fff_ffff),
  "A PCI segment group; VMD domains start at 65536 and no DMAR structure can name them.",
);
const BusSchema: WireSchema = described(integer(0, 0xff), "A bus number.");

export const RootBusSchema: WireSchema = v.pipe(
  v.strictObject({
    segment: SegmentSchema,
    bus: BusSchema,
    lastBus: described(integer(0, 0xff), "The last bus number that the host bridge may hand out below itself."),
  }),
  v.description("A root bus, produced by a host bridge."),
);

export const PciFunctionSchema: WireSchema = v.pipe(
  v.strictObject({
    label: described(TextSchema, "The name by which steps refer to the function."),
    segment: SegmentSchema,
    bus: described(
      integer(0, 0xff),
      "The secondary bus of the parent, or a root bus; above it only for a virtual function.",
    ),
    device: integer(0, 31),
    function: described(integer(0, 255), "Above 7 only where Alternative Routing-ID Interpretation is on."),
    classCode: described(integer(0, 0xff_ffff), "24 bits: base class, sub-class, programming interface."),
    headerType: described(v.picklist([0, 1, 2]), "0 endpoint, 1 PCI-to-PCI bridge, 2 CardBus bridge."),
    parent: v.exactOptional(described(TextSchema, "Label of the bridge above; absent for a function on a root bus.")),
    secondaryBus: v.exactOptional(described(BusSchema, "The bus below a bridge.")),
    subordinateBus: v.exactOptional(described(BusSchema, "The greatest bus number below a bridge.")),
    physicalFunction: v.exactOptional(described(TextSchema, "Label of the physical function of a virtual function.")),
    absent: v.exactOptional(described(MarkSchema, "The function is not there at the start; a step may add it.")),
  }),
  v.description("A PCI function, present or still to come."),
);

export const OtherDeviceSchema: WireSchema = v.pipe(
  v.strictObject({
    label: TextSchema,
    acpiName: v.exactOptional(described(TextSchema, "The ACPI object path, if an ANDD structure may name the device.")),
  }),
  v.description("A device behind the IOMMU that is not PCI."),
);

export const GroupSchema: WireSchema = v.pipe(
  v.strictObject({ label: TextSchema, members: described(TextsSchema, "Labels of devices.") }),
  v.description("An IOMMU group: devices that can only be assigned together."),
);

export const PlatformSchema: WireSchema = v.pipe(
  v.strictObject({
    rootBuses: v.array(RootBusSchema),
    functions: described(
      v.array(PciFunctionSchema),
      "Every bridge stands before what is below it, every physical function before its virtual functions.",
    ),
    otherDevices: v.array(OtherDeviceSchema),
    groups: v.array(GroupSchema),
    dmar: described(
      BytesSchema,
      "The DMAR table as firmware hands it over, header, checksum and all, as hexadecimal digits.",
    ),
  }),
  v.description("The PCI hierarchy, the devices that are not PCI, the groups, and the DMAR table."),
);

export const RegionSchema: WireSchema = v.pipe(
  v.strictObject({
    start: AddressSchema,
    end: AddressSchema,
    type: RegionTypeSchema,
    protection: described(integer(0, 0xffff_ffff), "Bit 0 read, bit 1 write."),
  }),
  v.description("A reserved region; the end is the last address in it."),
);

const device = TextSchema;
const list = TextSchema;
const group = TextSchema;

export const StepSchema: WireSchema = v.pipe(
  v.variant("do", [
    v.strictObject({ do: v.literal("get"), device, list }),
    v.strictObject({ do: v.picklist(["put", "read", "scribble", "empty"]), list }),
    v.strictObject({ do: v.literal("insert"), list, region: RegionSchema }),
    v.strictObject({ do: v.literal("insert-all-of"), list, source: list }),
    v.strictObject({ do: v.literal("group"), group, list }),
    v.strictObject({ do: v.picklist(["show", "map"]), group }),
    v.strictObject({ do: v.literal("attach"), group, aperture: RangeSchema, mappings: v.array(RangeSchema) }),
    v.variant("predicate", [
      v.strictObject({ do: v.literal("ask"), predicate: v.picklist(["has-rmrr", "relaxable", "locked"]), device }),
      v.strictObject({ do: v.literal("ask"), predicate: v.literal("downstream"), device, bridge: device }),
    ]),
    v.strictObject({ do: v.picklist(["add", "remove"]), device }),
    v.strictObject({
      do: v.literal("fail-allocations"),
      first: integer(1, Number.MAX_SAFE_INTEGER),
      count: integer(1, Number.MAX_SAFE_INTEGER),
    }),
    v.strictObject({ do: v.picklist(["restart", "tear-down"]) }),
  ]),
  v.description("A step. Steps refer to devices, groups and lists by label."),
);

export const ScenarioSchema: WireSchema = v.pipe(
  v.strictObject({ platform: PlatformSchema, steps: v.array(StepSchema) }),
  v.title("Scenario"),
  v.description("A platform, and what is done with it step by step."),
);
