/** What a device scope of an RMRR comes to on a platform. */

/** How strongly something is due: it must not be, it may be, it has to be. */
export const FORBIDDEN = 0;
export const ALLOWED = 1;
export const REQUIRED = 2;
export type Strength = typeof FORBIDDEN | typeof ALLOWED | typeof REQUIRED;

/**
 * What a scope says of the device at the end of its path.
 *
 * - `endpoint`: an endpoint scope and a function with an endpoint header.
 * - `bridge`: a sub-hierarchy scope and a bridge; what is below is meant too.
 * - `bridge-class`: a sub-hierarchy scope and an endpoint header of a class that the profile lets it name.
 * - `endpoint-scope-on-bridge`, `bridge-scope-on-endpoint`: firmware's mistake.
 * - `virtual-function`: the path ends at a virtual function.
 * - `namespace`: the device that an ANDD structure declares.
 */
export type NamingKind =
  | "endpoint"
  | "bridge"
  | "bridge-class"
  | "endpoint-scope-on-bridge"
  | "bridge-scope-on-endpoint"
  | "virtual-function"
  | "namespace";

/**
 * Why a scope names nothing.
 *
 * - `absent-hop`: no function stands at a hop of the path.
 * - `hop-through-endpoint`: the path goes on behind a function that is no bridge.
 * - `not-a-root-bus`: the path does not start at a root bus, and no fallback applies.
 * - `impossible-hop`: a device above 31 or a function above 7.
 * - `foreign-type`: the scope is of a type that names no device of an RMRR.
 * - `undeclared`: a namespace scope without its ANDD structure, or without the device.
 */
export type NamelessKind =
  | "absent-hop"
  | "hop-through-endpoint"
  | "not-a-root-bus"
  | "impossible-hop"
  | "foreign-type"
  | "undeclared";

interface ScopePlace {
  /** Index among the RMRRs of the table, and index in the RMRR. */
  readonly rmrr: number;
  readonly scope: number;
}

/** A scope that leads to a device. */
export interface NamingScope extends ScopePlace {
  readonly kind: NamingKind;
  /** Index of the device: functions first, then the devices that are not PCI. */
  readonly target: number;
  /** It was found by its present bus number, which 8.3.1 does not provide for. */
  readonly fallback: boolean;
  /** That it was found so decides whether it is honoured, and not the header of the function. */
  readonly fallbackDecides: boolean;
  /** Whether the device gets the region of the RMRR because of this scope. */
  readonly strength: Strength;
  /** Whether everything below the device gets it as well. */
  readonly below: boolean;
}

/** A scope that leads nowhere. */
export interface NamelessScope extends ScopePlace {
  readonly kind: NamelessKind;
  /** The hop at which the path ends, and the last function on the way to it, if there is one. */
  readonly hop: number;
  readonly reached: number;
}

export type ResolvedScope = NamingScope | NamelessScope;

export function isNaming(scope: ResolvedScope): scope is NamingScope {
  return "target" in scope;
}
