/** The table of contents: every requirement, family by family, in the order in which they are printed. */

import { ASSIGNMENT } from "./assignment.ts";
import { CONDUCT } from "./conduct.ts";
import { ALLOCATION } from "./allocation.ts";
import { COVERAGE } from "./coverage.ts";
import { GROUP } from "./group.ts";
import { LIFECYCLE } from "./lifecycle.ts";
import { FIRMWARE } from "./firmware.ts";
import { MERGE } from "./merge.ts";
import { METAMORPHIC } from "./metamorphic.ts";
import { OWNERSHIP } from "./ownership.ts";
import { RELAXABLE } from "./relaxable.ts";
import type { Requirement } from "./requirement.ts";
import { WINDOWS } from "./windows.ts";

export const REQUIREMENTS: readonly Requirement[] = [
  ...OWNERSHIP,
  ...COVERAGE,
  ...WINDOWS,
  ...MERGE,
  ...RELAXABLE,
  ...GROUP,
  ...ASSIGNMENT,
  ...CONDUCT,
  ...FIRMWARE,
  ...METAMORPHIC,
  ...ALLOCATION,
  ...LIFECYCLE,
];
