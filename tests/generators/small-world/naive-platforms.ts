/**
 * Small platforms found without any thought: every function in every slot, every path there is, and of those that can
 * be turned into each other by exchanging devices, functions or segments, one. It shares nothing with the enumerator.
 */

import { decodeTable } from "../../../model/dmar/decode.ts";
import type { Scenario } from "../../../model/scenario.ts";

/** A function: `0:1.0/0.1` for 00.1 below 01.0 in segment 0, and what it is. */
type Functions = ReadonlyMap<string, string>;

export interface NaivePlatform {
  readonly functions: Functions;
  /** The paths of the scopes of each RMRR, in the same words, and their segment. */
  readonly rmrrs: readonly { readonly segment: number; readonly paths: readonly string[] }[];
}

const SLOTS = ["0.0", "0.1", "1.0", "1.1"];
const BRIDGE = "bridge";

/** Every hierarchy of so many functions in two segments. */
function hierarchies(count: number, kinds: readonly string[]): readonly Functions[] {
  let found = new Map<string, Functions>([["", new Map()]]);
  for (let added = 0; added < count; added++) {
    const next = new Map<string, Functions>();
    for (const functions of found.values()) {
      const buses = ["0:", "1:", ...[...functions].filter(([, kind]) => kind === BRIDGE).map(([path]) => `${path}/`)];
      for (const bus of buses) {
        for (const slot of SLOTS) {
          if (functions.has(bus + slot)) continue;
          for (const kind of [...kinds, BRIDGE]) {
            const more = new Map([...functions, [bus + slot, kind]].sort() as [string, string][]);
            next.set(JSON.stringify([...more]), more);
          }
        }
      }
    }
    found = next;
  }
  const isWhole = (functions: Functions): boolean =>
    [...functions.keys()].every((path) => !path.endsWith("1") || functions.has(`${path.slice(0, -1)}0`));
  return [...found.values()].filter(isWhole);
}

function paths(hops: number): readonly string[] {
  if (hops === 1) return SLOTS;
  return paths(hops - 1).flatMap((path) => SLOTS.map((slot) => `${path}/${slot}`));
}

/** Every platform with so many functions, and with RMRRs whose scopes have so many hops. */
export function naivePlatforms(
  count: number,
  kinds: readonly string[],
  shape: readonly (readonly number[])[],
): readonly NaivePlatform[] {
  const rmrrs = shape.map((scopes) =>
    [0, 1].flatMap((segment) =>
      combinations(scopes.map((hops) => paths(hops).map((path) => `${segment}:${path}`))).map((own) => ({
        segment,
        paths: own,
      })),
    ),
  );
  return combinations(rmrrs).flatMap((own) =>
    hierarchies(count, kinds).map((functions) => ({ functions, rmrrs: own })),
  );
}

function combinations<Item>(choices: readonly (readonly Item[])[]): readonly (readonly Item[])[] {
  const [first, ...rest] = choices;
  if (first === undefined) return [[]];
  return first.flatMap((item) => combinations(rest).map((others) => [item, ...others]));
}

/** One text for all platforms that can be turned into each other. */
export function canonicalText({ functions, rmrrs }: NaivePlatform): string {
  const marks = new Map<string, string>();
  for (const [index, { segment, paths: own }] of rmrrs.entries()) {
    const at = [`${segment}:`, ...own];
    for (const [position, path] of at.entries()) marks.set(path, `${marks.get(path) ?? ""}<${index},${position}>`);
  }
  const used = [...functions.keys(), ...marks.keys()];
  const slotText = (path: string): string =>
    `(${functions.get(path) ?? ""}${marks.get(path) ?? ""}${busText(`${path}/`)})`;
  const deviceText = (bus: string, device: number): string => {
    const both = [`${bus}${device}.0`, `${bus}${device}.1`];
    const texts = both.map(slotText);
    if (functions.has(both[0]!) === functions.has(both[1]!)) texts.sort();
    return `{${texts.join("")}}`;
  };
  const busText = (bus: string): string => {
    if (!used.some((path) => path.startsWith(bus) && path.length > bus.length)) return "";
    return `[${[deviceText(bus, 0), deviceText(bus, 1)].sort().join("")}]`;
  };
  return [0, 1]
    .map((segment) => `${marks.get(`${segment}:`) ?? ""}${busText(`${segment}:`)}`)
    .sort()
    .join(" ");
}

/** A scenario in the same words; `kindOf` says what a class code is. */
export function platformOf({ platform }: Scenario, kindOf: (classCode: number) => string): NaivePlatform {
  const pathOf = (label: string): string => {
    const fn = platform.functions.find((candidate) => candidate.label === label)!;
    const slot = `${fn.device}.${fn.function}`;
    return fn.parent === undefined ? `${fn.segment}:${slot}` : `${pathOf(fn.parent)}/${slot}`;
  };
  const functions = platform.functions.map(
    (fn) => [pathOf(fn.label), fn.headerType === 0 ? kindOf(fn.classCode) : BRIDGE] as const,
  );
  const rmrrs = decodeTable(platform.dmar).structures.flatMap(({ structure }) => {
    if (structure.kind !== "rmrr") return [];
    const own = structure.scopes.map(({ path }) => path.map((hop) => `${hop.device}.${hop.function}`).join("/"));
    return [{ segment: structure.segment, paths: own.map((path) => `${structure.segment}:${path}`) }];
  });
  return { functions: new Map(functions), rmrrs };
}
