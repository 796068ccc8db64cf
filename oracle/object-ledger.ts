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

/** Small numbers, which most identities are, index an array; that takes half the time of a map. */
const MOST_INDICES = 0x1_0000;

export class ObjectLedger {
  readonly #byIndex: (ObjectEntry | undefined)[] = [];
  #byIdentity: Map<ObjectIdentity, ObjectEntry> | undefined;

  /** A new object, as an event tells it. */
  allocate(object: ObjectIdentity, isRegion: boolean): ObjectEntry {
    return this.#enter({ object, announced: true, isRegion, live: true, holder: undefined, charged: false });
  }

  /** The object with this identity; a region of which no event told, if it is not known. */
  entryOf(object: ObjectIdentity): ObjectEntry {
    const entry = isIndex(object) ? this.#byIndex[object] : this.#byIdentity?.get(object);
    if (entry !== undefined) return entry;
    return this.#enter({ object, announced: false, isRegion: true, live: false, holder: undefined, charged: false });
  }

  /** Objects that are no regions, alive, and not charged. */
  liveOthers(): readonly ObjectEntry[] {
    const isLiveOther = (entry: ObjectEntry | undefined): entry is ObjectEntry =>
      entry !== undefined && entry.live && !entry.isRegion && !entry.charged;
    return [...this.#byIndex.filter(isLiveOther), ...[...(this.#byIdentity?.values() ?? [])].filter(isLiveOther)];
  }

  #enter(entry: ObjectEntry): ObjectEntry {
    if (isIndex(entry.object)) this.#byIndex[entry.object] = entry;
    else (this.#byIdentity ??= new Map()).set(entry.object, entry);
    return entry;
  }
}

function isIndex(object: ObjectIdentity): object is number {
  return typeof object === "number" && object >= 0 && object < MOST_INDICES && Number.isInteger(object);
}
