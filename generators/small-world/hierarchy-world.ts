/**
 * The world of small hierarchies: every hierarchy with every small table, and every query of every function.
 *
 * The number of hierarchies alone grows so fast that the whole product, two RMRRs of two scopes over four functions of
 * three classes, has 25,000,000,000 members. So the more a table contains, the less everything else is varied;
 * `vocabularyOf` contains that entire rule.
 */

import type { Plan, PlanStep } from "../plan.ts";
import { mapped, type Numbered, union } from "./numbered.ts";
import {
  type PlatformBlock,
  SMALL_CLASS_CODES,
  SMALL_RANGES,
  SmallPlatforms,
  type TableShape,
  type Vocabulary,
} from "./small-platforms.ts";
import type { SmallWorld } from "./small-world.ts";

const MOST_FUNCTIONS = 4;
const MOST_RMRRS = 2;
const MOST_SCOPES = 2;
const MOST_HOPS = 3;

/** How a block is varied; undefined if it is left out. */
function vocabularyOf({ functions, shape }: PlatformBlock): Vocabulary | undefined {
  const scopes = shape.flat();
  const classCodes = SMALL_CLASS_CODES.slice(0, shape.length < 2 && scopes.length < 2 ? 3 : 1);
  const varied: Vocabulary = { classCodes, ranges: SMALL_RANGES, eachItsOwn: false };
  const plain: Vocabulary = { ...varied, eachItsOwn: true };
  if (shape.length < 2) return scopes.length < 2 ? varied : plain;
  if (shape.every(({ length }) => length < 2)) return functions < 3 ? varied : plain;
  if (scopes.length === 2) return functions < 4 ? plain : undefined;
  const mostHops = scopes.length === 3 ? 2 : 1;
  return functions < 3 && scopes.every((hops) => hops <= mostHops) ? plain : undefined;
}

/** The numbers of functions, RMRRs, scopes and hops. */
function sizeOf({ functions, shape }: PlatformBlock): number {
  const hops = shape.flat();
  return functions + shape.length + hops.length + hops.reduce((sum, count) => sum + count, 0);
}

/** Every block, the smallest first: by size, then by the table. */
export function platformBlocks(): readonly PlatformBlock[] {
  const blocks = tableShapes(MOST_RMRRS).flatMap((shape) =>
    Array.from({ length: MOST_FUNCTIONS }, (_, index) => ({ functions: index + 1, shape })),
  );
  // Sorting is stable: among blocks of one size, the smaller table comes first.
  return blocks.sort((one, other) => sizeOf(one) - sizeOf(other));
}

function tableShapes(rmrrs: number): readonly TableShape[] {
  const scopeLists: (readonly number[])[] = [[]];
  for (let from = 0, length = 1; length <= MOST_SCOPES; length++) {
    const to = scopeLists.length;
    for (; from < to; from++) {
      for (let hops = 1; hops <= MOST_HOPS; hops++) scopeLists.push([...scopeLists[from]!, hops]);
    }
  }
  let last: readonly TableShape[] = [[]];
  const shapes: TableShape[] = [[]];
  for (let count = 1; count <= rmrrs; count++) {
    last = last.flatMap((shape) => scopeLists.map((scopes) => [...shape, scopes]));
    shapes.push(...last);
  }
  return shapes;
}

type Rule = (block: PlatformBlock) => Vocabulary | undefined;

/** Every platform that a rule admits, without steps. */
function platforms(vocabularyFor: Rule, symmetric: boolean): Numbered<Plan> {
  const small = new SmallPlatforms(symmetric);
  return union(
    platformBlocks().flatMap((block) => {
      const vocabulary = vocabularyFor(block);
      return vocabulary === undefined ? [] : [small.of(block, vocabulary)];
    }),
  );
}

/** All queries of a function; queries of two functions only where the table plays no part. */
function withEveryQuestion(plan: Plan): Plan {
  const steps: PlanStep[] = [];
  const functions = [...plan.functions.keys()];
  for (const device of functions) steps.push({ do: "get", device, list: device });
  for (const device of functions) {
    for (const predicate of ["has-rmrr", "relaxable", "locked"] as const) steps.push({ do: "ask", predicate, device });
    if (plan.rmrrs.length > 0) continue;
    for (const bridge of functions) steps.push({ do: "ask", predicate: "downstream", device, bridge });
  }
  return { ...plan, steps };
}

export function hierarchyWorld(): SmallWorld {
  return {
    name: "small-hierarchies",
    heardAs: ["hierarchy"],
    bound:
      "1 to 4 functions at 00.0, 00.1, 01.0 and 01.1 of a bus, each an endpoint (class 0200, 0c03 or 0300) or a bridge, " +
      "in up to 2 segments; up to 2 RMRRs with up to 2 scopes each, of type 1 or 2, with 1 to 3 hops to anywhere; 3 " +
      "ranges; for each function, its reserved regions and every predicate",
    leftOut:
      "with two scopes or two RMRRs, classes other than 0200; with two scopes in one RMRR, or with two RMRRs and 3 or 4 " +
      "functions, all but one fixed range per RMRR; 4 functions if one RMRR has two scopes and the other none; with " +
      "three or four scopes, more than 2 functions, and more than 2 hops (three scopes) or 1 hop (four) per scope",
    symmetry:
      "cases that differ only in exchanging the two devices of a bus, the two functions of a device or the two " +
      "segments, with everything below them and all paths that lead there",
    plans: mapped(platforms(vocabularyOf, true), withEveryQuestion),
    beforeSymmetry: platforms(vocabularyOf, false).count,
  };
}

/** Each case of a relation has a second platform to execute, and there are a dozen relations. */
function vocabularyOfRelations(block: PlatformBlock): Vocabulary | undefined {
  const scopes = block.shape.flat();
  const isSmall = block.functions < 4 && scopes.length < 3 && scopes.every((hops) => hops < 3);
  const vocabulary = isSmall ? vocabularyOf(block) : undefined;
  return vocabulary && { ...vocabulary, eachItsOwn: true };
}

export function relationWorld(): SmallWorld {
  return {
    name: "small-relations",
    heardAs: ["metamorphic"],
    bound:
      "1 to 3 functions, as in small-hierarchies; up to 2 RMRRs with a total of up to 2 scopes of 1 or 2 hops, and one " +
      "fixed range per RMRR; for each function, its reserved regions and every predicate",
    leftOut: "with two scopes or two RMRRs, classes other than 0200; other ranges; more functions, scopes and hops",
    symmetry: "as in small-hierarchies",
    plans: mapped(platforms(vocabularyOfRelations, true), withEveryQuestion),
    beforeSymmetry: platforms(vocabularyOfRelations, false).count,
  };
}
