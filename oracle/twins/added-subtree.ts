/**
 * The twin with another bridge on a root bus and functions below it, at a place and with numbers that nothing uses and
 * no scope names. They are enumerated before all others.
 */

import { type PciFunction, type Platform, type RootBus, isBridge } from "../../model/platform.ts";
import { busKey, requesterKey } from "../../model/requester-id.ts";
import type { ScenarioFacts } from "../scenario-facts.ts";
import { rmrrsOf, structuresOf } from "./changed-table.ts";
import { isFaultless } from "./faultless.ts";
import { newLabels } from "./new-labels.ts";
import type { Twin } from "./twin.ts";

/**
 * A bridge, an Ethernet controller, and one function of each kind with different regions: ISA bridge, USB, graphics.
 */
const CLASS_CODE_BRIDGE = 0x060400;
const CLASS_CODES_BELOW: readonly number[] = [0x020000, 0x060100, 0x0c0330, 0x030000];

export const ADDED_SUBTREE: Twin = {
  name: "added-subtree",
  difference: "there is an additional bridge with functions below it that no scope names",
  applies: (facts) => rmrrsOf(facts).length > 0 && isFaultless(facts) && facts.derive(findPlaces).length > 0,
  of(facts) {
    const { platform } = facts.scenario;
    const functions = [...subtree(platform, facts.derive(findPlaces)[0]!), ...platform.functions];
    return { ...facts.scenario, platform: { ...platform, functions } };
  },
};

/** Where a bridge can be added: a device number on a root bus, and a number for the bus behind it. */
interface FreePlace {
  readonly root: RootBus;
  readonly device: number;
  readonly bus: number;
}

/** The first free place, if there is any. */
function findPlaces(facts: ScenarioFacts): readonly FreePlace[] {
  for (const root of inOrderOfInterest(facts)) {
    const bus = freeBus(facts, root);
    const device = freeDevice(facts, root);
    if (bus !== undefined && device !== undefined) return [{ root, device, bus }];
  }
  return [];
}

/**
 * Root buses of segments with functions, which therefore have a unit; those that the first RMRR refers to come first.
 */
function inOrderOfInterest(facts: ScenarioFacts): readonly RootBus[] {
  const { functions, rootBuses: all } = facts.scenario.platform;
  const occupied = new Set(functions.map(({ segment }) => segment));
  const rootBuses = all.filter(({ segment }) => occupied.has(segment));
  const [rmrr] = rmrrsOf(facts);
  const isOfRmrr = ({ segment }: RootBus): boolean => segment === rmrr!.segment;
  return [...rootBuses.filter(isOfRmrr), ...rootBuses];
}

function subtree(platform: Platform, { root, device, bus }: FreePlace): readonly PciFunction[] {
  const { segment, bus: rootBus } = root;
  const label = newLabels(platform);
  const parent = label("added-bridge");
  const numbers = { function: 0, segment, kind: "pci" } as const;
  return [
    {
      ...numbers,
      label: parent,
      bus: rootBus,
      device,
      classCode: CLASS_CODE_BRIDGE,
      headerType: 1,
      secondaryBus: bus,
      subordinateBus: bus,
    },
    ...CLASS_CODES_BELOW.map((classCode, index): PciFunction => {
      return { ...numbers, label: label("added"), bus, device: index, classCode, headerType: 0, parent };
    }),
  ];
}

/** The first number below a root bus that no bridge uses, no virtual function is on, and no scope starts at. */
function freeBus(facts: ScenarioFacts, { segment, bus, lastBus }: RootBus): number | undefined {
  const taken = new Uint8Array(256);
  for (const fn of facts.scenario.platform.functions) {
    if (fn.segment !== segment) continue;
    taken[fn.bus] = 1;
    if (isBridge(fn)) taken.fill(1, fn.secondaryBus, fn.subordinateBus! + 1);
  }
  for (const structure of structuresOf(facts)) {
    if (!("scopes" in structure) || structure.segment !== segment) continue;
    for (const { startBus } of structure.scopes) taken[startBus] = 1;
  }
  for (let number = bus + 1; number <= lastBus; number++) if (taken[number] === 0) return number;
  return undefined;
}

/** The last device number on a root bus that no function has and no path begins with. */
function freeDevice(facts: ScenarioFacts, { segment, bus }: RootBus): number | undefined {
  const taken = new Set<number>();
  for (const fn of facts.scenario.platform.functions) {
    // An ARI function's number uses the bits of the device number.
    if (busKey(fn.segment, fn.bus) === busKey(segment, bus)) taken.add((requesterKey(fn) & 0xff) >> 3);
  }
  for (const structure of structuresOf(facts)) {
    if (!("scopes" in structure)) continue;
    for (const { startBus, path } of structure.scopes) if (startBus === bus) taken.add(path[0]!.device);
  }
  for (let device = 31; device >= 0; device--) if (!taken.has(device)) return device;
  return undefined;
}
