/** The baseline: for each stream what stock combinators of fast-check make of the same cases. */

import type { BaselineStream } from "./baseline-stream.ts";
import { hierarchyBaseline } from "./hierarchy.ts";
import { mergeBaseline } from "./merge.ts";
import { ownershipBaseline } from "./ownership.ts";

export const BASELINE: readonly BaselineStream[] = [hierarchyBaseline, ownershipBaseline, mergeBaseline];
