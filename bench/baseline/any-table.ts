/** RMRRs and other structures from stock combinators; see any-platform.ts. */

import * as fc from "fast-check";
import type { PlanRmrr, PlanScope, PlanStructure } from "../../generators/plan.ts";
import { NO_TAIL, planScope, placeOnRoot } from "../../generators/plan.ts";
import { SCOPE_ENDPOINT, SCOPE_SUB_HIERARCHY } from "../../model/dmar/table.ts";
import { MAXIMUM_ADDRESS, PAGE_SIZE, type AddressRange } from "../../model/region.ts";
import { rootIndexOf, type PlatformParts } from "./any-platform.ts";

const GREATEST_NAMED_SEGMENT = 0xffff;

interface ScopeWish {
  readonly kind: "right" | "wrong-type" | "foreign" | "present-bus" | "absent";
  /** Which function of the segment; taken modulo their number. */
  readonly target: number;
  readonly type: number;
  readonly startBus: number;
  readonly path: readonly { readonly device: number; readonly function: number }[];
}

interface RmrrWish {
  /** Which function the first scope names. */
  readonly first: number;
  /** Another segment than that of the first scope's function. */
  readonly segment: number | undefined;
  /** The range of an RMRR before it, or one of its own. */
  readonly same: number | undefined;
  readonly range: AddressRange;
  readonly scopes: readonly ScopeWish[];
}

const anyHop = fc.record({ device: fc.nat({ max: 31 }), function: fc.nat({ max: 7 }) });

/** More than half of them name a function that is there; all of them if there is to be no fault. */
const anyKind = (isPlain: boolean): fc.Arbitrary<ScopeWish["kind"]> =>
  fc.oneof(
    { weight: 9, arbitrary: fc.constant("right" as const) },
    ...(["wrong-type", "foreign", "present-bus"] as const).map((kind) => ({
      weight: isPlain ? 0 : 1,
      arbitrary: fc.constant(kind),
    })),
    { weight: isPlain ? 0 : 3, arbitrary: fc.constant("absent" as const) },
  );

const anyScopeWish = (isPlain: boolean): fc.Arbitrary<ScopeWish> =>
  fc.record({
    kind: anyKind(isPlain),
    target: fc.nat(),
    type: fc.oneof(fc.constantFrom(3, 4, 5), fc.integer({ min: 6, max: 255 })),
    startBus: fc.nat({ max: 255 }),
    path: fc.array(anyHop, { minLength: 1, maxLength: 3 }),
  });

/** What a stream wants of its tables. */
export interface TableOptions {
  /** Nothing in it that is a fault of firmware, and no other structures. */
  readonly isPlain?: boolean;
  /** Whole pages anywhere if left out. */
  readonly ranges?: fc.Arbitrary<AddressRange>;
  /** How many RMRRs there are mostly at most; 4 if left out. */
  readonly rmrrs?: number;
  /** How many scopes an RMRR has at most; 8 if left out. */
  readonly scopes?: number;
}

/** Whole pages anywhere in the 64-bit space. */
export const anyPages: fc.Arbitrary<AddressRange> = fc
  .record({
    page: fc.bigInt({ min: 0n, max: MAXIMUM_ADDRESS / PAGE_SIZE }),
    pages: fc.oneof(fc.bigInt({ min: 1n, max: 16n }), fc.bigInt({ min: 1n, max: 1n << 21n })),
  })
  .map(({ page, pages }) => {
    const end = page * PAGE_SIZE + pages * PAGE_SIZE - 1n;
    return { start: page * PAGE_SIZE, end: end > MAXIMUM_ADDRESS ? MAXIMUM_ADDRESS : end };
  });

const anyRmrrWish = ({ isPlain = false, ranges = anyPages, scopes = 8 }: TableOptions): fc.Arbitrary<RmrrWish> =>
  fc.record({
    first: fc.nat(),
    segment: fc.oneof(
      { weight: 9, arbitrary: fc.constant(undefined) },
      { weight: isPlain ? 0 : 1, arbitrary: fc.constantFrom(0, 1, 2, 0xffff) },
    ),
    same: fc.oneof({ weight: 4, arbitrary: fc.constant(undefined) }, { weight: 1, arbitrary: fc.nat() }),
    range: ranges,
    scopes: fc.oneof(
      { weight: 1, arbitrary: fc.array(anyScopeWish(isPlain), { minLength: 1, maxLength: 2 }) },
      {
        weight: 1,
        arbitrary: fc.array(anyScopeWish(isPlain), { minLength: isPlain ? 1 : 0, maxLength: scopes, size: "max" }),
      },
    ),
  });

