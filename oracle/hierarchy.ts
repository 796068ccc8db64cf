/**
 * The PCI hierarchy of a platform as a tree.
 *
 * Which function is below which is decided by intervals of a depth-first numbering, never by bus numbers, because bus
 * numbers are what an implementation may get wrong.
 */

import type { PciFunction, Platform } from "../model/platform.ts";
import { busKey } from "../model/requester-id.ts";

/** No function, no bridge above, no root bus. */
export const NONE = -1;

type FunctionAddress = Pick<PciFunction, "segment" | "bus" | "device" | "function">;

export class Hierarchy {
  readonly functions: readonly PciFunction[];
  /** Index of the bridge above each function, or `NONE` on a root bus. */
  readonly parent: readonly number[];
  /** Index of the physical function of each virtual function, else `NONE`. */
  readonly physicalFunction: readonly number[];
  readonly #indexByLabel = new Map<string | undefined, number>();
  /** Position of each function in depth-first order, and of the last function below it. */
  readonly #first: number[] = [];
  readonly #last: number[] = [];
  /** The functions on the bus below a bridge, without virtual functions, which paths cannot name. */
  readonly #firstBelow: number[] = [];
  readonly #nextSibling: number[] = [];
  /** The first function of each root bus, by its key; `NONE` for an empty one. */
  readonly #firstOnRoot = new Map<number, number>();
  #byNumber: ReadonlyMap<number, number> | undefined;
  #virtualByNumber: ReadonlyMap<number, number> | undefined;

  /** @param platform a valid one: parents and physical functions precede the functions that refer to them */
  constructor(platform: Platform) {
    const { functions } = platform;
    this.functions = functions;
    const parent: number[] = [];
    const physicalFunction: number[] = [];
    functions.forEach((fn, index) => {
      this.#indexByLabel.set(fn.label, index);
      parent.push(this.indexOf(fn.parent));
      physicalFunction.push(this.indexOf(fn.physicalFunction));
      this.#firstBelow.push(NONE);
      this.#nextSibling.push(NONE);
    });
    this.parent = parent;
    this.physicalFunction = physicalFunction;
    for (const { segment, bus } of platform.rootBuses) this.#firstOnRoot.set(busKey(segment, bus), NONE);
    this.#linkSiblings();
    this.#numberDepthFirst();
  }

  /** The index of the function with this label, or `NONE`, also if there is no label. */
  indexOf(label: string | undefined): number {
    return this.#indexByLabel.get(label) ?? NONE;
  }

  /** True if `lower` is anywhere below `upper`, excluding `upper` itself. */
  isBelow(lower: number, upper: number): boolean {
    const position = this.#first[lower]!;
    return position > this.#first[upper]! && position <= this.#last[upper]!;
  }

  /** True if there is any function below this one. */
  hasBelow(index: number): boolean {
    return this.#last[index]! > this.#first[index]!;
  }

  isVirtual(index: number): boolean {
    return this.physicalFunction[index] !== NONE;
  }

  isRootBus(segment: number, bus: number): boolean {
    return this.#firstOnRoot.has(busKey(segment, bus));
  }

  /** The function at {device, function} of a root bus, or `NONE`. */
  onRootBus(segment: number, bus: number, device: number, fn: number): number {
    return this.#find(this.#firstOnRoot.get(busKey(segment, bus)) ?? NONE, device, fn);
  }

  /** The function at {device, function} of the secondary bus of a bridge, or `NONE`. */
  belowBridge(bridge: number, device: number, fn: number): number {
    return this.#find(this.#firstBelow[bridge]!, device, fn);
  }

  /** The function that currently has this number, or `NONE`; virtual functions are not considered. */
  byNumber(segment: number, bus: number, device: number, fn: number): number {
    this.#byNumber ??= this.#numbered((index) => !this.isVirtual(index));
    return this.#byNumber.get(numberKey({ segment, bus, device, function: fn })) ?? NONE;
  }

  /** The virtual function with this routing ID, or `NONE`. */
  virtualFunctionAt(segment: number, bus: number, device: number, fn: number): number {
    this.#virtualByNumber ??= this.#numbered((index) => this.isVirtual(index));
    return this.#virtualByNumber.get(numberKey({ segment, bus, device, function: fn })) ?? NONE;
  }

  #numbered(isWanted: (index: number) => boolean): ReadonlyMap<number, number> {
    const byNumber = new Map<number, number>();
    this.functions.forEach((fn, index) => {
      if (isWanted(index)) byNumber.set(numberKey(fn), index);
    });
    return byNumber;
  }

  #find(first: number, device: number, fn: number): number {
    for (let at = first; at !== NONE; at = this.#nextSibling[at]!) {
      const candidate = this.functions[at]!;
      if (candidate.device === device && candidate.function === fn) return at;
    }
    return NONE;
  }

  #linkSiblings(): void {
    this.functions.forEach(({ segment, bus }, index) => {
      if (this.isVirtual(index)) return;
      const above = this.parent[index]!;
      if (above !== NONE) {
        this.#nextSibling[index] = this.#firstBelow[above]!;
        this.#firstBelow[above] = index;
      } else {
        const key = busKey(segment, bus);
        this.#nextSibling[index] = this.#firstOnRoot.get(key) ?? NONE;
        this.#firstOnRoot.set(key, index);
      }
    });
  }

  #numberDepthFirst(): void {
    const count = this.functions.length;
    const size = new Array<number>(count).fill(1);
    for (let index = count - 1; index >= 0; index--) {
      const above = this.parent[index]!;
      if (above !== NONE) size[above]! += size[index]!;
    }
    // The position of the next function below each function.
    const next: number[] = [];
    let nextOnRoot = 0;
    this.parent.forEach((above, index) => {
      const first = above === NONE ? nextOnRoot : next[above]!;
      if (above === NONE) nextOnRoot += size[index]!;
      else next[above]! += size[index]!;
      next.push(first + 1);
      this.#first.push(first);
      this.#last.push(first + size[index]! - 1);
    });
  }
}

/** Segment, bus, device and function as one number; segments are not truncated to 16 bits. */
function numberKey({ segment, bus, device, function: fn }: FunctionAddress): number {
  return busKey(segment, bus) * 0x2000 + ((device << 8) | fn);
}
