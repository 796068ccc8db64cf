/** What a device gets: several RMRRs, ranges, types, windows. */

import type { Scenario } from "../../../model/scenario.ts";
import {
  bridge,
  bridgeScope,
  dmar,
  endpoint,
  endpointScope,
  get,
  ISA_BRIDGE,
  rmrr,
  scenario,
  scope,
  VGA,
  XHCI,
} from "../../reference/hand-made.ts";
import { aPage, ask, getAll, shared } from "./pieces.ts";

export const REGIONS_SCENARIOS = {
  "several RMRRs and scopes": scenario(
    {
      functions: [endpoint("a", "0:2.0"), endpoint("b", "0:3.0"), endpoint("c", "0:4.0")],
      structures: [
        rmrr(...aPage, endpointScope(0, "2.0"), endpointScope(0, "3.0"), endpointScope(0, "4.0")),
        rmrr(0x3000n, 0x3fffn, endpointScope(0, "2.0")),
        rmrr(0x3000n, 0x3fffn, endpointScope(0, "3.0")),
      ],
    },
    get("a"),
    get("b"),
    get("c"),
  ),
  "a range at the top": scenario(
    { ...shared, structures: [rmrr(0xffff_ffff_ffff_f000n, 0xffff_ffff_ffff_ffffn, endpointScope(0, "14.0"))] },
    get("usb"),
  ),
  "ranges of 4 GiB and beyond": scenario(
    {
      functions: shared.functions,
      structures: [
        rmrr(0x1_0000_0000n, 0x1_0000_0fffn, endpointScope(0, "2.0")),
        rmrr(0x2000n, 0x1_0000_3fffn, endpointScope(0, "14.0")),
      ],
    },
    get("nic"),
    get("usb"),
  ),
  "a scope that names an absent function": scenario(
    {
      functions: shared.functions,
      structures: [rmrr(...aPage, endpointScope(0, "9.0"), endpointScope(0, "2.0"))],
    },
    get("nic"),
    get("usb"),
  ),
  "scopes and structures to be skipped": scenario(
    {
      functions: [...shared.functions, endpoint("foreign", "0:5.0")],
      structures: [
        { kind: "drhd", flags: 1, size: 0, segment: 0, registerBase: 0xfed9_0000n, scopes: [] },
        { kind: "rhsa", reserved: 0, registerBase: 0xfed9_0000n, proximityDomain: 0 },
        { kind: "opaque", type: 0x101, content: dmar(rmrr(0x3000n, 0x3fffn, endpointScope(0, "5.0"))).subarray(52) },
        rmrr(...aPage, scope(5, 0, "5.0"), scope(3, 0, "5.0"), { ...endpointScope(0, "2.0"), enumerationId: 7 }),
      ],
    },
    ...getAll(shared.functions),
    get("foreign"),
  ),
  "devices of every kind": scenario(
    {
      functions: [
        endpoint("isa", "0:1f.0", { classCode: ISA_BRIDGE }),
        bridge("port", "0:1c.0", [1, 1]),
        endpoint("ehci", "0:1d.0", { classCode: 0x0c0320 }),
        endpoint("smbus", "0:1f.3", { classCode: 0x0c0500 }),
        endpoint("audio", "0:1f.4", { classCode: 0x040300 }),
        endpoint("display", "0:2.0", { classCode: 0x038000 }),
        endpoint("vga", "0:3.0", { classCode: VGA }),
        endpoint("flash", "0:4.0", { classCode: 0x010300 }),
      ],
      otherDevices: [{ kind: "other", label: "uart" }],
      structures: [
        rmrr(...aPage, ...["1f.0", "1d.0", "1f.3", "1f.4", "2.0", "3.0", "4.0"].map((hop) => endpointScope(0, hop))),
      ],
    },
    ...["isa", "port", "ehci", "smbus", "audio", "display", "vga", "flash", "uart"].map((device) => get(device)),
    ask("relaxable", "uart"),
    ask("locked", "display"),
  ),
  "a USB controller below a named bridge": scenario(
    {
      functions: [bridge("port", "0:1c.0", [1, 1]), endpoint("usb", "1:0.0", { parent: "port", classCode: XHCI })],
      structures: [rmrr(...aPage, bridgeScope(0, "1c.0"))],
    },
    get("port"),
    get("usb"),
  ),
} as const satisfies Record<string, Scenario>;
