/** Options that several commands share, and the checks of their values. */

import { InvalidArgumentError, Option, type Command } from "commander";
import { didYouMean } from "../model/closest-name.ts";
import { ConformanceError } from "../model/conformance-error.ts";
import { PROFILES } from "../model/profile.ts";

/** The levels of requirements, strictest first. */
const LEVELS: readonly string[] = ["must", "policy", "robust"];

/** Names of the options that stand on the command line. */
export function givenOptions(command: Command): ReadonlySet<string> {
  const names = command.options.map((option) => option.attributeName());
  return new Set(names.filter((name) => command.getOptionValueSource(name) === "cli"));
}

/** A parser for whole numbers in decimal digits, both bounds included. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = /^\d{1,15}$/.test(text) ? Number(text) : NaN;
    if (value >= least && value <= most) return value;
    throw new InvalidArgumentError(`It must be a whole number from ${least} to ${most}.`);
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

/** As {@link oneOf}, for an option that takes several of the names. */
export function someOf(
  names: readonly string[],
  code: string,
  what: string,
): (text: string, before: readonly string[] | undefined) => readonly string[] {
  const one = oneOf(names, code, what);
  return (text, before = []) => [...before, one(text)];
}

/** `--level LEVEL...`. */
export function levelOption(): Option {
  return new Option("--level <level...>", "only requirements of these levels")
    .choices(LEVELS)
    .argParser(someOf(LEVELS, "UNKNOWN_LEVEL", "level"));
}

/** `--seed TEXT`. */
export function seedOption(): Option {
  return new Option("--seed <text>", "any text, from which everything generated is derived (default: random)");
}

/** `--profile NAME`. */
export function profileOption(): Option {
  const names = PROFILES.map(({ name }) => name);
  return new Option("--profile <name>", "which answers to take where the sources leave a choice (docs/profiles.md)")
    .choices(names)
    .argParser(oneOf(names, "UNKNOWN_PROFILE", "profile"));
}
