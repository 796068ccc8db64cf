/** What a trace tells beside its answers. */

import type { Trace, TraceEvent } from "../../model/trace.ts";

/** All events in their order, or those of one kind. */
export function eventsOf({ steps }: Trace, kind?: TraceEvent["event"]): TraceEvent[] {
  const all = steps.flatMap(({ events = [] }) => events);
  return kind === undefined ? all : all.filter(({ event }) => event === kind);
}

/** Objects that were allocated and never freed. */
export function leftObjects(trace: Trace): (number | string)[] {
  const live = new Set<number | string>();
  for (const event of eventsOf(trace)) {
    if (event.event === "alloc") live.add(event.object);
    if (event.event === "free") live.delete(event.object);
  }
  return [...live];
}