/** From one RMRR to as many as there are mostly at most; now and then none, or up to eight. */
export function anyRmrrs(platform: PlatformParts, options: TableOptions): fc.Arbitrary<readonly PlanRmrr[]> {
  const sized = (minLength: number, maxLength: number): fc.Arbitrary<RmrrWish[]> =>
    fc.array(anyRmrrWish(options), { minLength, maxLength });
  return fc
    .oneof({ weight: 9, arbitrary: sized(1, options.rmrrs ?? 4) }, { weight: 1, arbitrary: sized(0, 8) })
    .map((wishes) => rmrrsOf(platform, wishes));
}

function rmrrsOf(platform: PlatformParts, wishes: readonly RmrrWish[]): readonly PlanRmrr[] {
  const { functions, roots } = platform;
  const segmentOf = (index: number): number => roots[rootIndexOf(platform, index)]!.segment;
  const named = functions.flatMap((_, index) => (segmentOf(index) <= GREATEST_NAMED_SEGMENT ? [index] : []));
  const rmrrs: PlanRmrr[] = [];
  for (const wish of wishes) {
    const first = named[wish.first % named.length];
    const segment = first === undefined ? 0 : segmentOf(first);
    const candidates = named.filter((index) => segmentOf(index) === segment);
    const before = wish.same === undefined ? undefined : rmrrs[wish.same % rmrrs.length];
    rmrrs.push({
      segment: wish.segment ?? segment,
      base: before?.base ?? wish.range.start,
      limit: before?.limit ?? wish.range.end,
      scopes: wish.scopes.map((scope) => scopeOf(platform, scope, candidates)),
      reserved: 0,
    });
  }
  return rmrrs;
}

function scopeOf({ functions }: PlatformParts, wish: ScopeWish, candidates: readonly number[]): PlanScope {
  const target = candidates[wish.target % candidates.length];
  if (wish.kind === "absent" || target === undefined) {
    const type = wish.type % 2 === 0 ? SCOPE_ENDPOINT : SCOPE_SUB_HIERARCHY;
    return { ...planScope(type, placeOnRoot(0), wish.path, 0, false), startBus: wish.startBus };
  }
  const isBridge = functions[target]!.headerType !== 0;
  const right = isBridge ? SCOPE_SUB_HIERARCHY : SCOPE_ENDPOINT;
  const wrong = isBridge ? SCOPE_ENDPOINT : SCOPE_SUB_HIERARCHY;
  const type = wish.kind === "foreign" ? wish.type : wish.kind === "wrong-type" ? wrong : right;
  return planScope(type, target, NO_TAIL, 0, wish.kind === "present-bus");
}

const anyOpaque: fc.Arbitrary<PlanStructure> = fc
  .record({
    type: fc.integer({ min: 7, max: 0xffff }),
    content: fc.uint8Array({ maxLength: 40 }),
  })
  .map(({ type, content }) => ({ structure: { kind: "opaque" as const, type, content }, scopes: [] }));

/** Other structures, in a quarter of the cases. */
export function anyStructures(platform: PlatformParts): fc.Arbitrary<readonly PlanStructure[]> {
  const named = fc
    .record({ kind: fc.constantFrom("atsr", "satc", "sidp", "andd"), target: fc.nat(), flags: fc.nat({ max: 1 }) })
    .map(({ kind, target, flags }) => structureOf(platform, kind, target, flags));
  const some = fc.array(fc.oneof(named, anyOpaque), { minLength: 1, maxLength: 3 });
  return fc.oneof({ weight: 3, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: some });
}

function structureOf(platform: PlatformParts, kind: string, number: number, flags: number): PlanStructure {
  const { functions, roots, otherDevices } = platform;
  const target = number % functions.length;
  const { segment: wide } = roots[rootIndexOf(platform, target)]!;
  const segment = wide <= GREATEST_NAMED_SEGMENT ? wide : 0;
  const type = functions[target]!.headerType === 0 ? SCOPE_ENDPOINT : SCOPE_SUB_HIERARCHY;
  const scopes = [planScope(type, target, NO_TAIL, 0, false)];
  switch (kind) {
    case "atsr":
      return { structure: { kind, flags, reserved: 0, segment, scopes: [] }, scopes };
    case "satc":
      return { structure: { kind, flags, reserved: 0, segment, scopes: [] }, scopes };
    case "sidp":
      return { structure: { kind, reserved: 0, segment, scopes: [] }, scopes };
    default: {
      const objectName = otherDevices.find(({ acpiName }) => acpiName !== undefined)?.acpiName ?? "\\_SB.PCI0.UA00";
      return { structure: { kind: "andd", reserved: 0, acpiDeviceNumber: 1, objectName }, scopes: [] };
    }
  }
}
