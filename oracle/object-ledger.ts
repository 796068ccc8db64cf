/** Objects as reported by the events of a trace, and the lists that contain them. */

import type { ObjectIdentity, ObservedRegion } from "../model/trace.ts";
import type { ListLife } from "./list-lives.ts";

/** An object. An identity that recurs after it was freed denotes another object. */
export interface ObjectEntry {
  readonly object: ObjectIdentity;
  /** An event reported its allocation. */
  readonly announced: boolean;
  readonly isRegion: boolean;
  live: boolean;
  /** The list that contains it, as far as lists were read. */
  holder: LiveList | undefined;
  /** A fault was noted for it: whatever else happens to it follows from that. */
  charged: boolean;
}

/** The current state of a list, and its content when it was last read. */
export interface LiveList {
  readonly life: ListLife;
  regions: readonly ObservedRegion[];
  /** The objects of the regions, one for one. */
  entries: readonly ObjectEntry[];
  lookedAt: number;
  /** It was not observed in full, so its content is unknown. */
  lost: boolean;
}

export class ObjectLedger {
  readonly #entries = new Map<ObjectIdentity, ObjectEntry>();

  /** A new object, as reported by an event. */
  allocate(object: ObjectIdentity, isRegion: boolean): ObjectEntry {
    return this.#enter({ object, announced: true, isRegion, live: true, holder: undefined, charged: false });
  }

  /** The object with this identity; if unknown, a region without an allocation event. */
  entryOf(object: ObjectIdentity): ObjectEntry {
    return (
      this.#entries.get(object) ??
      this.#enter({ object, announced: false, isRegion: true, live: false, holder: undefined, charged: false })
    );
  }

  /** Live objects other than regions, in the order in which their identities first appeared. */
  liveOthers(): readonly ObjectEntry[] {
    return [...this.#entries.values()].filter(({ live, isRegion }) => live && !isRegion);
  }

  #enter(entry: ObjectEntry): ObjectEntry {
    this.#entries.set(entry.object, entry);
    return entry;
  }
}
