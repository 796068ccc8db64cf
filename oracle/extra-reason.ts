/** The mistake that an extra range looks like the result of. */

/**
 * How the device relates to the scope that seems to have been misread.
 *
 * Where the device is:
 * - `ancestor`: above what the scope names
 * - `other-function`: at the same device number
 * - `sibling`: on the same bus
 * - `other-root-bus`: at the same path from another root bus
 * - `alternative-routing-id`: an ARI function whose routing ID reads as the device and function of a hop
 * - `unrelated`, `not-pci`
 *
 * The range:
 * - `no-scope`: its RMRR has no scope
 * - `dropped-rmrr`: the profile rejects its RMRR
 * - `invented-range`: it is not in the table
 *
 * Segments:
 * - `same-numbers`: the device is in another segment, with equal bus numbers
 * - `segment-cut-to-16-bits`: its segment number, truncated, is that of the RMRR
 * - `other-segment`: neither
 *
 * Numbers:
 * - `number-of-last-hop`: start bus and last hop were read as bus, device and function
 * - `consecutive-bus-numbers`: each hop was taken to lead to the next bus number
 *
 * Paths that lead nowhere: `on-absent-path`, `beside-absent`, `path-through-endpoint`, `impossible-hop`.
 *
 * What must be skipped: `foreign-scope`, `foreign-structure`, `namespace-scope`.
 *
 * What the profile decides: `matched-by-number`, `longer-path-matched`, `header-mismatch`, `below-header-mismatch`,
 * `inherited-from-physical-function`, `virtual-function-path`.
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
