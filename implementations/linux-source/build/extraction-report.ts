/** What was extracted from a tree, for people: which abilities it has, and where each function comes from. */

import { CAPABILITIES } from "../tree/capabilities.ts";
import type { Extraction } from "../tree/extraction.ts";

export interface ExtractionReport {
  readonly version: string;
  /** Abilities that the tree has, and those it lacks. */
  readonly present: readonly string[];
  readonly absent: readonly string[];
  /** Patterns of the requirements that the absent abilities would be needed for. */
  readonly unobservable: readonly string[];
  /** `iommu_insert_resv_region drivers/iommu/iommu.c:881`, by file and line. */
  readonly functions: readonly string[];
  /** The code of each function, with a space between its tokens. */
  readonly code: Readonly<Record<string, string>>;
  /** Functions that are called but replaced by stubs that do nothing. */
  readonly stubbed: readonly string[];
}

export function describeExtraction(extraction: Extraction): ExtractionReport {
  const present = extraction.present.map((capability) => capability.name);
  const units = [...extraction.units.values()];
  const functions = units.flatMap((unit) => [...unit.items].filter((item) => item.kind === "function"));
  return {
    version: extraction.symbols.tree.version,
    present,
    absent: CAPABILITIES.map((capability) => capability.name).filter((name) => !present.includes(name)),
    unobservable: CAPABILITIES.filter((capability) => !present.includes(capability.name)).flatMap(
      (capability) => capability.shows ?? [],
    ),
    functions: [...new Set(functions.map((item) => `${item.name} ${item.file}:${item.line}`))],
    code: Object.fromEntries(functions.map(({ name, tokens }) => [name, tokens.map(({ text }) => text).join(" ")])),
    stubbed: [...new Set(units.flatMap((unit) => [...unit.stubs.keys()]))],
  };
}
