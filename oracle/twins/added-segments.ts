/**
 * The twin with two more segments that no RMRR names, enumerated before and after all others. Each contains the same
 * functions as the segment of the first RMRR, with the same numbers, so that only the segment distinguishes them.
 */

import type { DmarStructure } from "../../model/dmar/table.ts";
import type { PciFunction, RootBus } from "../../model/platform.ts";
import type { ScenarioFacts } from "../scenario-facts.ts";
import { rmrrsOf, structuresOf, withStructures } from "./changed-table.ts";
import { isFaultless } from "./faultless.ts";
import { newLabels } from "./new-labels.ts";
import type { Twin } from "./twin.ts";

const GREATEST_NAMED_SEGMENT = 0xffff;
const INCLUDE_PCI_ALL = 1;
const REGISTER_BASE = 0xfe90_0000n;

export const ADDED_SEGMENTS: Twin = {
  name: "added-segments",
  difference: "there are additional segments with the same numbers that no RMRR names",
  applies(facts) {
    if (rmrrsOf(facts).length === 0 || facts.scenario.platform.functions.length === 0) return false;
    return isFaultless(facts) && facts.derive(freeSegments).length === 2;
  },
  of(facts) {
    const [rmrr] = rmrrsOf(facts);
    const { functions, rootBuses } = facts.scenario.platform;
    const isOfRmrr = ({ segment }: PciFunction): boolean => segment === rmrr!.segment;
    const original = (functions.find(isOfRmrr) ?? functions[0]!).segment;
    const [before, after] = facts.derive(freeSegments) as readonly [number, number];
    const label = newLabels(facts.scenario.platform);
    const copied = functions.filter(({ segment }) => segment === original);
    const roots = rootBuses.filter(({ segment }) => segment === original);
    const withUnits = withStructures(facts, addUnits(structuresOf(facts), [before, after]));
    return {
      ...withUnits,
      platform: {
        ...withUnits.platform,
        rootBuses: [...rootsIn(before, roots), ...rootBuses, ...rootsIn(after, roots)],
        functions: [...copiesIn(before, copied, label), ...functions, ...copiesIn(after, copied, label)],
      },
    };
  },
};

/** The first two segments that contain nothing and that no structure names. */
function freeSegments(facts: ScenarioFacts): readonly number[] {
  const taken = new Set(facts.scenario.platform.rootBuses.map(({ segment }) => segment));
  for (const structure of structuresOf(facts)) if ("segment" in structure) taken.add(structure.segment);
  const free: number[] = [];
  for (let segment = 0; segment <= GREATEST_NAMED_SEGMENT && free.length < 2; segment++) {
    if (!taken.has(segment)) free.push(segment);
  }
  return free;
}

function addUnits(structures: readonly DmarStructure[], segments: readonly number[]): readonly DmarStructure[] {
  const units = segments.map((segment): DmarStructure => {
    const registerBase = REGISTER_BASE + BigInt(segment) * 0x1000n;
    return { kind: "drhd", flags: INCLUDE_PCI_ALL, size: 0, segment, registerBase, scopes: [] };
  });
  return [...units, ...structures];
}

function rootsIn(segment: number, roots: readonly RootBus[]): readonly RootBus[] {
  return roots.map((root) => ({ ...root, segment }));
}

function copiesIn(
  segment: number,
  originals: readonly PciFunction[],
  label: (wish: string) => string,
): readonly PciFunction[] {
  const labels = new Map(originals.map((fn) => [fn.label, label(`${fn.label}-in-${segment}`)]));
  return originals.map((fn) => {
    const { parent, physicalFunction } = fn;
    return {
      ...fn,
      segment,
      label: labels.get(fn.label)!,
      ...(parent === undefined ? {} : { parent: labels.get(parent)! }),
      ...(physicalFunction === undefined ? {} : { physicalFunction: labels.get(physicalFunction)! }),
    };
  });
}
