/** The reference implementation: what conforms to the profile `linux`. */

import { defineImplementation, type Implementation } from "../contract.ts";
import { ReferenceDriver } from "./reference-driver.ts";
import type { RegionList } from "./region-list.ts";

/** An implementation that starts a driver of the given class: the reference, or a variant of it. */
export function driverImplementation(name: string, Driver: typeof ReferenceDriver): Implementation<RegionList> {
  return defineImplementation({ name, start: (platform, memory) => new Driver(platform, memory).start() });
}

export const referenceImplementation: Implementation<RegionList> = driverImplementation("reference", ReferenceDriver);
