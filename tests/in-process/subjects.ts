/** Implementations made for one test each, from the few methods that the test is about. */

import {
  type Implementation,
  type Memory,
  type RegionObject,
  type Subject,
  defineImplementation,
} from "../../implementations/contract.ts";
import { execute } from "../../implementations/in-process/execute.ts";
import type { Platform } from "../../model/platform.ts";
import type { Step } from "../../model/scenario.ts";
import type { Trace } from "../../model/trace.ts";
import { bridge, endpoint, platform } from "../reference/hand-made.ts";

/** Bridges with functions and virtual functions behind them, a lone function, and a device that is not PCI. */
export const somePlatform: Platform = platform({
  functions: [
    endpoint("lone", "0:2.0"),
    bridge("port", "0:1c.0", [1, 2]),
    endpoint("nic", "1:0.0", { parent: "port" }),
    endpoint("virtual", "2:0.0", { parent: "port", physicalFunction: "nic" }),
    endpoint("absent", "0:3.0", { absent: true }),
    bridge("outer", "0:1d.0", [5, 7]),
    bridge("inner", "5:0.0", [6, 7], { parent: "outer" }),
    endpoint("leaf", "6:0.0", { parent: "inner" }),
    endpoint("leaf's own", "7:0.0", { parent: "inner", physicalFunction: "leaf" }),
  ],
  otherDevices: [{ kind: "other", label: "uart", acpiName: "\\_SB.UART" }],
  groups: { both: ["lone", "uart"] },
});

/** The trace of these steps, exactly: nothing is read, put or torn down behind them. */
export function trace(subject: (memory: Memory, given: Platform) => Partial<Subject>, ...steps: Step[]): Trace {
  return traceOf({ name: "test", start: (given, memory) => subject(memory, given) }, ...steps);
}

export function traceOf<List extends Iterable<RegionObject>>(
  implementation: Implementation<List>,
  ...steps: Step[]
): Trace {
  return execute(defineImplementation(implementation), { platform: somePlatform, steps });
}

/** What plain JavaScript may hand over, whatever the types say. */
export function untyped<Value>(value: unknown): Value {
  return value as Value;
}
