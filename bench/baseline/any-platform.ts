/**
 * Platforms from stock combinators of fast-check, with their default bias.
 *
 * They are written as somebody would who knows fast-check and VT-d and wants valid platforms: records of fields, arrays
 * of records, constants from what exists. Numbers ask for addresses and refer to earlier items; `realise`, which the
 * generators of this suite use too, turns these wishes into a valid platform, so that only the drawing is compared.
 * Sizes are those of the streams: usually up to 14 functions, occasionally up to 44.
 */

import * as fc from "fast-check";
import { CLASS_CODE_BRIDGE, CLASS_FAMILIES } from "../../generators/class-vocabulary.ts";
import {
  ALL_SPARE,
  otherDeviceReference,
  planFunction,
  placeOnRoot,
  type DeviceReference,
  type PlanFunction,
  type PlanOtherDevice,
  type PlanRoot,
} from "../../generators/plan.ts";

/** What the other parts of a baseline case point into. */
export interface PlatformParts {
  readonly roots: readonly PlanRoot[];
  readonly functions: readonly PlanFunction[];
  readonly otherDevices: readonly PlanOtherDevice[];
}

interface FunctionWish {
  readonly kind: "endpoint" | "bridge" | "virtual";
  /** Which of the places before it, or which endpoint for a virtual function; taken modulo their number. */
  readonly above: number;
  readonly device: number;
  readonly function: number;
  readonly classCode: number;
  readonly bridge: readonly [classCode: number, headerType: 1 | 2];
  readonly gap: number;
  readonly spare: number;
}

const CLASS_CODES = CLASS_FAMILIES.flatMap(({ classCodes }) => classCodes);

const anyRoot: fc.Arbitrary<PlanRoot> = fc.record({
  segment: fc.constantFrom(0, 1, 2, 0xffff, 0x10000),
  gap: fc.nat({ max: 0x10 }),
  spare: fc.oneof(fc.constant(ALL_SPARE), fc.nat({ max: 4 })),
});

const anyFunctionWish: fc.Arbitrary<FunctionWish> = fc.record({
  kind: fc.oneof(
    { weight: 6, arbitrary: fc.constant("endpoint" as const) },
    { weight: 4, arbitrary: fc.constant("bridge" as const) },
    { weight: 1, arbitrary: fc.constant("virtual" as const) },
  ),
  above: fc.nat(),
  device: fc.nat({ max: 31 }),
  function: fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, { weight: 1, arbitrary: fc.nat({ max: 7 }) }),
  classCode: fc.constantFrom(...CLASS_CODES),
  bridge: fc.constantFrom([CLASS_CODE_BRIDGE, 1] as const, [0x060401, 1] as const, [0x060700, 2] as const),
  gap: fc.nat({ max: 2 }),
  spare: fc.nat({ max: 1 }),
});

const anyOtherDevices: fc.Arbitrary<PlanOtherDevice[]> = fc
  .array(fc.boolean(), { maxLength: 2 })
  .map((named) => named.map((name, index) => (name ? { acpiName: `\\_SB.PCI0.I2C${index}` } : {})));

/** @param most functions, and a tenth of the cases has up to three times as many */
export function anyPlatform(most: number): fc.Arbitrary<PlatformParts> {
  const sized = (minLength: number, maxLength: number): fc.Arbitrary<FunctionWish[]> =>
    fc.array(anyFunctionWish, { minLength, maxLength, size: "max" });
  const usual = sized(1, most);
  return fc
    .record({
      roots: fc.array(anyRoot, { minLength: 1, maxLength: 3 }),
      wishes:
        most < 14
          ? usual
          : fc.oneof({ weight: 9, arbitrary: usual }, { weight: 1, arbitrary: sized(most + 1, most * 3) }),
      otherDevices: anyOtherDevices,
    })
    .map(({ roots, wishes, otherDevices }) => ({ roots, functions: functionsOf(wishes, roots.length), otherDevices }));
}

/** The functions that are wished for, each below a root bus or a bridge before it. */
function functionsOf(wishes: readonly FunctionWish[], roots: number): readonly PlanFunction[] {
  const places = Array.from({ length: roots }, (_, root) => placeOnRoot(root));
  const endpoints: number[] = [];
  const functions: PlanFunction[] = [];
  for (const wish of wishes) {
    const place = places[wish.above % places.length]!;
    const index = functions.length;
    if (wish.kind === "bridge") {
      const [classCode, headerType] = wish.bridge;
      places.push(index);
      functions.push(planFunction(place, wish.device, wish.function, classCode, headerType, wish.gap, wish.spare));
    } else if (wish.kind === "virtual" && endpoints.length > 0) {
      const physicalFunction = endpoints[wish.above % endpoints.length]!;
      const physical = functions[physicalFunction]!;
      functions.push({ ...physical, device: wish.device, function: wish.function, physicalFunction });
    } else {
      endpoints.push(index);
      functions.push(planFunction(place, wish.device, wish.function, wish.classCode, 0, 0, 0));
    }
  }
  return functions;
}

export function rootIndexOf({ functions }: PlatformParts, index: number): number {
  let { place } = functions[index]!;
  while (place >= 0) ({ place } = functions[place]!);
  return -1 - place;
}

/** Any device of the platform: functions, then the devices that are not PCI. */
export function deviceAt({ functions, otherDevices }: PlatformParts, number: number): DeviceReference {
  const index = number % (functions.length + otherDevices.length);
  return index < functions.length ? index : otherDeviceReference(index - functions.length);
}
