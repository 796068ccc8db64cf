/** Formats the path of a device scope in the usual PCI notation. */

import type { DeviceScope, PathHop } from "./table.ts";

/** Start bus and hops: `00:1c.0/00.0`. */
export function formatPath({ startBus, path }: Pick<DeviceScope, "startBus" | "path">): string {
  return `${twoDigits(startBus)}:${path.map(formatHop).join("/")}`;
}

/** Device and function: `1c.0`. */
export function formatHop(hop: PathHop): string {
  return `${twoDigits(hop.device)}.${hop.function.toString(16)}`;
}

function twoDigits(value: number): string {
  return value.toString(16).padStart(2, "0");
}
