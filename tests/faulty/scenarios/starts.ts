/** Starts that run out of memory, and starts behind them. */

import type { Scenario, Step } from "../../../model/scenario.ts";
import { get, rmrr, endpointScope, scenario } from "../../reference/hand-made.ts";
import { fail, shared } from "./pieces.ts";

const again: Step = { do: "restart" };
const put = (list: string): Step => ({ do: "put", list });

/** The first of its RMRRs names one function, and the other two. */
const two = { ...shared, structures: [rmrr(0x8000n, 0x8fffn, endpointScope(0, "2.0")), ...shared.structures] };

export const STARTS_SCENARIOS = {
  "a start that fails at the scopes of its second RMRR": scenario(two, fail(4), again, get("nic"), get("usb")),
  "a start that fails at its first RMRR": scenario(two, fail(1), again, get("nic", "a"), put("a"), again, get("nic")),
  "a start that fails at a function": scenario(two, fail(6), again, get("nic", "a"), put("a"), again, get("nic")),
} as const satisfies Record<string, Scenario>;
