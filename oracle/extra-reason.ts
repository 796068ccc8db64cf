/** What an extra range looks like: the mistake that would have led to it. */

/**
 * How a device stands to the scope that seems to have been misread.
 *
 * Said of the place of the device: `ancestor`, `other-function` (of the same device number), `sibling` (on the
 * same bus), `other-root-bus` (at the same path from another root bus), `alternative-routing-id` (an ARI function
 * whose routing ID reads as the device and function of a hop), `unrelated`, `not-pci`.
 *
 * Said of the range: `no-scope` (its RMRR has none), `dropped-rmrr` (its RMRR is one that the profile rejects),
 * `invented-range` (the table does not have it).
 *
 * Said of segments: `same-numbers` (the bus numbers agree), `segment-cut-to-16-bits`, `other-segment`.
 *
 * Said of numbers: `number-of-last-hop` (the start bus and the last hop, read as a function's number),
 * `consecutive-bus-numbers` (one bus number more a hop).
 *
 * Said of paths that lead nowhere: `on-absent-path`, `beside-absent`, `path-through-endpoint`, `impossible-hop`.
 *
 * Said of what is to be stepped over: `foreign-scope`, `foreign-structure`, `namespace-scope`.
 *
 * Said of what the profile decides: `matched-by-number`, `longer-path-matched`, `header-mismatch`,
 * `below-header-mismatch`, `inherited-from-physical-function`, `virtual-function-path`.
 */
export type ExtraWhy =
  | "ancestor"
  | "other-function"
  | "sibling"
  | "other-root-bus"
  | "alternative-routing-id"
  | "unrelated"
  | "not-pci"
  | "no-scope"
  | "dropped-rmrr"
  | "invented-range"
  | "same-numbers"
  | "segment-cut-to-16-bits"
  | "other-segment"
  | "number-of-last-hop"
  | "consecutive-bus-numbers"
  | "on-absent-path"
  | "beside-absent"
  | "path-through-endpoint"
  | "impossible-hop"
  | "foreign-scope"
  | "foreign-structure"
  | "namespace-scope"
  | "matched-by-number"
  | "longer-path-matched"
  | "header-mismatch"
  | "below-header-mismatch"
  | "inherited-from-physical-function"
  | "virtual-function-path";

export interface ExtraReason {
  readonly why: ExtraWhy;
  readonly rmrr?: number;
  readonly scope?: number;
  readonly hop?: number;
  /** Index of the device that the scope actually names. */
  readonly named?: number;
}
