/** Groups: their lists, texts, domains and assignment. */

import type { Scenario } from "../../../model/scenario.ts";
import { endpoint, endpointScope, get, rmrr, scenario, XHCI } from "../../reference/hand-made.ts";
import { add, group, show, map, attach, shared, usbOnly } from "./pieces.ts";

export const GROUPS_SCENARIOS = {
  "a USB controller and a NIC in one RMRR and one group": scenario(
    shared,
    get("nic"),
    get("usb"),
    group,
    show,
    map,
    attach(),
  ),
  "overlapping regions of one group": scenario(
    {
      ...shared,
      structures: [
        rmrr(0x1000n, 0x1fffn, endpointScope(0, "2.0")),
        rmrr(0x1000n, 0x4fffn, endpointScope(0, "14.0")),
        rmrr(0x8000n, 0x8fffn, endpointScope(0, "14.0")),
      ],
    },
    group,
    map,
  ),
  "a group whose text does not fit into a page": scenario(
    {
      ...usbOnly,
      structures: Array.from({ length: 90 }, (_, index) => {
        const start = BigInt(index) * 0x2000n;
        return rmrr(start, start + 0xfffn, endpointScope(0, "14.0"));
      }),
    },
    show,
  ),
  "assigning a group that is not locked": scenario(
    usbOnly,
    attach(),
    attach({ start: 0x1000n, end: 0x1fffn }),
    attach({ start: 0xfed0_0000n, end: 0xfee0_0fffn }),
  ),
  "assigning a group whose second member is locked": scenario({ ...shared, groups: { all: ["usb", "nic"] } }, attach()),
  "a group with a member that is not there": scenario(
    { ...usbOnly, functions: usbOnly.functions.map((fn) => ({ ...fn, absent: true as const })) },
    group,
  ),
  "a relaxable member in front of a locked one": scenario({ ...shared, groups: { all: ["usb", "nic"] } }, group),
  "a group of one member, whose regions are in no order": scenario(
    {
      ...usbOnly,
      structures: [
        rmrr(0x1000n, 0x1fffn, endpointScope(0, "14.0")),
        rmrr(0x8000n, 0x8fffn, endpointScope(0, "14.0")),
        rmrr(0x4000n, 0x4fffn, endpointScope(0, "14.0")),
      ],
    },
    group,
  ),
  "a region that begins in the middle of a page": scenario(
    { ...usbOnly, structures: [rmrr(0x1800n, 0x3fffn, endpointScope(0, "14.0"))] },
    map,
  ),
  "a region of a large page and another": scenario(
    { ...usbOnly, structures: [rmrr(0x20_0000n, 0x40_0fffn, endpointScope(0, "14.0"))] },
    map,
  ),
  "a locked member that comes into an assigned group": scenario(
    {
      ...shared,
      functions: [endpoint("nic", "0:2.0", { absent: true }), endpoint("usb", "0:14.0", { classCode: XHCI })],
    },
    attach(),
    add("nic"),
    attach(),
  ),
  "two regions that begin at 0": scenario(
    { ...shared, structures: [rmrr(0n, 0xfffn, endpointScope(0, "2.0")), rmrr(0n, 0x1fffn, endpointScope(0, "14.0"))] },
    map,
  ),
  "assigning a group with mappings beside its regions": scenario(
    usbOnly,
    attach({ start: 0xfedf_f000n, end: 0xfedf_ffffn }),
    attach({ start: 0x1000n, end: 0x1fffn }, { start: 0xfee0_0000n, end: 0xfee0_0fffn }),
    attach(),
  ),
  "assigning a group through an aperture that begins in the interrupt window": scenario(usbOnly, {
    do: "attach",
    group: "all",
    aperture: { start: 0xfee0_0000n, end: 0xffff_ffffn },
    mappings: [],
  }),
} as const satisfies Record<string, Scenario>;
