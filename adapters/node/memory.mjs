/** The allocator: it hands out regions and records what happens to them. */

export class Memory {
  /** Whether any region was allocated here; if not, nothing can be said about memory. */
  used = false;
  #events = [];
  #touched = new Set();
  #count = 0;
  #atomic = 0;
  #untilFailure = 0;
  #failures = 0;
  #strangers = new WeakMap();

  allocate(fields, context) {
    this.used = true;
    return this.#take("region", context, fields);
  }

  free(object, by = "implementation") {
    this.note({ event: "free", object: this.identify(object), by });
    object.freed = true;
  }

  allocateOther = (context) => this.#take("other", context, {});
  freeOther = (object) => this.free(object);
  warn = (message) => this.note({ event: "warning", message });
  note = (event) => void this.#events.push(event);

  /** Runs a section in which sleeping is forbidden. */
  atomic(section) {
    this.#atomic++;
    try {
      return section();
    } finally {
      this.#atomic--;
    }
  }

  /** A region on the caller's stack: no event mentions it. */
  callerRegion({ start, end, type, protection }) {
    const own = { identity: ++this.#count, freed: false };
    const fields = { start, end, type, protection };
    const touched = (field) => {
      if (own.freed && field in fields) this.#noteTouch(own.identity);
      return field in fields ? fields : own;
    };
    const get = (_, field) => touched(field)[field];
    return new Proxy(fields, { get, set: (_, field, value) => Reflect.set(touched(field), field, value) });
  }

  /** The identity of any object: its own if it was allocated here, otherwise one assigned when it is first seen. */
  identify(object) {
    if (!object.identity && !this.#strangers.has(object)) this.#strangers.set(object, ++this.#count);
    return object.identity ?? this.#strangers.get(object);
  }

  /** Makes `count` allocations fail, beginning with the `first`-th from now on. */
  failAllocations(first, count) {
    this.#untilFailure = first - 1;
    this.#failures = count;
  }

  /** What happened since the last call. */
  takeEvents() {
    this.#touched.clear();
    return this.#events.splice(0);
  }

  #take(kind, { maySleep }, fields) {
    const how = { kind, maySleep, atomic: this.#atomic > 0 };
    if (this.#failures > 0 && this.#untilFailure-- <= 0) {
      this.#failures--;
      return this.note({ event: "alloc-failed", ...how });
    }
    const object = this.callerRegion(fields);
    this.note({ event: "alloc", object: object.identity, ...how });
    return object;
  }

  /** One event per object and step is enough. */
  #noteTouch(object) {
    if (!this.#touched.has(object)) this.note({ event: "touch-after-free", object });
    this.#touched.add(object);
  }
}
