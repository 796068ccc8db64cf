/**
 * What must hold: everything that follows from a scenario and a profile, before any implementation is involved.
 *
 * Facts are pure, and computed on first use and then kept: two objects for equal scenarios give the same answers.
 * Triggers of requirements, situations and the judge use them.
 */

import { decodeTable, type DecodedTable } from "../model/dmar/decode.ts";
import type { Device } from "../model/platform.ts";
import type { Profile } from "../model/profile.ts";
import type { AskDownstreamStep, AskStep, Scenario } from "../model/scenario.ts";
import { Coverage, type DeviceCoverage, NO_COVERAGE } from "./coverage.ts";
import { type DeviceClass, deviceClass } from "./device-class.ts";
import { Hierarchy, NONE } from "./hierarchy.ts";
import { Presence } from "./presence.ts";

/** A `get` step and the device it queries. */
export interface GetFact {
  readonly step: number;
  readonly list: string;
  readonly label: string;
  /** Index of the device: functions first, then the devices that are not PCI. */
  readonly index: number;
  readonly device: Device;
  readonly class: DeviceClass;
  /** Whether the device is present at this step; what an absent one gets is judged only by the life cycle family. */
  readonly present: boolean;
  readonly coverage: DeviceCoverage;
}

/** An `ask` step and the devices it refers to. */
export interface AskFact {
  readonly step: number;
  readonly ask: AskStep | AskDownstreamStep;
  readonly index: number;
  readonly device: Device;
  readonly class: DeviceClass;
  readonly present: boolean;
  /** Index of the bridge of a `downstream` query, else -1; whether it is present. */
  readonly bridge: number;
  readonly bridgePresent: boolean;
}

export class ScenarioFacts {
  readonly scenario: Scenario;
  readonly profile: Profile;
  #hierarchy: Hierarchy | undefined;
  #table: DecodedTable | undefined;
  #coverage: Coverage | undefined;
  #presence: Presence | undefined;
  #otherIndices: Map<string, number> | undefined;
  #gets: readonly GetFact[] | undefined;
  #asks: readonly AskFact[] | undefined;
  #getByStep: ReadonlyMap<number, GetFact> | undefined;
  #askByStep: ReadonlyMap<number, AskFact> | undefined;
  readonly #derived = new Map<unknown, unknown>();

  constructor(scenario: Scenario, profile: Profile) {
    this.scenario = scenario;
    this.profile = profile;
  }

  get hierarchy(): Hierarchy {
    return (this.#hierarchy ??= new Hierarchy(this.scenario.platform));
  }

  get table(): DecodedTable {
    return (this.#table ??= decodeTable(this.scenario.platform.dmar));
  }

  get coverage(): Coverage {
    return (this.#coverage ??= new Coverage(this.scenario.platform, this.table, this.hierarchy, this.profile));
  }

  get presence(): Presence {
    return (this.#presence ??= new Presence(this.scenario, this.hierarchy));
  }

  /** The `get` steps, in order. */
  get gets(): readonly GetFact[] {
    return (this.#gets ??= this.#collectGets());
  }

  /** The `ask` steps, in order. */
  get asks(): readonly AskFact[] {
    return (this.#asks ??= this.#collectAsks());
  }

  /** The fact of a `get` step, by its index among the steps. */
  getAt(step: number): GetFact | undefined {
    this.#getByStep ??= new Map(this.gets.map((get) => [get.step, get]));
    return this.#getByStep.get(step);
  }

  /** The fact of an `ask` step, by its index among the steps. */
  askAt(step: number): AskFact | undefined {
    this.#askByStep ??= new Map(this.asks.map((ask) => [ask.step, ask]));
    return this.#askByStep.get(step);
  }

  /** A fact specific to a family, computed by `compute` on first use. */
  derive<Fact>(compute: (facts: ScenarioFacts) => Fact): Fact {
    let fact = this.#derived.get(compute) as Fact | undefined;
    if (fact === undefined) this.#derived.set(compute, (fact = compute(this)));
    return fact;
  }

  /** The index of a device: functions first, then the devices that are not PCI; `NONE` if there is none. */
  indexOf(label: string): number {
    const index = this.hierarchy.indexOf(label);
    if (index !== NONE) return index;
    if (this.#otherIndices === undefined) {
      const { functions, otherDevices } = this.scenario.platform;
      this.#otherIndices = new Map(otherDevices.map((device, at) => [device.label, functions.length + at]));
    }
    return this.#otherIndices.get(label) ?? NONE;
  }

  device(index: number): Device {
    const { functions, otherDevices } = this.scenario.platform;
    return index < functions.length ? functions[index]! : otherDevices[index - functions.length]!;
  }

  labelOf(index: number): string {
    return this.device(index).label;
  }

  isFunction(index: number): boolean {
    return index < this.scenario.platform.functions.length;
  }

  /** Whether a device is present at a step. Devices that are not PCI are never added or removed. */
  presentAt(index: number, step: number): boolean {
    return !this.isFunction(index) || this.presence.presentAt(index, step);
  }

  #collectGets(): GetFact[] {
    const gets: GetFact[] = [];
    const { steps } = this.scenario;
    for (let step = 0; step < steps.length; step++) {
      const get = steps[step]!;
      if (get.do !== "get") continue;
      const index = this.indexOf(get.device);
      // A step that refers to a device that the platform does not have says nothing.
      if (index === NONE) continue;
      const device = this.device(index);
      const present = this.presentAt(index, step);
      gets.push({
        step,
        list: get.list,
        label: get.device,
        index,
        device,
        class: deviceClass(device),
        present,
        coverage: present ? this.coverage.of(index) : NO_COVERAGE,
      });
    }
    return gets;
  }

  #collectAsks(): AskFact[] {
    const asks: AskFact[] = [];
    const { steps } = this.scenario;
    for (let step = 0; step < steps.length; step++) {
      const ask = steps[step]!;
      if (ask.do !== "ask") continue;
      const index = this.indexOf(ask.device);
      const bridge = ask.predicate === "downstream" ? this.indexOf(ask.bridge) : NONE;
      if (index === NONE || (ask.predicate === "downstream" && bridge === NONE)) continue;
      const device = this.device(index);
      asks.push({
        step,
        ask,
        index,
        device,
        class: deviceClass(device),
        present: this.presentAt(index, step),
        bridge,
        bridgePresent: bridge !== NONE && this.presentAt(bridge, step),
      });
    }
    return asks;
  }
}
