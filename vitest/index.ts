/** `rmrr-conformance/vitest`: the suite inside a user's own vitest file. */

export { conformance, type ConformanceOptions, type ConformanceSubject } from "./conformance.ts";
export { defineImplementation } from "../implementations/contract.ts";
export type {
  AllocationContext,
  DmaDomain,
  Implementation,
  Memory,
  RegionObject,
  Report,
  Subject,
} from "../implementations/contract.ts";
export type { Executor } from "../implementations/executor.ts";
