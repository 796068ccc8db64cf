/**
 * Resolves a device scope to the device that it names (VT-d 8.3.1), by walking the tree of the platform.
 *
 * The profile's switches decide what the specification leaves open; Linux decides it in `dmar_match_pci_path` and
 * `dmar_insert_dev_scope`.
 */

import { baseClass, BASE_CLASS_BRIDGE, CLASS_BRIDGE_OTHER, classWithoutInterface } from "../model/class-code.ts";
import {
  type DeviceScope,
  type RmrrStructure,
  SCOPE_ENDPOINT,
  SCOPE_NAMESPACE,
  SCOPE_SUB_HIERARCHY,
} from "../model/dmar/table.ts";
import { isBridge, type PciFunction } from "../model/platform.ts";
import type { Profile } from "../model/profile.ts";
import { NONE, type Hierarchy } from "./hierarchy.ts";
import {
  ALLOWED,
  FORBIDDEN,
  type NamelessKind,
  type NamingKind,
  type NamingScope,
  REQUIRED,
  type ResolvedScope,
  type Strength,
} from "./named-scope.ts";
import type { RmrrStanding } from "./rmrr-standing.ts";

/** The position of a scope: its RMRR's index in the table, and its own index in the RMRR. */
export interface ScopePosition {
  readonly rmrr: number;
  readonly scope: number;
  readonly standing: RmrrStanding;
}

export class ScopeResolver {
  readonly #hierarchy: Hierarchy;
  readonly #profile: Profile;
  /** The device that each ACPI device number declares, as an index among all devices. */
  readonly #declared: ReadonlyMap<number, number>;

  constructor(hierarchy: Hierarchy, profile: Profile, declared: ReadonlyMap<number, number>) {
    this.#hierarchy = hierarchy;
    this.#profile = profile;
    this.#declared = declared;
  }

  resolve(rmrr: RmrrStructure, scope: DeviceScope, at: ScopePosition): ResolvedScope {
    switch (scope.type) {
      case SCOPE_ENDPOINT:
      case SCOPE_SUB_HIERARCHY:
        return this.#resolvePath(rmrr.segment, scope, at);
      case SCOPE_NAMESPACE: {
        const target = this.#declared.get(scope.enumerationId);
        if (target === undefined) return nameless("undeclared", at, 0, NONE);
        return naming("namespace", at, target, this.#namespaceStrength());
      }
      default:
        return nameless("foreign-type", at, 0, NONE);
    }
  }

  #resolvePath(segment: number, scope: DeviceScope, at: ScopePosition): ResolvedScope {
    const { startBus, path } = scope;
    const hierarchy = this.#hierarchy;
    const impossible = path.findIndex((hop) => hop.device > 31 || hop.function > 7);
    if (impossible >= 0) return nameless("impossible-hop", at, impossible, NONE);
    if (!hierarchy.isRootBus(segment, startBus)) return this.#resolveByNumber(segment, scope, at);
    let reached = NONE;
    for (let hop = 0; hop < path.length; hop++) {
      const { device, function: fn } = path[hop]!;
      if (reached !== NONE && !isBridge(hierarchy.functions[reached]!)) {
        return nameless("hop-through-endpoint", at, hop, reached);
      }
      const next =
        reached === NONE
          ? hierarchy.onRootBus(segment, startBus, device, fn)
          : hierarchy.belowBridge(reached, device, fn);
      if (next === NONE) {
        const bus = reached === NONE ? startBus : hierarchy.functions[reached]!.secondaryBus!;
        const virtual = hop === path.length - 1 ? hierarchy.virtualFunctionAt(segment, bus, device, fn) : NONE;
        return virtual === NONE ? nameless("absent-hop", at, hop, reached) : this.#nameVirtual(at, virtual, false);
      }
      reached = next;
    }
    // A readable scope has at least one hop.
    return this.#name(scope, at, reached, false);
  }

