/** The schema of where a case came from. */

import * as v from "valibot";
import { CountSchema, TextSchema, type WireSchema } from "./value-schemas.ts";

export const OriginSchema: WireSchema = v.pipe(
  v.variant("from", [
    v.strictObject({ from: v.literal("stream"), stream: TextSchema, index: CountSchema }),
    v.strictObject({ from: v.literal("table"), table: TextSchema, index: CountSchema }),
    v.strictObject({ from: v.literal("store"), file: TextSchema }),
    v.strictObject({ from: v.literal("known"), divergence: TextSchema }),
  ]),
  v.description("Where a case came from."),
);
