/** Allocations that fail, functions that come and go. */

import type { Scenario } from "../../../model/scenario.ts";
import { bridge, bridgeScope, endpoint, endpointScope, get, rmrr, scenario, XHCI } from "../../reference/hand-made.ts";
import { aPage, add, attach, fail, group, inserts, map, remove, shared, usbOnly } from "./pieces.ts";

export const MEMORY_AND_TIME_SCENARIOS = {
  "an insert that fails": scenario(
    {},
    ...inserts([0n, 9n, "direct"], [20n, 29n, "direct"]),
    fail(1),
    ...inserts([5n, 25n, "direct"]),
  ),
  "a get that fails at its second allocation": scenario(shared, fail(2), get("nic"), get("usb")),
  "a get that fails behind the first of two RMRRs, and again": scenario(
    { ...shared, structures: [...shared.structures, rmrr(0x8000n, 0x8fffn, endpointScope(0, "2.0"))] },
    fail(2),
    get("nic", "a"),
    get("nic", "b"),
  ),
  "a group that fails while it is merged": scenario(shared, fail(3), group),
  "a group that fails behind its first region": scenario(shared, fail(4), group),
  "a function that comes late": scenario(
    { ...shared, functions: [endpoint("nic", "0:2.0", { absent: true }), endpoint("usb", "0:14.0")] },
    add("nic"),
    get("nic"),
    get("usb"),
  ),
  "a USB controller that comes late": scenario(
    { ...shared, functions: [endpoint("nic", "0:2.0"), endpoint("usb", "0:14.0", { classCode: XHCI, absent: true })] },
    add("usb"),
    get("usb"),
  ),
  "a domain, and an assignment, for which there is no memory": scenario(usbOnly, fail(1), map, fail(1), attach()),
  "a function that goes and comes again": scenario(
    { ...shared, structures: [...shared.structures, rmrr(0x8000n, 0x8fffn, endpointScope(0, "2.0"))] },
    get("nic", "a"),
    remove("nic"),
    get("nic", "b"),
    get("usb", "c"),
    add("nic"),
    get("nic", "d"),
  ),
  "a function that comes again into the slots of two": scenario(
    { ...shared, structures: [rmrr(...aPage, endpointScope(0, "2.0"))] },
    remove("nic"),
    add("nic"),
    get("nic"),
  ),
  "a sub-hierarchy that comes late": scenario(
    {
      functions: [bridge("port", "0:1c.0", [1, 1]), endpoint("nic", "1:0.0", { parent: "port", absent: true })],
      structures: [rmrr(...aPage, bridgeScope(0, "1c.0"))],
    },
    add("nic"),
    get("nic"),
  ),
  "an endpoint that comes again to a bus that stayed": scenario(
    {
      functions: [bridge("port", "0:1c.0", [1, 1]), endpoint("nic", "1:0.0", { parent: "port" })],
      structures: [rmrr(...aPage, endpointScope(0, "1c.0", "0.0"))],
    },
    remove("nic"),
    add("nic"),
    get("nic"),
  ),
  "a bridge that comes late, with what is below it": scenario(
    {
      functions: [
        bridge("port", "0:1c.0", [1, 1], { absent: true }),
        endpoint("nic", "1:0.0", { parent: "port", absent: true }),
      ],
      structures: [rmrr(...aPage, bridgeScope(0, "1c.0"))],
    },
    add("port"),
    get("nic"),
  ),
  "an absent function removed beside one that is there": scenario(
    { ...shared, functions: [endpoint("nic", "0:2.0"), endpoint("usb", "0:14.0", { absent: true })] },
    remove("usb"),
    get("nic"),
  ),
  "a function added twice, and one removed twice": scenario(
    { ...shared, functions: [endpoint("nic", "0:2.0"), endpoint("usb", "0:14.0", { absent: true })] },
    add("nic"),
    add("usb"),
    get("usb"),
    remove("usb"),
    remove("usb"),
  ),
} as const satisfies Record<string, Scenario>;
