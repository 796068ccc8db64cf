/** Options that several commands share, and the checks of their values. */

import { InvalidArgumentError, Option } from "commander";
import { didYouMean } from "../model/closest-name.ts";
import { ConformanceError } from "../model/conformance-error.ts";
import { PROFILES } from "../model/profile.ts";

/** The levels of requirements, strictest first. */
export const LEVELS: readonly string[] = ["must", "policy", "robust"];

/** A parser for whole numbers in decimal digits, both bounds included. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,15}$/.test(text) ? Number(text) : NaN;
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It has to be a whole number from ${least} to ${most}.`);
  };
}

/**
 * A parser for one of some names.
 *
 * @throws ConformanceError with `code`, which names the closest
 */
export function oneOf(names: readonly string[], code: string, what: string): (text: string) => string {
  return (text) => {
    if (names.includes(text)) return text;
    const cause = `there is no ${what} ${JSON.stringify(text.slice(0, 80))}${didYouMean(text, names)}`;
    throw new ConformanceError(code, cause, `Use one of ${names.join(", ")}`);
  };
}

/** `--seed TEXT`. */
export function seedOption(): Option {
  return new Option("--seed <text>", "any text; everything that is generated follows from it (default: random)");
}

/** `--profile NAME`. */
export function profileOption(): Option {
  const names = PROFILES.map(({ name }) => name);
  return new Option("--profile <name>", "what the sources leave open, decided")
    .choices(names)
    .argParser(oneOf(names, "UNKNOWN_PROFILE", "profile"));
}

/** `--impl FILE`. */
export function implementationOption(): Option {
  return new Option("--impl <implementation>", "who is judged: a module, reference, or faulty/NAME");
}

/**
 * What `--impl` says. It has no default: a run that judged the reference because somebody forgot to say whom to
 * judge would be green by accident. Commander could insist on it, but would say so before it says which option
 * is misspelt.
 *
 * @throws ConformanceError `MISSING_OPTION`
 */
export function givenImplementation(impl: string | undefined): string {
  if (impl !== undefined) return impl;
  throw new ConformanceError(
    "MISSING_OPTION",
    "it was not said who is to be judged",
    "Add --impl with a module that exports `implementation`, or with reference, or with faulty/NAME",
  );
}
