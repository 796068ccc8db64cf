/** Which functions the scopes of a platform name, found out as plainly as can be, for predicates in tests. */

import { decodeTable } from "../../model/dmar/decode.ts";
import type { DeviceScope } from "../../model/dmar/table.ts";
import type { PciFunction, Platform } from "../../model/platform.ts";

export interface Naming {
  /** Indexes of the RMRR and of the scope in it. */
  readonly rmrr: number;
  readonly scope: DeviceScope;
  readonly named: PciFunction;
}

/** Every scope of an RMRR that names a present function by its path. */
export function namings(platform: Platform): readonly Naming[] {
  const rmrrs = decodeTable(platform.dmar).structures.flatMap(({ structure }) =>
    structure.kind === "rmrr" ? [structure] : [],
  );
  return rmrrs.flatMap(({ segment, scopes }, rmrr) =>
    scopes.flatMap((scope) => {
      const named = follow(platform, segment, scope);
      return named === undefined ? [] : [{ rmrr, scope, named }];
    }),
  );
}

function follow(platform: Platform, segment: number, scope: DeviceScope): PciFunction | undefined {
  if (!platform.rootBuses.some((root) => root.segment === segment && root.bus === scope.startBus)) return undefined;
  let bus: number | undefined = scope.startBus;
  let found: PciFunction | undefined;
  for (const hop of scope.path) {
    found = platform.functions.find(
      (fn) => fn.segment === segment && fn.bus === bus && fn.device === hop.device && fn.function === hop.function,
    );
    bus = found?.secondaryBus;
  }
  return found;
}

/** True if the function lies below the bridge, at any depth. */
export function isBelow(platform: Platform, fn: PciFunction, bridge: PciFunction): boolean {
  for (let above = fn.parent; above !== undefined;) {
    if (above === bridge.label) return true;
    above = platform.functions.find((other) => other.label === above)?.parent;
  }
  return false;
}

/** The functions whose regions are got. */
export function askedFunctions({
  platform,
  steps,
}: {
  platform: Platform;
  steps: readonly { do: string }[];
}): PciFunction[] {
  const labels = new Set(steps.flatMap((step) => (step.do === "get" && "device" in step ? [step.device] : [])));
  return platform.functions.filter((fn) => labels.has(fn.label));
}
