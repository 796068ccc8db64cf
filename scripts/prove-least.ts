/**
 * `npm run campaign:least [SEEDS [CASES [MOST [FAULT...]]]]`: shrinks a failure of every faulty implementation, for
 * each rule of the requirement that must detect it and under each of the comma-separated seeds, and looks for a smaller
 * one among those of other seeds and among all small scenarios. Exit status 1 if there is one. If there are more than
 * MOST small scenarios, by default three million, only part of them are tried. The smallest come first.
 */

import { FAULTY } from "../implementations/faulty/index.ts";
import { REQUIREMENTS } from "../suites/index.ts";
import {
  extentWithin,
  isWhole,
  searchSmallerOfAll,
  shrunkCounterexamples,
  spaceBelow,
  type SpaceBelow,
  type Suspect,
} from "../tests/generators/small-world/least-counterexamples.ts";
import { countsOf, isLess } from "../tests/generators/small-world/smaller-scenarios.ts";

const [seeds = "least/1", cases = "1000", mostText = "3000000", ...names] = process.argv.slice(2);
const most = Number(mostText);

/** Counterexamples of one kind: with the same fault, rule, counts, kinds of steps and classes of endpoints. */
interface Kind extends Suspect {
  readonly name: string;
  seen: number;
}

const kinds = await kindsOf(seeds.split(","));
const exceeded = [...kinds.values()].filter((kind) => [...kinds.values()].some((other) => isBelow(other, kind)));
for (const { name, seen } of exceeded) console.log(`${name}: another seed has less, ${seen} times`);

let beaten = 0;
let proved = 0;
let partly = 0;
let open = 0;
let total = 0;
for (const { suspects, below, size } of spacesOf([...kinds.values()])) {
  const started = performance.now();
  const searches = below && Number.isFinite(size) ? searchSmallerOfAll(suspects, below, most) : undefined;
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  total += Math.max(0, ...(searches ?? []).map(({ tried }) => tried));
  for (const [index, { name }] of suspects.entries()) {
    const search = searches?.[index];
    if (search === undefined) {
      open++;
      console.log(`${name}: not decided, ${below ? "too many scenarios" : "beyond the small worlds"}`);
    } else if (search.smaller === undefined) {
      if (isWhole(search.extent)) proved++;
      else partly++;
      const extent = isWhole(search.extent) ? "the whole" : Object.values(search.extent).join(", ");
      console.log(`${name}: least of ${search.tried} (${extent}, ${suspects.length} at once in ${seconds} s)`);
    } else {
      beaten++;
      console.log(`${name}: NOT LEAST, there is ${JSON.stringify(countsOf(search.smaller))}`);
      if (names.length > 0) console.log(JSON.stringify(search.smaller, withHexadecimals));
    }
  }
}
console.log(
  `${kinds.size} kinds: ${proved} proved least, ${partly} least of a part of what is smaller, ${beaten} not least, ${open} not decided; ${exceeded.length} undercut by another seed; ${total} scenarios`,
);
process.exitCode = beaten + exceeded.length === 0 ? 0 : 1;

async function kindsOf(all: readonly string[]): Promise<ReadonlyMap<string, Kind>> {
  const found = new Map<string, Kind>();
  for (const variant of FAULTY) {
    if (names.length > 0 && !names.includes(variant.name)) continue;
    const requirement = REQUIREMENTS.find(({ id }) => id === variant.killedBy.requirement);
    if (requirement === undefined || variant.killedBy.outcome !== "fail") {
      console.log(
        `${variant.name}: ${requirement === undefined ? "its requirement is still to come" : "does not end in a verdict"}`,
      );
      continue;
    }
    for (const seed of all) {
      const counterexamples = await shrunkCounterexamples(variant, requirement, seed, Number(cases));
      if (counterexamples.length === 0) console.log(`${variant.name}: not found in ${cases} cases a stream of ${seed}`);
      for (const counterexample of counterexamples) {
        const { scenario, rule } = counterexample;
        const { functions, rmrrs, scopes, hops, steps } = countsOf(scenario);
        const counts = `${functions} functions, ${rmrrs} RMRRs, ${scopes} scopes, ${hops} hops, ${steps} steps`;
        const what = [...new Set(scenario.steps.map((step) => step.do))].sort().join(" ");
        const classes = (spaceBelow(counterexample)?.classCodes ?? []).map((code) =>
          code.toString(16).padStart(6, "0"),
        );
        const name = `${variant.name} ${requirement.id} ${rule}: ${counts} (${[what, ...classes].join(", ")})`;
        const kind = found.get(name) ?? { name, variant, requirement, counterexample, seen: 0 };
        kind.seen++;
        found.set(name, kind);
      }
    }
  }
  return found;
}

/** Whether a kind has no more of anything and less of something, with the same rule. */
function isBelow(one: Kind, other: Kind): boolean {
  return (
    one.variant === other.variant &&
    one.counterexample.rule === other.counterexample.rule &&
    isLess(countsOf(one.counterexample.scenario), countsOf(other.counterexample.scenario))
  );
}

/** Counterexamples that share the space of smaller scenarios. */
interface SharedSpace {
  readonly suspects: Kind[];
  readonly below: SpaceBelow | undefined;
  /** How many scenarios to try. */
  readonly size: number;
}

/** The smallest come first. */
function spacesOf(all: readonly Kind[]): readonly SharedSpace[] {
  const spaces = new Map<string, SharedSpace>();
  for (const kind of all) {
    const below = spaceBelow(kind.counterexample);
    const key = below
      ? JSON.stringify(
          { ...below, kinds: [...below.kinds].sort(), ownKinds: [], ownSteps: [...below.ownSteps].sort() },
          withHexadecimals,
        )
      : kind.name;
    const size = (below && extentWithin(below, most)?.total) ?? Infinity;
    const space = spaces.get(key) ?? { suspects: [], below, size };
    space.suspects.push(kind);
    spaces.set(key, space);
  }
  return [...spaces.values()].sort((one, other) => (one.size < other.size ? -1 : one.size > other.size ? 1 : 0));
}

function withHexadecimals(_key: string, value: unknown): unknown {
  return typeof value === "bigint" ? `0x${value.toString(16)}` : value;
}
