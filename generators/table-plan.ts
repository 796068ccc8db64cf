/**
 * The plan of a case around a real table: a hierarchy in which its scopes resolve, though occasionally one does not.
 *
 * The table is kept byte for byte. What it does not say is drawn: classes, the functions below and beside the named
 * ones, and whether a start bus other than the first of its segment is a root bus or, as for one in a hundred scopes of
 * real tables, is behind a bridge.
 */

import { CLASS_CODE_BRIDGE, CLASS_FAMILIES } from "./class-vocabulary.ts";
import { drawDownstreamPair } from "./draw-focus.ts";
import { drawAsk } from "./draw-questions.ts";
import { between, type Draws, pick } from "./draws.ts";
import { ALL_SPARE, otherDeviceReference, type Place, type Plan, placeOnRoot, planFunction } from "./plan.ts";
import { Sketch } from "./sketch.ts";
import type { NamedBus, NamedFunction } from "./table-skeleton.ts";

/** The classes found at these slots of root bus 0 in most real machines: graphics, xHCI, EHCI. */
const USUAL_CLASS_CODES: ReadonlyMap<number, number> = new Map([
  [0x02, 0x030000],
  [0x14, 0x0c0330],
  [0x1a, 0x0c0320],
  [0x1d, 0x0c0320],
  [0x1f, 0x060100],
]);

/** Device numbers of functions that the table does not mention. */
const OTHER_DEVICES: readonly number[] = [0, 1, 3, 0x15, 0x1b, 0x1f];

interface TableFeatures {
  /** Chances in percent. */
  readonly usualClasses: number;
  readonly missing: number;
  readonly headerMismatch: number;
  readonly behindBridge: number;
  /** Functions that the table does not mention. */
  readonly others: number;
}

export function drawTablePlan(draws: Draws, buses: readonly NamedBus[], dmar: Uint8Array): Plan {
  const features: TableFeatures = {
    usualClasses: draws.chance(70) ? 90 : 20,
    missing: draws.chance(15) ? 30 : 0,
    headerMismatch: draws.chance(8) ? 30 : 0,
    behindBridge: draws.chance(25) ? 60 : 0,
    others: between(draws, 0, 7),
  };
  const sketch = new Sketch();
  const named: number[] = [];
  new TableHierarchy(draws, features, sketch, named).draw(buses);
  drawOthers(draws, features, sketch);
  if (draws.chance(20)) {
    sketch.otherDevices.push({});
    sketch.remarkable.push(otherDeviceReference(0));
  }
  drawTableQuestions(draws, sketch, named);
  return { ...sketch.plan(), table: dmar };
}

class TableHierarchy {
  readonly #draws: Draws;
  readonly #features: TableFeatures;
  readonly #sketch: Sketch;
  /** Indexes of functions that RMRRs name. */
  readonly #named: number[];

  constructor(draws: Draws, features: TableFeatures, sketch: Sketch, named: number[]) {
    this.#draws = draws;
    this.#features = features;
    this.#sketch = sketch;
    this.#named = named;
  }

  draw(buses: readonly NamedBus[]): void {
    // A table without PCI scopes still belongs to a machine.
    if (buses.length === 0) this.#sketch.addRoot({ segment: 0, gap: 0, spare: ALL_SPARE });
    let index = 0;
    while (index < buses.length) {
      const { segment } = buses[index]!;
      let end = index + 1;
      while (end < buses.length && buses[end]!.segment === segment) end++;
      this.#drawSegment(buses.slice(index, end));
      index = end;
    }
  }

  /** The root buses of a segment in ascending order, each with the buses behind it at which scopes start too. */
  #drawSegment(buses: readonly NamedBus[]): void {
    let nextBus = 0;
    let index = 0;
    while (index < buses.length) {
      const { segment, bus, functions } = buses[index]!;
      // This root bus can use only the numbers up to the next start bus.
      let end = index + 1;
      while (end < buses.length && this.#draws.chance(this.#features.behindBridge)) end++;
      const behind = buses.slice(index + 1, end);
      const lastBus = end < buses.length ? buses[end]!.bus - 1 : 255;
      const root = this.#sketch.roots.length;
      const gap = bus - nextBus;
      this.#sketch.addRoot({ segment, gap, spare: ALL_SPARE });
      nextBus = lastBus + 1;
      const place = placeOnRoot(root);
      this.#drawBehind(place, bus, behind, functions);
      // Functions that need more bus numbers than there are get left out, and their scopes name nothing.
      const left = { buses: lastBus - (behind.at(-1)?.bus ?? bus) };
      this.#drawNamed(place, functions, left);
      if (end < buses.length) this.#sketch.roots[root] = { segment, gap, spare: left.buses };
      index = end;
    }
  }

