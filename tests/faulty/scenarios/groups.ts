/** Groups: their lists, texts, domains and assignment. */

import type { Scenario } from "../../../model/scenario.ts";
import { endpointScope, get, rmrr, scenario } from "../../reference/hand-made.ts";
import { group, show, map, attach, shared, usbOnly } from "./pieces.ts";

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
} as const satisfies Record<string, Scenario>;