  /**
   * A scope whose start bus is not a root bus: if it has a single hop, Linux takes the start bus for a current bus
   * number.
   */
  #resolveByNumber(segment: number, scope: DeviceScope, at: ScopePosition): ResolvedScope {
    const hop = scope.path[0]!;
    if (scope.path.length !== 1) return nameless("not-a-root-bus", at, 0, NONE);
    const target = this.#hierarchy.byNumber(segment, scope.startBus, hop.device, hop.function);
    if (target !== NONE) return this.#name(scope, at, target, true);
    const virtual = this.#hierarchy.virtualFunctionAt(segment, scope.startBus, hop.device, hop.function);
    return virtual === NONE ? nameless("not-a-root-bus", at, 0, NONE) : this.#nameVirtual(at, virtual, true);
  }

  #name(scope: DeviceScope, at: ScopePosition, target: number, fallback: boolean): ResolvedScope {
    const fn = this.#hierarchy.functions[target]!;
    const kind = namingKind(scope, fn, this.#profile);
    const wanted = this.#kindStrength(kind);
    if (!fallback) return naming(kind, at, target, wanted);
    const matched = this.#fallbackStrength();
    return { ...naming(kind, at, target, weaker(wanted, matched)), fallback, fallbackDecides: matched <= wanted };
  }

  /** Linux never matches a virtual function by a path; the specification is silent. */
  #nameVirtual(at: ScopePosition, target: number, fallback: boolean): ResolvedScope {
    const strength = this.#profile.vfInherit === "named-bridge-only" ? FORBIDDEN : ALLOWED;
    return { ...naming("virtual-function", at, target, strength), fallback };
  }

  #kindStrength(kind: NamingKind): Strength {
    const { headerMismatch, bridgeScopeOnEndpointHeader } = this.#profile;
    if (kind === "endpoint" || kind === "bridge") return REQUIRED;
    const mismatch = headerMismatch === "covered" ? REQUIRED : headerMismatch === "either" ? ALLOWED : FORBIDDEN;
    if (kind !== "bridge-class") return mismatch;
    if (bridgeScopeOnEndpointHeader === "either") return mismatch === REQUIRED ? REQUIRED : ALLOWED;
    return REQUIRED;
  }

  #fallbackStrength(): Strength {
    const { startBusFallback } = this.#profile;
    return startBusFallback === "yes" ? REQUIRED : startBusFallback === "either" ? ALLOWED : FORBIDDEN;
  }

  #namespaceStrength(): Strength {
    const { namespaceScope } = this.#profile;
    return namespaceScope === "resolve" ? REQUIRED : namespaceScope === "either" ? ALLOWED : FORBIDDEN;
  }
}

function namingKind(scope: DeviceScope, fn: PciFunction, profile: Profile): NamingKind {
  const bridge = isBridge(fn);
  if (scope.type === SCOPE_ENDPOINT) return bridge ? "endpoint-scope-on-bridge" : "endpoint";
  if (bridge) return "bridge";
  return mayBeNamedAsBridge(fn, profile) ? "bridge-class" : "bridge-scope-on-endpoint";
}

function mayBeNamedAsBridge(fn: PciFunction, profile: Profile): boolean {
  switch (profile.bridgeScopeOnEndpointHeader) {
    case "class-06xx":
    case "either":
      return baseClass(fn.classCode) === BASE_CLASS_BRIDGE;
    case "class-0680":
      return classWithoutInterface(fn.classCode) === CLASS_BRIDGE_OTHER;
    case "none":
      return false;
    default:
      return profile.bridgeScopeOnEndpointHeader satisfies never;
  }
}

/** A scope whose path leads to its target from a root bus. */
function naming(
  kind: NamingKind,
  { rmrr, scope, standing }: ScopePosition,
  target: number,
  wanted: Strength,
): NamingScope {
  const strength = weaker(wanted, standingStrength(standing));
  return { rmrr, scope, kind, target, fallback: false, fallbackDecides: false, strength, below: kind === "bridge" };
}

function nameless(kind: NamelessKind, at: ScopePosition, hop: number, reached: number): ResolvedScope {
  return { rmrr: at.rmrr, scope: at.scope, kind, hop, reached };
}

function standingStrength(standing: RmrrStanding): Strength {
  switch (standing) {
    case "honoured":
      return REQUIRED;
    case "open":
    case "unjudged":
      return ALLOWED;
    case "dropped":
      return FORBIDDEN;
    default:
      return standing satisfies never;
  }
}

function weaker(a: Strength, b: Strength): Strength {
  return a < b ? a : b;
}
