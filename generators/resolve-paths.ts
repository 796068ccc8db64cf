/** Maps the paths of device scopes back to the functions of a plan. */

import type { DeviceScope, PathHop } from "../model/dmar/table.ts";
import { type Addresses, busOf } from "./addresses.ts";
import { NONE, type Place, type Plan, placeOnRoot, type PlanScope } from "./plan.ts";

export class PathResolver {
  /** Functions by place, device and function; a path cannot reach virtual functions on a further bus number. */
  readonly #bySlot = new Map<string, number>();
  /** Root buses by segment and number; functions by segment, current bus number, device and function. */
  readonly #roots = new Map<string, Place>();
  readonly #byNumber = new Map<string, number>();

  constructor(plan: Plan, addresses: Addresses) {
    const { buses, slots } = addresses;
    const count = plan.functions.length;
    for (const [root, { segment }] of plan.roots.entries()) {
      this.#roots.set(`${segment}/${buses.bus[count + root]!}`, placeOnRoot(root));
    }
    for (const [index, fn] of plan.functions.entries()) {
      const { segment } = plan.roots[buses.rootOf[index]!]!;
      const slot = `${slots.device[index]!}.${slots.function[index]!}`;
      if (!fn.beyondBus) this.#bySlot.set(`${fn.place}/${slot}`, index);
      this.#byNumber.set(`${segment}/${busOf(plan, addresses, index)}/${slot}`, index);
    }
  }

  /** A plan scope that `realise` turns into the given scope. */
  planScope(segment: number, scope: DeviceScope): PlanScope {
    const { type, flags, enumerationId, startBus, path } = scope;
    const fields = { type, flags, enumerationId, byPresentBus: false, startBus: NONE };
    const root = this.#roots.get(`${segment}/${startBus}`);
    if (root === undefined) {
      const [first, ...tail] = path;
      const numbered = first && this.#byNumber.get(`${segment}/${startBus}/${first.device}.${first.function}`);
      if (numbered !== undefined) return { ...fields, at: numbered, tail, byPresentBus: true };
      return { ...fields, at: placeOnRoot(0), tail: path, startBus };
    }
    const { place, hops } = this.#follow(root, path);
    return { ...fields, at: place, tail: path.slice(hops) };
  }

  /** Follows the path as far as there are functions. */
  #follow(root: Place, path: readonly PathHop[]): { readonly place: Place; readonly hops: number } {
    let place = root;
    let hops = 0;
    for (const { device, function: number } of path) {
      const next = this.#bySlot.get(`${place}/${device}.${number}`);
      if (next === undefined) break;
      place = next;
      hops++;
    }
    return { place, hops };
  }
}
