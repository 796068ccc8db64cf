/** Tables that firmware broke. */

import type { Scenario } from "../../../model/scenario.ts";
import { bridge, dmar, endpoint, endpointScope, get, rmrr, scenario } from "../../reference/hand-made.ts";
import { aPage, shared } from "./pieces.ts";

const misaligned = rmrr(0x5001n, 0x5fffn, endpointScope(0, "14.0"));

export const BROKEN_TABLES_SCENARIOS = {
  "a scope of Length 0": scenario(
    { ...shared, table: dmar(rmrr(...aPage, { ...endpointScope(0, "2.0"), lengthOverride: 0 })) },
    get("nic"),
  ),
  "a structure of Length 0": scenario(
    { ...shared, table: dmar({ ...rmrr(...aPage), lengthOverride: 0 }, ...shared.structures) },
    get("nic"),
  ),
  "a scope longer than its structure": scenario(
    {
      functions: [bridge("port", "0:1.0", [1, 1]), endpoint("behind", "1:0.0", { parent: "port" })],
      table: dmar(
        { ...rmrr(...aPage), rest: Uint8Array.of(1, 10, 0, 0, 0, 0, 1, 0) },
        { kind: "opaque", type: 0, content: new Uint8Array(4) },
      ),
    },
    get("behind"),
  ),
  "a structure longer than its table": scenario(
    {
      ...shared,
      table: dmar(...shared.structures, { ...rmrr(...aPage, endpointScope(0, "2.0")), lengthOverride: 40 }),
    },
    get("nic"),
  ),
  "an RMRR too short for its fields": scenario(
    { ...shared, table: dmar(...shared.structures, { kind: "opaque", type: 1, content: new Uint8Array(8) }) },
    get("nic"),
  ),
  "a misaligned RMRR among good ones": scenario(
    { ...shared, structures: [misaligned, ...shared.structures] },
    get("nic"),
    get("usb"),
  ),
} as const satisfies Record<string, Scenario>;
