/** Lists of several callers. */

import type { Scenario } from "../../../model/scenario.ts";
import { get, scenario } from "../../reference/hand-made.ts";
import { put, shared } from "./pieces.ts";

export const OWNERSHIP_SCENARIOS = {
  "two lists of one device alive at once": scenario(
    shared,
    get("nic", "a"),
    get("nic", "b"),
    put("a"),
    get("usb", "c"),
  ),
  "a caller that scribbles on its list": scenario(
    shared,
    get("nic", "a"),
    { do: "scribble", list: "a" },
    get("usb", "b"),
  ),
} as const satisfies Record<string, Scenario>;
