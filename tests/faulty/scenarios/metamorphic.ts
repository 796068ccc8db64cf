/** What sources leave open, answered in a way that depends on what has nothing to do with it. */

import type { Scenario } from "../../../model/scenario.ts";
import { bridge, endpoint, endpointScope, get, ISA_BRIDGE, rmrr, scenario } from "../../reference/hand-made.ts";
import { aPage, segments } from "./pieces.ts";

const physical = endpoint("physical", "0:2.0");
const virtual = endpoint("virtual", "0:2.1", { physicalFunction: "physical" });

export const METAMORPHIC_SCENARIOS = {
  "ISA bridges": scenario(
    {
      rootBuses: segments(0, 1),
      functions: [
        endpoint("isa", "0:1f.0", { classCode: ISA_BRIDGE }),
        bridge("port", "0:1c.0", [0x90, 0x90]),
        endpoint("further isa", "90:0.0", { classCode: ISA_BRIDGE, parent: "port" }),
        endpoint("nic", "1:0:2.0"),
      ],
      structures: [rmrr(...aPage, endpointScope(0, "1f.0"))],
    },
    get("isa"),
    get("further isa"),
  ),
  "a virtual function whose physical function is named": scenario(
    {
      functions: [physical, virtual, endpoint("nic", "0:3.0")],
      structures: [
        rmrr(...aPage, endpointScope(0, "2.0")),
        rmrr(0x3000n, 0x3fffn, endpointScope(0, "3.0"), endpointScope(0, "2.0")),
      ],
    },
    get("virtual"),
  ),
  "flags in a scope of an RMRR": scenario(
    { functions: [physical], structures: [rmrr(...aPage, { ...endpointScope(0, "2.0"), flags: 1 })] },
    get("physical"),
  ),
  "a table of forty structures": scenario(
    {
      functions: [physical],
      structures: [
        ...Array.from({ length: 39 }, (_, proximityDomain) => {
          return { kind: "rhsa", reserved: 0, registerBase: 0xfed9_0000n, proximityDomain } as const;
        }),
        rmrr(...aPage, endpointScope(0, "2.0")),
      ],
    },
    get("physical"),
  ),
} as const satisfies Record<string, Scenario>;
