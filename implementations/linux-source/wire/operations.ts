/** The numbers of the harness's protocol; `harness/core/steps.c` and `harness.h` define the same. */

import type { StepStatus, TraceEnd } from "../../../model/trace.ts";
import { COUNTED_HANG } from "../../executor.ts";

export const OPERATION = {
  get: 0,
  put: 1,
  insert: 2,
  insertAllOf: 3,
  read: 4,
  scribble: 5,
  empty: 6,
  group: 7,
  show: 8,
  map: 9,
  attach: 10,
  askHasRmrr: 11,
  askRelaxable: 12,
  askLocked: 13,
  askDownstream: 14,
  add: 15,
  remove: 16,
  failAllocations: 17,
  tearDown: 18,
  declined: 19,
  restart: 20,
} as const;

/** Indexed by `enum harness_status`. */
export const STATUSES: readonly StepStatus[] = ["ok", "no-memory", "refused", "unsupported", "error"];

/** Which part of Linux assigns devices to user space. */
export type Consumer = "vfio" | "iommufd";

/** Bits of a result. */
export const RESULT = {
  regions: 0x001,
  endless: 0x002,
  input: 0x004,
  answer: 0x008,
  yes: 0x010,
  text: 0x020,
  mapped: 0x040,
  usable: 0x080,
  events: 0x100,
  message: 0x200,
} as const;

/** Used instead of a status: the trace ended early, how, and whether during a step or after its last. */
export const ENDED_EARLY = 0x80;
export const ENDED_IN_STEP = 0x10;
export const ENDING_KIND = 0x0f;
/** Indexed by `enum ending`, whose first value, nothing ended, is never sent. */
export const ENDINGS: readonly Pick<TraceEnd, "how" | "code">[] = [
  { how: "died" },
  { how: "died" },
  { how: "hung", code: COUNTED_HANG },
  { how: "skipped", code: "LINUX_TOO_MANY_EVENTS" },
];
export const ENDED_WELL = 0xff;
