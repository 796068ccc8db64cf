/**
 * The module of an implementation that comes with the suite: `?name=reference`, `reference-5.3`, or the name of a faulty one.
 *
 * A run loads its subject by URL in a worker of its own, so that the built-in ones are judged just as any
 * user's are.
 */

import type { AnyImplementation } from "../runner/load-implementation.ts";

const name = new URL(import.meta.url).searchParams.get("name") ?? "reference";

/** What the runner looks for in a module. */
export const implementation: AnyImplementation = await find();

async function find(): Promise<AnyImplementation> {
  if (name === "reference") return (await import("../implementations/reference/index.ts")).referenceImplementation;
  if (name === "reference-5.3") {
    return (await import("../implementations/reference-5-3/index.ts")).reference53Implementation;
  }
  const { FAULTY } = await import("../implementations/faulty/index.ts");
  const variant = FAULTY.find((each) => each.name === name);
  if (variant === undefined) throw new Error(`there is no faulty implementation ${name}`);
  return variant.implementation;
}
