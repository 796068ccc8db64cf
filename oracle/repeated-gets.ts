/** Repeated gets of one device while the platform does not change: all must give the same. */

import type { ObservedRegion, StepResult } from "../model/trace.ts";
import { lacksMemory } from "./lacks-memory.ts";
import { sameSet, shownRegions } from "./list-comparison.ts";
import type { LiveList } from "./object-ledger.ts";
import type { MemoryFault } from "./memory-fault.ts";
import type { GetFact, ScenarioFacts } from "./scenario-facts.ts";

interface EarlierGet {
  readonly step: number;
  readonly list: string;
  readonly regions: readonly ObservedRegion[];
}

interface DeviceGets {
  /** The latest whole get since the platform last changed. */
  earlier: EarlierGet | undefined;
  /** The lists that the device gave. */
  readonly labels: string[];
}

export class RepeatedGets {
  readonly #facts: ScenarioFacts;
  readonly #types: boolean;
  readonly #devices = new Map<number, DeviceGets>();

  constructor(facts: ScenarioFacts) {
    this.#facts = facts;
    this.#types = facts.profile.compareType === "yes";
  }

  /** The platform changes, so earlier results say nothing about later ones. */
  forgetAll(): void {
    for (const device of this.#devices.values()) device.earlier = undefined;
  }

  /** Compares a get with the previous one of the same device, and keeps it for the next. */
  compare(
    get: GetFact,
    result: StepResult,
    step: number,
    lists: ReadonlyMap<string, LiveList>,
  ): MemoryFault | undefined {
    if (result.regions === undefined || result.endless === true || result.status !== "ok") return undefined;
    if (lacksMemory(result)) return undefined;
    const device = this.#deviceOf(get);
    const { earlier } = device;
    device.earlier = { step, list: get.list, regions: result.regions };
    if (earlier === undefined || sameSet(earlier.regions, result.regions, this.#types)) return undefined;
    return {
      kind: this.#kindOf(earlier, step, lists),
      step,
      list: get.list,
      otherList: earlier.list,
      device: get.label,
      expected: shownRegions(earlier.regions),
      received: shownRegions(result.regions),
    };
  }

  /** An object that is also in another live list of the same device, if there is one. */
  sharedWithAnother(
    get: GetFact,
    result: StepResult,
    step: number,
    lists: ReadonlyMap<string, LiveList>,
  ): MemoryFault | undefined {
    const { labels } = this.#deviceOf(get);
    labels.push(get.list);
    if (result.regions === undefined) return undefined;
    for (const label of labels) {
      const live = lists.get(label);
      if (live === undefined || live.life.get?.index !== get.index || label === get.list) continue;
      const { life, regions } = live;
      const objects = new Set(regions.map(({ object }) => object));
      const shared = result.regions.find(({ object }) => objects.has(object));
      if (shared === undefined) continue;
      return {
        kind: "shared-object",
        step,
        list: get.list,
        otherList: life.label,
        device: get.label,
        object: shared.object,
        received: shownRegions([shared]),
      };
    }
    return undefined;
  }

  #deviceOf({ index }: GetFact): DeviceGets {
    let device = this.#devices.get(index);
    if (device === undefined) this.#devices.set(index, (device = { earlier: undefined, labels: [] }));
    return device;
  }

  #kindOf(earlier: EarlierGet, step: number, lists: ReadonlyMap<string, LiveList>): MemoryFault["kind"] {
    const { steps } = this.#facts.scenario;
    for (let index = earlier.step + 1; index < step; index++) {
      const what = steps[index]!.do;
      if (what === "scribble" || what === "empty") return "later-get-changed";
    }
    return lists.get(earlier.list)?.life.from === earlier.step ? "unequal-lists" : "later-get-differs";
  }
}
