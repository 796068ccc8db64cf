/** Device scopes in words. */

import {
  SCOPE_ENDPOINT,
  SCOPE_HPET,
  SCOPE_IOAPIC,
  SCOPE_NAMESPACE,
  SCOPE_SUB_HIERARCHY,
  type DeviceScope,
  type PathHop,
} from "../../model/dmar/table.ts";
import { hex } from "../text/hex.ts";

/** `endpoint 00:1c.0/00.0`: type, start bus, hops. */
export function describeScope(scope: DeviceScope): string {
  switch (scope.type) {
    case SCOPE_ENDPOINT:
      return `endpoint ${formatPath(scope)}`;
    case SCOPE_SUB_HIERARCHY:
      return `sub-hierarchy ${formatPath(scope)}`;
    case SCOPE_IOAPIC:
      return `IOAPIC ${scope.enumerationId} at ${formatPath(scope)}`;
    case SCOPE_HPET:
      return `HPET ${scope.enumerationId} at ${formatPath(scope)}`;
    case SCOPE_NAMESPACE:
      return `ACPI namespace device ${scope.enumerationId} at ${formatPath(scope)}`;
    default:
      return `scope of the unknown type ${scope.type}, ${formatPath(scope)}`;
  }
}

/** Start bus and hops as firmware has them: `00:1c.0/00.0`. */
export function formatPath(scope: DeviceScope): string {
  return `${hex(scope.startBus)}:${scope.path.map(formatHop).join("/")}`;
}

/** Device and function: `1c.0`. */
export function formatHop(hop: PathHop): string {
  return `${hex(hop.device)}.${hop.function.toString(16)}`;
}
