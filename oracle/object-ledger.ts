/** Objects as the events of a trace tell of them, and the lists that hold them. */

import type { ObjectIdentity, ObservedRegion } from "../model/trace.ts";
import type { ListLife } from "./list-lives.ts";

/** An object. An identity that recurs after it was freed stands for another object. */
export interface ObjectEntry {
  readonly object: ObjectIdentity;
  /** An event told that it was allocated. */
  readonly announced: boolean;
  readonly isRegion: boolean;
  live: boolean;
  /** The list that holds it, as far as lists were looked at. */
  holder: LiveList | undefined;
  /** A fault was noted of it: what else becomes of it follows from that. */
  charged: boolean;
}

/** A list at the moment, and what it held when it was last looked at. */
export interface LiveList {
  readonly life: ListLife;
  regions: readonly ObservedRegion[];
  /** The objects of the regions, one for one. */
  entries: readonly ObjectEntry[];
  lookedAt: number;
  /** It was not seen whole, so nothing can be said of what it holds. */
  lost: boolean;
}

export class ObjectLedger {
  readonly #entries = new Map<ObjectIdentity, ObjectEntry>();

  /** A new object, as an event tells it. */
  allocate(object: ObjectIdentity, isRegion: boolean): ObjectEntry {
    return this.#enter({ object, announced: true, isRegion, live: true, holder: undefined, charged: false });
  }

  /** The object with this identity; a region of which no event told, if it is not known. */
  entryOf(object: ObjectIdentity): ObjectEntry {
    return (
      this.#entries.get(object) ??
      this.#enter({ object, announced: false, isRegion: true, live: false, holder: undefined, charged: false })
    );
  }

  /** Objects that are no regions and alive, in the order in which their identities were first heard of. */
  liveOthers(): readonly ObjectEntry[] {
    return [...this.#entries.values()].filter(({ live, isRegion }) => live && !isRegion);
  }

  #enter(entry: ObjectEntry): ObjectEntry {
    this.#entries.set(entry.object, entry);
    return entry;
  }
}
