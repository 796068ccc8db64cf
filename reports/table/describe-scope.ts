/** Device scopes in words. */

import { formatPath } from "../../model/dmar/format-path.ts";
import {
  SCOPE_ENDPOINT,
  SCOPE_HPET,
  SCOPE_IOAPIC,
  SCOPE_NAMESPACE,
  SCOPE_SUB_HIERARCHY,
  type DeviceScope,
} from "../../model/dmar/table.ts";

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
