/** A stream of the baseline: plans from stock combinators, turned into scenarios like any other plan. */

import type { Arbitrary } from "fast-check";
import * as fc from "fast-check";
import { EMPTY_PLAN, type Plan, type PlanStep } from "../../generators/plan.ts";
import { realise } from "../../generators/realise.ts";
import type { StreamName } from "../../generators/streams.ts";
import type { Scenario } from "../../model/scenario.ts";
import { anyPlatform, type PlatformParts } from "./any-platform.ts";
import { anyRmrrs, anyStructures, type TableOptions } from "./any-table.ts";

export interface BaselineStream {
  /** The stream that it corresponds to. */
  readonly name: StreamName;
  scenarios(): Arbitrary<Scenario>;
}

/** The steps and other parts of a plan that a stream adds to platform and table. */
export type PlanParts = Partial<Plan> & { readonly steps: readonly PlanStep[] };

/** A platform of up to `most` functions with a table, and what `rest` adds to it. */
export function anyCase(
  most: number,
  rest: (platform: PlatformParts) => Arbitrary<PlanParts>,
  options: TableOptions = {},
): Arbitrary<Scenario> {
  const none = fc.constant([]);
  return anyPlatform(most)
    .chain((platform) =>
      fc
        .record({
          rmrrs: anyRmrrs(platform, options),
          structures: options.isPlain === true ? none : anyStructures(platform),
          rest: rest(platform),
        })
        .map((parts) => ({
          ...EMPTY_PLAN,
          ...platform,
          rmrrs: parts.rmrrs,
          structures: parts.structures,
          ...parts.rest,
        })),
    )
    .map(realise);
}
