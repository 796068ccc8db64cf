/** The full schema check of a message from an adapter, for the smoke test and for a sample of a run's answers. */

import * as v from "valibot";
import { MessageFromAdapterSchema } from "./message-schemas.ts";

/** What the schema finds wrong with a message, with the path to it; undefined if it is valid. */
export function fullCheck(message: unknown): string | undefined {
  const result = v.safeParse(MessageFromAdapterSchema, message, { abortEarly: true });
  if (result.success) return undefined;
  const [issue] = result.issues;
  return `at $.${v.getDotPath(issue) ?? ""}: ${issue.message}`;
}
