/**
 * Explains ranges that devices are due but did not get.
 *
 * A missing range is attributed to the relation by which it is due: an endpoint scope, a bridge above, and so on. It is
 * attributed to something more specific only if the same trace shows that the relation works, or the relation is the
 * simplest there is, and if that peculiarity distinguishes the missing ranges from all those that were given: "the
 * second RMRR of a device is lost" says more than "a function named by an endpoint scope lacks a region".
 */

import type { Coverage, DeviceNaming } from "./coverage.ts";
import { isNaming, REQUIRED } from "./named-scope.ts";
import type { GetDifferences, MissingRange } from "./get-differences.ts";
import { isForeign, isUnforeseeable, namesNothingPresent } from "./named-places.ts";
import { BY_BRIDGE_ABOVE, BY_BRIDGE_ITSELF, BY_ENDPOINT } from "./relation.ts";
import type { GetFact, ScenarioFacts } from "./scenario-facts.ts";

/**
 * What sets missing ranges apart.
 *
 * - `relation`: nothing but the relation of the scope.
 * - `later-rmrr`, `earlier-rmrr`: another RMRR before or behind it in the table covers the device too.
 * - `later-scope`, `earlier-scope`: another scope of the RMRR before or behind it names another device.
 * - `absent-scope`: another scope of the RMRR names nothing that is there.
 * - `foreign-scope`: before the scope, the RMRR has one of a type that is to be stepped over.
 * - `unforeseeable-number`: the bus of the named function does not follow from start bus and number of hops.
 * - `foreign-structure`: a structure other than DRHD and RMRR stands before the RMRR.
 */
export type MissingWhy =
  | "relation"
  | "later-rmrr"
  | "earlier-rmrr"
  | "later-scope"
  | "earlier-scope"
  | "absent-scope"
  | "foreign-scope"
  | "unforeseeable-number"
  | "foreign-structure";

/** In the order in which they are tried: those closest to the device first. */
const CANDIDATES = [
  "later-rmrr",
  "earlier-rmrr",
  "later-scope",
  "earlier-scope",
  "absent-scope",
  "foreign-scope",
  "unforeseeable-number",
  "foreign-structure",
] as const;

type Peculiarity = (typeof CANDIDATES)[number];

/** A missing range with the get at which it is missing, and why. */
export interface ExplainedMissing extends MissingRange {
  readonly get: GetFact;
  readonly why: MissingWhy;
}

/** The result of a whole get that was compared: `missing` is empty if nothing is. */
export interface ComparedGet {
  readonly get: GetFact;
  readonly differences: GetDifferences | undefined;
}

/** Explains everything missing in a trace. `compared`: the gets that could be compared in full. */
export function explainMissing(facts: ScenarioFacts, compared: readonly ComparedGet[]): readonly ExplainedMissing[] {
  const evidence = new Evidence(facts, compared);
  return compared.flatMap(({ get, differences }) =>
    (differences?.missing ?? []).map((missing) => evidence.explain(get, missing)),
  );
}

/** The kinds of relation that do not depend on others working. */
const SIMPLEST: readonly number[] = [BY_ENDPOINT, BY_BRIDGE_ITSELF];
/**
 * In addition to the relation bits: through a path of several hops; for a function that is not a child of the bridge.
 */
const SEVERAL_HOPS = 1 << 8;
const FURTHER_DOWN = 1 << 9;

class Evidence {
  readonly #facts: ScenarioFacts;
  readonly #coverage: Coverage;
  /** The kinds of relation that were seen to work. */
  readonly #working = new Set<number>();
  /** What is missing, for every scope through which it is due. */
  readonly #missing: { readonly get: GetFact; readonly naming: DeviceNaming }[] = [];
  /** The ranges that each get lacks, by number. */
  readonly #lacking = new Map<GetFact, ReadonlySet<number>>();
  /** For the simplest kinds of relation, the peculiarities shared by everything that is missing. */
  readonly #common: ReadonlyMap<number, readonly Peculiarity[]>;
  /** Peculiarities of ranges that were given, which therefore cannot be the cause. */
  readonly #harmless = new Set<MissingWhy>();

