/**
 * Words before the two sides of a comparison, where ranges alone would not say what was expected and what came: a
 * witness may show what should have been heeded, and what was given in spite of it.
 */

export interface ComparisonWords {
  readonly expected: string;
  readonly received: string;
}

const NONE: ComparisonWords = { expected: "", received: "" };
const TO_BE_ASSIGNED: ComparisonWords = { expected: "assigned, and may map ", received: "" };

const WORDS: Readonly<Partial<Record<string, ComparisonWords>>> = {
  "locked-member-assigned": { expected: "refused, because of ", received: "assigned, and may map " },
  "conflict-not-noticed": { expected: "refused, because of the mapping ", received: "assigned, and may map " },
  "refused-without-lock": TO_BE_ASSIGNED,
  "refused-without-conflict": TO_BE_ASSIGNED,
  refused: TO_BE_ASSIGNED,
};

/** The words for a witness of a rule; each ends with a space, or is empty. */
export function comparisonWords(rule: string): ComparisonWords {
  return WORDS[rule] ?? NONE;
}
