/**
 * Third layer: which functions a device scope names (VT-d 8.3.1).
 *
 * A function is matched bottom-up, as in a driver that is notified of functions one by one: its path to the root bus is
 * built once, and compared with the path of each scope.
 */

import { SCOPE_ENDPOINT } from "../../model/dmar/table.ts";
import type { PathHop } from "../../model/dmar/table.ts";
import type { PciFunction } from "../../model/platform.ts";
import { BASE_CLASS_BRIDGE, baseClass } from "../../model/class-code.ts";
import type { RmrrUnit, UnitScope } from "./rmrr-unit.ts";
import { RmrrTable } from "./rmrr-table.ts";

/** The greatest segment that a DMAR structure can name, and the greatest function number that a path can. */
const GREATEST_SEGMENT = 0xffff;
const GREATEST_FUNCTION = 7;

/** The location of a function in the form in which a scope gives it. */
export interface FunctionPath {
  readonly fn: PciFunction;
  readonly segment: number;
  readonly rootBus: number;
  /** From the root bus down to the function, itself last. */
  readonly path: readonly PciFunction[];
}

export abstract class ScopeMatching extends RmrrTable {
  /** The path of a function, or undefined if no scope can name it. */
  protected functionPath(fn: PciFunction): FunctionPath | undefined {
    if (!this.canBeNamed(fn)) return undefined;
    const path = this.pathFromRoot(fn);
    const top = path?.[0];
    if (path === undefined || top === undefined) return undefined;
    return { fn, segment: fn.segment, rootBus: top.bus, path };
  }

  /**
   * Virtual functions are never a hop, ARI functions above 7 do not fit into a path, and segments above 0xffff (VMD
   * domains) do not fit into a structure.
   */
  protected canBeNamed(fn: PciFunction): boolean {
    return fn.physicalFunction === undefined && fn.function <= GREATEST_FUNCTION && fn.segment <= GREATEST_SEGMENT;
  }

  /** The first scope of a unit that names a function and matches its header type. */
  protected scopeNaming(unit: RmrrUnit, where: FunctionPath): UnitScope | undefined {
    if (!this.sameSegment(unit, where)) return undefined;
    for (const scope of unit.scopes) {
      if (this.scopeNames(scope, where) && this.headerSuits(scope, where.fn)) return scope;
    }
    return undefined;
  }

  protected sameSegment(unit: RmrrUnit, where: FunctionPath): boolean {
    return unit.segment === where.segment;
  }

  protected scopeNames(scope: UnitScope, where: FunctionPath): boolean {
    return this.pathMatches(scope, where) || this.startBusMatches(scope, where.fn);
  }

  protected pathMatches(scope: UnitScope, where: FunctionPath): boolean {
    if (scope.startBus !== where.rootBus || scope.path.length !== where.path.length) return false;
    // From the end, because most functions already differ from a path in the last hop.
    for (let depth = scope.path.length - 1; depth >= 0; depth--) {
      if (!this.hopNames(scope.path[depth], where.path[depth])) return false;
    }
    return true;
  }

  /**
   * Firmware that gives the current bus number of a function below a bridge, and one hop, breaks VT-d 8.3.1; Linux
   * accepts it, and so does this driver. If the start bus is a root bus, the path has matched already.
   */
  protected startBusMatches(scope: UnitScope, fn: PciFunction): boolean {
    return scope.path.length === 1 && scope.startBus === fn.bus && this.hopNames(scope.path[0], fn);
  }

  /**
   * An endpoint scope never names a bridge. A sub-hierarchy scope never names an endpoint, except for functions of the
   * bridge class with a type 0 header: non-transparent bridges and the like.
   */
  protected headerSuits(scope: UnitScope, fn: PciFunction): boolean {
    if (scope.type === SCOPE_ENDPOINT) return fn.headerType === 0;
    return fn.headerType !== 0 || baseClass(fn.classCode) === BASE_CLASS_BRIDGE;
  }

  /** Whether a hop has the device and function number of a function; beyond the end of a path, nothing matches. */
  protected hopNames(hop: PathHop | undefined, fn: PathHop | undefined): boolean {
    return hop !== undefined && fn !== undefined && hop.device === fn.device && hop.function === fn.function;
  }
}