  constructor(facts: ScenarioFacts, compared: readonly ComparedGet[]) {
    this.#facts = facts;
    this.#coverage = facts.coverage;
    for (const { get, differences } of compared) {
      const missing = differences?.missing ?? [];
      const lacking = new Set(missing.map(({ range }) => range));
      this.#lacking.set(get, lacking);
      for (const { namings } of missing) {
        for (const naming of namings) this.#missing.push({ get, naming });
      }
      for (const { due } of differences?.inexact ?? []) lacking.add(this.#coverage.ranges.find(due.start, due.end));
      for (const naming of get.coverage.namings) {
        if (naming.strength !== REQUIRED || lacking.has(this.#rangeOf(naming))) continue;
        this.#noteWorking(get, naming);
      }
    }
    this.#common = new Map(SIMPLEST.map((kind) => [kind, this.#commonPeculiarities(kind)]));
  }

  explain(get: GetFact, missing: MissingRange): ExplainedMissing {
    const [naming] = missing.namings;
    // If the range is due through several scopes, no peculiarity of one of them explains its absence.
    const why = missing.namings.length === 1 ? this.#peculiarityOf(get, naming!) : undefined;
    return { get, ...missing, why: why ?? "relation" };
  }

  #peculiarityOf(get: GetFact, naming: DeviceNaming): MissingWhy | undefined {
    const kind = this.#kindOf(get, naming);
    return CANDIDATES.find(
      (candidate) =>
        !this.#harmless.has(candidate) &&
        this.#isPeculiar(candidate, get, naming) &&
        (this.#working.has(kind) || this.#isInAllMissing(candidate, kind)),
    );
  }

  /**
   * True if the kind of relation is the simplest there is, and every missing range of that kind has the peculiarity.
   * The kind itself is then assumed to work: if it did not, cases without peculiarities would show it.
   */
  #isInAllMissing(candidate: Peculiarity, kind: number): boolean {
    return this.#common.get(kind)?.includes(candidate) === true;
  }

  #commonPeculiarities(kind: number): readonly Peculiarity[] {
    const ofKind = this.#missing.filter(({ get, naming }) => this.#kindOf(get, naming) === kind);
    return CANDIDATES.filter((candidate) =>
      ofKind.every(({ get, naming }) => this.#isPeculiar(candidate, get, naming)),
    );
  }

  #noteWorking(get: GetFact, naming: DeviceNaming): void {
    this.#working.add(this.#kindOf(get, naming));
    for (const candidate of CANDIDATES) {
      if (this.#isPeculiar(candidate, get, naming)) this.#harmless.add(candidate);
    }
  }

  /** Relations that work alike: one hop differs from several, and a child from a descendant further down. */
  #kindOf(get: GetFact, { scope, relation }: DeviceNaming): number {
    const { rmrrs } = this.#coverage;
    const hops = rmrrs[scope.rmrr]!.structure.scopes[scope.scope]!.path.length;
    const further = relation === BY_BRIDGE_ABOVE && this.#facts.hierarchy.parent[get.index] !== scope.target;
    return relation | (hops > 1 ? SEVERAL_HOPS : 0) | (further ? FURTHER_DOWN : 0);
  }

  #rangeOf(naming: DeviceNaming): number {
    return this.#coverage.rmrrs[naming.scope.rmrr]!.range;
  }

  #isPeculiar(why: Peculiarity, get: GetFact, naming: DeviceNaming): boolean {
    const { rmrr, scope } = naming.scope;
    const { structureIndex } = this.#coverage.rmrrs[rmrr]!;
    switch (why) {
      case "later-rmrr":
        return this.#gotOther(get, naming, (other) => other < rmrr);
      case "earlier-rmrr":
        return this.#gotOther(get, naming, (other) => other > rmrr);
      case "later-scope":
        return this.#namesOther(naming, (other) => other < scope);
      case "earlier-scope":
        return this.#namesOther(naming, (other) => other > scope);
      case "absent-scope":
        if (get.device.kind !== "pci") return false;
        return this.#coverage.scopes.some(
          (other) => other.rmrr === rmrr && namesNothingPresent(this.#facts, other, get.step),
        );
      case "foreign-scope":
        return this.#coverage.scopes.some(
          (other) =>
            other.rmrr === rmrr &&
            other.scope < scope &&
            (other.kind === "foreign-type" || other.kind === "undeclared"),
        );
      case "unforeseeable-number":
        return isUnforeseeable(this.#facts, naming.scope);
      case "foreign-structure":
        return this.#facts.table.structures.slice(0, structureIndex).some((found) => isForeign(found.structure));
      default:
        return why satisfies never;
    }
  }

  /** True if the same get returned the range of another wanted RMRR. */
  #gotOther(get: GetFact, naming: DeviceNaming, isWanted: (rmrr: number) => boolean): boolean {
    const range = this.#rangeOf(naming);
    return get.coverage.namings.some((other) => {
      if (other.strength !== REQUIRED || this.#rangeOf(other) === range || !isWanted(other.scope.rmrr)) return false;
      return !this.#lacking.get(get)!.has(this.#rangeOf(other));
    });
  }

  #namesOther(naming: DeviceNaming, isWanted: (scope: number) => boolean): boolean {
    const { rmrr, target } = naming.scope;
    return this.#coverage.scopes.some(
      (other) =>
        other.rmrr === rmrr &&
        isNaming(other) &&
        other.strength === REQUIRED &&
        other.target !== target &&
        isWanted(other.scope),
    );
  }
}
