/** The table of contents: every requirement, family by family, in the order in which they are printed. */

import { COVERAGE } from "./coverage.ts";
import type { Requirement } from "./requirement.ts";

export const REQUIREMENTS: readonly Requirement[] = [...COVERAGE];
