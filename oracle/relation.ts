/** How a scope applies to a device, as bits, so that the queries of a whole scenario combine into one number. */

import type { NamingScope } from "./named-scope.ts";

/** An endpoint scope names the function. */
export const BY_ENDPOINT = 1;
/** A sub-hierarchy scope names the bridge itself. */
export const BY_BRIDGE_ITSELF = 2;
/** A sub-hierarchy scope names a bridge above the function. */
export const BY_BRIDGE_ABOVE = 4;
/** The header type of the named function does not match the type of the scope. */
export const BY_HEADER_MISMATCH = 8;
/** The scope was matched by a current bus number. */
export const BY_FALLBACK = 16;
/** It applies to a virtual function: through its path, its physical function, or a bridge above it. */
export const BY_VIRTUAL_FUNCTION = 32;
/** A namespace scope names a device that ANDD declares. */
export const BY_NAMESPACE = 64;

export type Relation =
  | typeof BY_ENDPOINT
  | typeof BY_BRIDGE_ITSELF
  | typeof BY_BRIDGE_ABOVE
  | typeof BY_HEADER_MISMATCH
  | typeof BY_FALLBACK
  | typeof BY_VIRTUAL_FUNCTION
  | typeof BY_NAMESPACE;

/**
 * The relation of a device to a scope that leads to it (`itself`), or to the bridge above it or its physical function.
 */
export function deviceRelation(scope: NamingScope, itself: boolean, virtual: boolean): Relation {
  if (virtual) return BY_VIRTUAL_FUNCTION;
  if (scope.fallbackDecides) return BY_FALLBACK;
  switch (scope.kind) {
    case "endpoint":
      return BY_ENDPOINT;
    case "bridge":
      return itself ? BY_BRIDGE_ITSELF : BY_BRIDGE_ABOVE;
    case "bridge-class":
    case "bridge-scope-on-endpoint":
    case "endpoint-scope-on-bridge":
      return BY_HEADER_MISMATCH;
    case "virtual-function":
      return BY_VIRTUAL_FUNCTION;
    case "namespace":
      return BY_NAMESPACE;
    default:
      return scope.kind satisfies never;
  }
}
