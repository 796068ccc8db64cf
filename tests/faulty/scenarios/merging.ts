/** Regions inserted into group lists. */

import type { Scenario } from "../../../model/scenario.ts";
import { scenario } from "../../reference/hand-made.ts";
import { inserts } from "./pieces.ts";

export const MERGING_SCENARIOS = {
  "inserts of every kind": scenario(
    {},
    ...inserts([0n, 0xan, "direct"], [0x14n, 0x1en, "direct"], [0x28n, 0x32n, "direct"], [5n, 0x2dn, "direct"]),
    ...inserts([0x10n, 0x18n, "reserved"], [0n, 0x32n, "direct"], [0x33n, 0x40n, "direct"], [0x41n, 0x50n, "msi"]),
  ),
  "three of a type bridged across another": scenario(
    {},
    ...inserts([0n, 9n, "direct"], [12n, 13n, "reserved"], [20n, 29n, "direct"], [8n, 22n, "direct"]),
  ),
  "types that overlap": scenario({}, ...inserts([0n, 100n, "direct"], [50n, 60n, "reserved"], [10n, 20n, "reserved"])),
  "types that start together": scenario({}, ...inserts([0n, 9n, "msi"], [0n, 99n, "direct"])),
  "regions at the top": scenario(
    {},
    ...inserts(
      [0xffff_ffff_ff00_0000n, 0xffff_ffff_ffff_ffffn, "direct"],
      [0xffff_ffff_ffff_0000n, 0xffff_ffff_ffff_0fffn, "direct"],
    ),
    ...inserts([1n, 2n, "direct"]),
  ),
} as const satisfies Record<string, Scenario>;
