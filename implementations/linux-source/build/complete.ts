/**
 * Completes an extraction with the compiler's help: errors name what a unit still lacks, which is looked up in the tree
 * and added until nothing is missing or the tree does not have it.
 */

import { ConformanceError } from "../../../model/conformance-error.ts";
import type { Item } from "../c/items.ts";
import type { Token } from "../c/tokens.ts";
import type { Extraction } from "../tree/extraction.ts";
import type { Unit } from "../tree/unit.ts";
import { type Compiler, compile, type Diagnostic, kernelFlags, missingSymbol, readErrors } from "./compiler.ts";
import { emitUnit, itemAt } from "./emit-unit.ts";

/** Rounds of asking the compiler; each adds everything named, so a few suffice. */
const MOST_ROUNDS = 12;

/** The text of every unit, by file of the tree. Throws a {@link ConformanceError} if something remains missing. */
export async function complete(
  extraction: Extraction,
  compiler: Compiler,
  harness: string,
): Promise<Map<string, string>> {
  const texts = new Map<string, string>();
  const errors = new Map<Unit, readonly Diagnostic[]>();
  for (let round = 0; round < MOST_ROUNDS; round++) {
    // Writing text is cheap, and a unit may have grown because another unit needed something from its file.
    const changed = [...extraction.units.values()].filter((unit) => {
      const text = emitUnit(unit);
      if (texts.get(unit.file) === text) return false;
      texts.set(unit.file, text);
      return true;
    });
    if (changed.length === 0) break;
    await Promise.all(
      changed.map(async (unit) => errors.set(unit, await check(compiler, texts.get(unit.file)!, harness))),
    );
    for (const [unit, found] of errors) supplyAll(extraction, unit, found);
  }
  for (const [unit, found] of errors) if (found.length > 0) throw cannotCompile(unit, found);
  return texts;
}

async function check(compiler: Compiler, text: string, harness: string): Promise<Diagnostic[]> {
  const flags = kernelFlags({ sanitize: false }).filter((flag) => !flag.startsWith("-g") && flag !== "-O2");
  const options = [...flags, "-fsyntax-only", "-I", harness, "-x", "c", "-"];
  const { succeeded, messages } = await compile(compiler, options, text);
  if (succeeded) return [];
  const errors = readErrors(messages);
  return errors.length > 0 ? errors : [{ file: "", line: 0, message: messages.trim().split("\n", 1)[0] ?? "" }];
}

function supplyAll(extraction: Extraction, unit: Unit, errors: readonly Diagnostic[]): void {
  for (const error of errors) {
    const missing = missingSymbol(error.message);
    if (missing !== undefined) extraction.supply(unit, missing.name, missing.space);
  }
}

function cannotCompile(unit: Unit, errors: readonly Diagnostic[]): ConformanceError {
  const first = unbalanced(unit) ?? errors[0]!;
  const missing = missingSymbol(first.message);
  const item = itemAt(unit, first.file, first.line);
  const where = `${first.file}:${first.line}`;
  const what = item === undefined ? "the code around it" : item.kind === "function" ? `${item.name}()` : item.name;
  const glue = /harness\/glue\/[\w-]+\.c$/.exec(first.file)?.[0];
  if (glue !== undefined) {
    return new ConformanceError(
      "LINUX_DOES_NOT_COMPILE",
      `the call into ${unit.file} of the kernel tree at ${glue}:${first.line} no longer ` +
        `compiles: ${first.message}`,
      "A function that the suite calls has changed its parameters, or is now static in another file. Adapt the call in " +
        "that file: the macros HAVE_, TAKES_, ARITY_ and HAS_ tell which names, parameters and members the tree has",
      3,
    );
  }
  if (missing !== undefined) {
    return new ConformanceError(
      "LINUX_SYMBOL_MISSING",
      `${what} at ${where} of the kernel tree needs ${missing.name}, which neither the tree's IOMMU files and ` +
        "headers nor the shim defines",
      `Define ${missing.name} in implementations/linux-source/harness/kernel, or, if it does not matter for ` +
        "reserved regions, name it in STUBBED of implementations/linux-source/tree/capabilities.ts",
      3,
    );
  }
  return new ConformanceError(
    "LINUX_DOES_NOT_COMPILE",
    `${what} at ${where} of the kernel tree does not compile: ${first.message}` +
      (errors.length > 1 ? `, and ${errors.length - 1} more errors follow` : ""),
    "Fix the tree if the error is its own. If the kernel itself builds, the shim in " +
      "implementations/linux-source/harness lacks something: the message says what",
    3,
  );
}

/**
 * Unbalanced brackets. The compiler may report them far from their cause, but kernel style shows where each function
 * ends, so the function is known here.
 */
function unbalanced(unit: Unit): Diagnostic | undefined {
  for (const item of unit.items) {
    if (item.kind !== "function") continue;
    const open: Token[] = [];
    for (const token of item.tokens) {
      const { text } = token;
      if (text === "{" || text === "(" || text === "[") open.push(token);
      if (text !== "}" && text !== ")" && text !== "]") continue;
      const opener = open.pop();
      if (opener !== undefined && CLOSES[opener.text] === text) continue;
      const message =
        opener === undefined ? `'${text}' closes nothing` : `'${text}' where '${opener.text}' is to be closed`;
      return { file: item.file, line: lineOf(item, token), message };
    }
    const left = open.at(-1);
    if (left !== undefined)
      return { file: item.file, line: lineOf(item, left), message: `'${left.text}' is not closed` };
  }
  return undefined;
}

const CLOSES: Readonly<Record<string, string>> = { "{": "}", "(": ")", "[": "]" };

function lineOf(item: Item, token: Token): number {
  const offset = token.at - item.tokens[0]!.at;
  return item.line + item.text.slice(0, offset).split("\n").length - 1;
}
