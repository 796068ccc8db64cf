/** The baseline: for each stream, the same kind of cases from stock combinators of fast-check. */

import type { BaselineStream } from "./baseline-stream.ts";
import { assignmentBaseline, groupBaseline } from "./group.ts";
import { hierarchyBaseline } from "./hierarchy.ts";
import { allocationBaseline, lifecycleBaseline, startupBaseline } from "./histories.ts";
import { malformedBaseline } from "./malformed.ts";
import { mergeBaseline } from "./merge.ts";
import { metamorphicBaseline } from "./metamorphic.ts";
import { ownershipBaseline } from "./ownership.ts";

export const BASELINE: readonly BaselineStream[] = [
  hierarchyBaseline,
  ownershipBaseline,
  mergeBaseline,
  metamorphicBaseline,
  malformedBaseline,
  groupBaseline,
  assignmentBaseline,
  allocationBaseline,
  lifecycleBaseline,
  startupBaseline,
];
