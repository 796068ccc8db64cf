/** Tables that firmware broke. */

import type { Scenario } from "../../../model/scenario.ts";
import { bridge, dmar, endpoint, endpointScope, get, rmrr, scenario, scope } from "../../reference/hand-made.ts";
import { aPage, shared } from "./pieces.ts";

const misaligned = rmrr(0x5001n, 0x5fffn, endpointScope(0, "14.0"));

/** A table whose Length ends before its last RMRR. */
const behindLength = dmar(rmrr(...aPage, endpointScope(0, "14.0")), rmrr(0x3000n, 0x3fffn, endpointScope(0, "2.0")));
new DataView(behindLength.buffer).setUint32(4, behindLength.length - 32, true);

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
  "a table that was cut": scenario({ ...shared, table: dmar(...shared.structures).slice(0, -4) }, get("nic")),
  "hops that cannot be": scenario(
    { ...shared, structures: [rmrr(...aPage, scope(1, 0, "22.0"), scope(1, 0, "2.8"))] },
    get("nic"),
  ),
  "a scope of odd Length": scenario(
    { ...shared, structures: [{ ...rmrr(...aPage), rest: Uint8Array.of(1, 9, 0, 0, 0, 0, 2, 0, 0) }] },
    get("nic"),
  ),
  "an RMRR behind the table's Length": scenario({ ...shared, table: behindLength }, get("nic")),
} as const satisfies Record<string, Scenario>;
