/** Selects requirements by patterns of their ids. */

import { ConformanceError } from "../model/conformance-error.ts";

/** Whether a text matches a pattern, in which `*` stands for any text and `?` for any one character. */
export function matchesPattern(pattern: string, text: string): boolean {
  // Greedy matching with one point to fall back to: linear, where a regular expression can be exponential.
  let at = 0;
  let inPattern = 0;
  let star = -1;
  let resume = 0;
  while (at < text.length) {
    const wanted = pattern[inPattern];
    if (wanted === "*") {
      star = inPattern++;
      resume = at;
    } else if (wanted === "?" || wanted === text[at]) {
      inPattern++;
      at++;
    } else if (star >= 0) {
      inPattern = star + 1;
      at = ++resume;
    } else {
      return false;
    }
  }
  while (pattern[inPattern] === "*") inPattern++;
  return inPattern === pattern.length;
}

export function matchesAny(patterns: readonly string[], text: string): boolean {
  return patterns.some((pattern) => matchesPattern(pattern, text));
}

/**
 * The requirements whose id matches one of the patterns; all of them if there is no pattern.
 *
 * @throws ConformanceError `UNKNOWN_REQUIREMENT` as {@link checkPatterns}
 */
export function selectRequirements<Requirement extends { readonly id: string }>(
  requirements: readonly Requirement[],
  patterns: readonly string[],
): readonly Requirement[] {
  checkPatterns(requirements, patterns);
  if (patterns.length === 0) return requirements;
  return requirements.filter((requirement) => matchesAny(patterns, requirement.id));
}

/**
 * Checks that each pattern matches the id of a requirement.
 *
 * @throws ConformanceError `UNKNOWN_REQUIREMENT` if one matches none, because a run that judges nothing would look like
 * one that finds nothing, and a misspelt pattern would go unnoticed.
 */
export function checkPatterns(requirements: readonly { readonly id: string }[], patterns: readonly string[]): void {
  for (const pattern of patterns) {
    if (!requirements.some((requirement) => matchesPattern(pattern, requirement.id))) {
      throw new ConformanceError(
        "UNKNOWN_REQUIREMENT",
        `no requirement has an id that matches ${JSON.stringify(pattern)}`,
        "Run `rmrr-conformance list` for the ids; a pattern such as 'coverage/*' selects a family.",
      );
    }
  }
}