  /** Bridges whose secondary buses have the numbers at which scopes start although they are not root buses. */
  #drawBehind(place: Place, bus: number, behind: readonly NamedBus[], beside: readonly NamedFunction[]): void {
    let next = bus + 1;
    // These come first so that no other bridge precedes them, and must not take a slot that the table names.
    const taken = new Set(beside.map((fn) => fn.device));
    if (taken.size === 32) return;
    let device = 0x1d;
    for (const start of behind) {
      do device = (device + 31) & 31;
      while (taken.has(device));
      const gap = start.bus - next;
      const bridge = this.#sketch.addFunction(planFunction(place, device, 0, CLASS_CODE_BRIDGE, 1, gap, 0));
      next = start.bus + 1;
      this.#drawNamed(bridge, start.functions, { buses: 0 });
      // Bridges below it would take the numbers of those that follow.
      this.#sketch.open.splice(this.#sketch.open.indexOf(bridge), 1);
    }
  }

  #drawNamed(place: Place, functions: readonly NamedFunction[], left: { buses: number }): void {
    for (const fn of functions) {
      if (this.#draws.chance(this.#features.missing)) continue;
      let bridge = fn.bridge;
      if (fn.below.length === 0 && this.#draws.chance(this.#features.headerMismatch)) bridge = !bridge;
      if (bridge && left.buses === 0) continue;
      if (bridge) left.buses--;
      const classCode = bridge ? CLASS_CODE_BRIDGE : this.#drawClass(fn.device);
      const index = this.#sketch.addFunction(
        planFunction(place, fn.device, fn.function, classCode, bridge ? 1 : 0, 0, 0),
      );
      if (fn.reserved) this.#named.push(index);
      this.#drawNamed(index, fn.below, left);
    }
    this.#drawFirstFunctions(place, functions);
  }

  /**
   * If a table names a function of a device, function 0 is added too, because a repair would move the named function.
   */
  #drawFirstFunctions(place: Place, functions: readonly NamedFunction[]): void {
    const devices = new Set(functions.filter((fn) => fn.function !== 0).map((fn) => fn.device));
    for (const fn of functions) if (fn.function === 0) devices.delete(fn.device);
    for (const device of devices) {
      this.#sketch.addFunction(planFunction(place, device, 0, this.#drawClass(device), 0, 0, 0));
    }
  }

  #drawClass(device: number): number {
    const usual = USUAL_CLASS_CODES.get(device);
    if (usual !== undefined && this.#draws.chance(this.#features.usualClasses)) return usual;
    return pick(this.#draws, pick(this.#draws, CLASS_FAMILIES).classCodes);
  }
}

/** Functions that the table does not mention, wherever they do not move a start bus. */
function drawOthers(draws: Draws, features: TableFeatures, sketch: Sketch): void {
  for (let count = 0; count < features.others && sketch.open.length > 0; count++) {
    const place = pick(draws, sketch.open);
    // Only the last root bus of a segment can give away bus numbers without moving the roots after it.
    const spare = sketch.rootAbove(place).spare === ALL_SPARE;
    const bridge = spare && draws.chance(35);
    const device = pick(draws, OTHER_DEVICES);
    const number = draws.chance(25) ? between(draws, 1, 7) : 0;
    const classCode = bridge ? CLASS_CODE_BRIDGE : pick(draws, pick(draws, CLASS_FAMILIES).classCodes);
    const index = sketch.addFunction(planFunction(place, device, number, classCode, bridge ? 1 : 0, 0, 0));
    if (draws.chance(30)) sketch.remarkable.push(index);
  }
}

/** Gets of the functions that RMRRs name and of those beside them, and a few queries. */
function drawTableQuestions(draws: Draws, sketch: Sketch, named: readonly number[]): void {
  const asked = new Set<number>();
  const gets = between(draws, 1, 5);
  for (let list = 0; list < gets; list++) {
    const { functions, remarkable } = sketch;
    if (functions.length === 0) break;
    const device =
      named.length > 0 && draws.chance(60)
        ? pick(draws, named)
        : remarkable.length > 0 && draws.chance(30)
          ? pick(draws, remarkable)
          : draws.below(functions.length);
    if (asked.has(device)) continue;
    asked.add(device);
    sketch.steps.push({ do: "get", device, list });
  }
  for (let asks = between(draws, 0, 3); asks > 0; asks--) {
    const device = named.length > 0 && draws.chance(50) ? pick(draws, named) : undefined;
    const step = drawAsk(draws, sketch);
    if (step === undefined) continue;
    if (device === undefined || step.do !== "ask" || step.predicate === "downstream") sketch.steps.push(step);
    else sketch.steps.push({ ...step, device });
  }
  const pair = draws.chance(20) ? drawDownstreamPair(draws, sketch) : undefined;
  if (pair !== undefined) sketch.steps.push({ do: "ask", predicate: "downstream", ...pair });
}
