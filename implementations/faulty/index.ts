/**
 * The faulty implementations: the reference with one mistake each.
 *
 * The suite is only worth what it catches. Each variant is a mistake that a real system shipped or that a reviewer of
 * such code would look for, and names the requirement that must catch it. When an implementation fails, its
 * counterexamples are run against all variants to tell which known mistake it behaves like.
 */

import { ALLOCATION_FAULTS } from "./allocation-faults.ts";
import { ASSIGNMENT_FAULTS } from "./assignment-faults.ts";
import { CONDUCT_FAULTS } from "./conduct-faults.ts";
import { COVERAGE_FAULTS } from "./coverage-faults.ts";
import type { FaultyVariant } from "./faulty-variant.ts";
import { FIRMWARE_FAULTS } from "./firmware-faults.ts";
import { GROUP_FAULTS } from "./group-faults.ts";
import { LIFECYCLE_FAULTS } from "./lifecycle-faults.ts";
import { MERGE_FAULTS } from "./merge-faults.ts";
import { METAMORPHIC_FAULTS } from "./metamorphic-faults.ts";
import { OWNERSHIP_FAULTS } from "./ownership-faults.ts";
import { RELAXABLE_FAULTS } from "./relaxable-faults.ts";
import { WINDOWS_FAULTS } from "./windows-faults.ts";

export type { FaultyVariant, KilledBy } from "./faulty-variant.ts";

/** Every variant, in the order of the requirement families. */
export const FAULTY: readonly FaultyVariant[] = [
  ...OWNERSHIP_FAULTS,
  ...COVERAGE_FAULTS,
  ...FIRMWARE_FAULTS,
  ...WINDOWS_FAULTS,
  ...MERGE_FAULTS,
  ...RELAXABLE_FAULTS,
  ...ALLOCATION_FAULTS,
  ...LIFECYCLE_FAULTS,
  ...GROUP_FAULTS,
  ...ASSIGNMENT_FAULTS,
  ...CONDUCT_FAULTS,
  ...METAMORPHIC_FAULTS,
];
