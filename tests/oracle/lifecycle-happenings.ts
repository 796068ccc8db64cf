/** The history of functions that come and go, from a few steps and how they ended, in few words. */

import type { Profile } from "../../model/profile.ts";
import { MSI_WINDOW, type RegionFields } from "../../model/region.ts";
import type { Step } from "../../model/scenario.ts";
import type { StepResult } from "../../model/trace.ts";
import { lifecycleHistory, type LifecycleHistory } from "../../oracle/lifecycle-history.ts";
import {
  bridge,
  bridgeScope,
  endpoint,
  endpointScope,
  type PlatformParts,
  region,
  rmrr,
} from "../reference/hand-made.ts";
import { type Happening, observed } from "./observed.ts";

export const OK: StepResult = { status: "ok" };
export const REFUSED: StepResult = { status: "refused" };
export const page = region(0x1000n, 0x1fffn);
export const second = region(0x4000n, 0x4fffn);
export const msi: RegionFields = { ...MSI_WINDOW, type: "msi", protection: 0 };
export const gives = (...regions: readonly RegionFields[]): StepResult => ({
  status: "ok",
  regions: regions.map((each, object) => ({ ...each, object })),
});
export const says = (answer: boolean): StepResult => ({ status: "ok", answer });

export const both = [endpointScope(0, "2.0"), endpointScope(0, "3.0")];
/** A network card that comes late, a disk that is there, and two RMRRs that name both. */
export const late: PlatformParts = {
  functions: [
    endpoint("nic", "0:2.0", { absent: true }),
    endpoint("disk", "0:3.0"),
    endpoint("free", "0:4.0", { absent: true }),
  ],
  structures: [rmrr(0x1000n, 0x1fffn, ...both), rmrr(0x4000n, 0x4fffn, ...both)],
  groups: { all: ["nic", "disk"], nic: ["nic"] },
};
export const there: PlatformParts = { ...late, functions: [endpoint("nic", "0:2.0"), endpoint("disk", "0:3.0")] };
export const tree: PlatformParts = {
  functions: [
    bridge("port", "0:1c.0", [1, 1]),
    endpoint("nic", "1:0.0", { parent: "port" }),
    endpoint("other", "0:3.0"),
  ],
  structures: [rmrr(0x1000n, 0x1fffn, bridgeScope(0, "1c.0"))],
};
export const add = (device: string): Step => ({ do: "add", device });
export const remove = (device: string): Step => ({ do: "remove", device });
export const group = (label: string): Step => ({ do: "group", group: label, list: "g" });
export const hasRmrr = (device: string): Step => ({ do: "ask", predicate: "has-rmrr", device });
export const downstream = (device: string): Step => ({ do: "ask", predicate: "downstream", device, bridge: "port" });

export function historyOf(
  parts: PlatformParts,
  happenings: readonly Happening[],
  switches: Partial<Profile> = {},
): LifecycleHistory {
  return lifecycleHistory(observed(parts, happenings, switches));
}

export function kinds(parts: PlatformParts, ...happenings: readonly Happening[]): readonly string[] {
  return historyOf(parts, happenings).faults.map(({ kind, part, step }) => `${part} ${kind} ${step}`);
}

export const whole = gives(page, second, msi);
export const bare = gives(msi);
export const arrives: Happening = [add("nic"), OK];
export const leaves: Happening = [remove("nic"), OK];
