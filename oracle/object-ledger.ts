/** Which objects are alive, as the events of a trace tell it, and to which list each belongs. */

import type { ObjectIdentity } from "../model/trace.ts";

interface ObjectEntry {
  live: boolean;
  readonly region: boolean;
  /** The step at which it was allocated. */
  readonly since: number;
}

export class ObjectLedger {
  readonly #entries = new Map<ObjectIdentity, ObjectEntry>();
  /** The list that holds each object, as far as lists were looked at. */
  readonly #holders = new Map<ObjectIdentity, string>();
  /** Objects that were charged already. */
  readonly #charged = new Set<ObjectIdentity>();

  /** A new object. An identity that recurs stands for another object from now on. */
  allocate(object: ObjectIdentity, region: boolean, step: number): void {
    this.#entries.set(object, { live: true, region, since: step });
    if (this.#charged.size > 0) this.#charged.delete(object);
  }

  isKnown(object: ObjectIdentity): boolean {
    return this.#entries.has(object);
  }

  isLive(object: ObjectIdentity): boolean {
    return this.#entries.get(object)?.live ?? false;
  }

  isLiveRegion(object: ObjectIdentity): boolean {
    const entry = this.#entries.get(object);
    return entry !== undefined && entry.live && entry.region;
  }

  /** True if an object that is no region was freed or never was one. */
  isRegion(object: ObjectIdentity): boolean {
    return this.#entries.get(object)?.region ?? true;
  }

  free(object: ObjectIdentity): void {
    const entry = this.#entries.get(object);
    if (entry !== undefined) entry.live = false;
  }

  /** The list that holds an object. */
  holderOf(object: ObjectIdentity): string | undefined {
    return this.#holders.get(object);
  }

  hold(object: ObjectIdentity, list: string): void {
    this.#holders.set(object, list);
  }

  /** The object is in this list no more, if it was. */
  release(object: ObjectIdentity, list: string): void {
    if (this.#holders.get(object) === list) this.#holders.delete(object);
  }

  /** Charges an object. False if it was charged before, so that nothing more is to be said of it. */
  charge(object: ObjectIdentity): boolean {
    if (this.#charged.has(object)) return false;
    this.#charged.add(object);
    return true;
  }

  isCharged(object: ObjectIdentity): boolean {
    return this.#charged.has(object);
  }

  /** Objects that are no regions, alive, and not charged. */
  liveOthers(): readonly ObjectIdentity[] {
    const others: ObjectIdentity[] = [];
    for (const [object, entry] of this.#entries) {
      if (entry.live && !entry.region && !this.#charged.has(object)) others.push(object);
    }
    return others;
  }
}
