/** A sign for each outcome, for where there is no room for the word; the word stands beside it. */

import type { Outcome } from "../../model/verdict.ts";

const SYMBOLS: Readonly<Record<Outcome, string>> = {
  hang: "⧖",
  fail: "✗",
  error: "!",
  "unexpected-pass": "‼",
  known: "≈",
  pass: "✓",
  skipped: "–",
  "not-observable": "?",
};

export function outcomeSymbol(outcome: Outcome): string {
  return SYMBOLS[outcome];
}
