/** The reasons for which a platform is invalid, as data; `validatePlatform` reports them. */

/**
 * The rules for a valid platform (docs/rules.md). A violation carries labels: first those of the function that breaks
 * the rule, then those of what it conflicts with.
 */
export const PLATFORM_FAULT_CODES = [
  // Labels and numbers.
  "label-duplicate",
  "acpi-name-duplicate",
  "number-out-of-range",
  "header-bus-numbers",
  // The hierarchy.
  "parent-unknown",
  "parent-not-before",
  "parent-no-bridge",
  "parent-other-segment",
  "physical-function-unknown",
  "physical-function-not-before",
  "physical-function-virtual",
  "physical-function-elsewhere",
  "virtual-function-bridge",
  "address-duplicate",
  "function-0-missing",
  "present-below-absent",
  // Bus numbers.
  "root-range-inverted",
  "root-ranges-overlap",
  "bus-not-root",
  "bus-not-secondary",
  "secondary-not-above-primary",
  "range-inverted",
  "range-outside",
  "ranges-overlap",
  "virtual-function-bus",
  // Groups and the table.
  "group-member-unknown",
  "group-member-twice",
  "segment-without-drhd",
] as const;

export type PlatformFaultCode = (typeof PLATFORM_FAULT_CODES)[number];

export interface PlatformFault {
  readonly code: PlatformFaultCode;
  /** Labels of devices or groups; empty for a fault of root buses, which have no labels. */
  readonly labels: readonly string[];
  /** One sentence. */
  readonly message: string;
}
