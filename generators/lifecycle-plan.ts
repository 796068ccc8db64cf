/**
 * The plan of a case of the lifecycle stream: functions and sub-hierarchies that are removed and added while lists are
 * alive, with queries before and after.
 */

import { drawDevice, drawDownstreamPair } from "./draw-focus.ts";
import { getEveryFunction } from "./draw-questions.ts";
import { drawUnitsOf } from "./draw-structures.ts";
import { drawBelow } from "./draw-rmrrs.ts";
import { between, type Draws, pick } from "./draws.ts";
import type { Size } from "./hierarchy-features.ts";
import { drawGroup, drawPlainPlatform, shareRmrr } from "./plain-platform.ts";
import { changedFunction, type Plan } from "./plan.ts";
import { Population } from "./population.ts";
import { Sketch } from "./sketch.ts";

/** What the history of a case may contain. */
interface HistoryFeatures {
  readonly rounds: number;
  /** Chances in percent. */
  readonly lookBefore: number;
  readonly repetitions: number;
  readonly groups: number;
  /** Of two functions that share an RMRR, one is removed and the other queried. */
  readonly sharersPart: boolean;
}

export function drawLifecyclePlan(draws: Draws, size?: Size): Plan {
  const sketch = new Sketch();
  const drawn = size ?? { functions: between(draws, 1, 7), rmrrs: between(draws, 1, 3) };
  drawPlainPlatform(draws, drawn, true, sketch);
  if (size?.everyFunctionOnce) {
    getEveryFunction(sketch);
    return sketch.plan();
  }
  // Misuse is judged only by its own requirement, and nothing else is judged in the same case, so other cases do
  // without it.
  const misuse = draws.chance(70);
  const sharersPart = !misuse && draws.chance(20);
  // Functions that share an RMRR may be affected by what happens to each other.
  const subjects = drawSubjects(draws, misuse ? 90 : sharersPart ? 100 : 15, sketch);
  if (misuse && draws.chance(70)) setOneAside(sketch, draws.chance(50) ? subjects[0]! : subjects.at(-1)!);
  else if (!sharersPart && draws.chance(60)) setAside(draws, sketch, subjects);
  const features: HistoryFeatures = {
    rounds: between(draws, misuse ? 1 : 2, misuse ? 3 : 5),
    lookBefore: draws.chance(70) ? 80 : 20,
    repetitions: misuse ? 60 : 0,
    groups: draws.chance(40) ? 45 : 0,
    sharersPart,
  };
  drawGroup(draws, sketch, subjects);
  new History(draws, sketch, features, subjects).draw();
  sketch.lastListFirst = draws.chance(40);
  // Other structures that name a hot-added function: remapping units and ATSRs keep track of it as RMRRs do. A function
  // added twice would take their slots too, and nothing is known about those.
  if (!misuse && draws.chance(30)) drawUnitsOf(draws, subjects, sketch);
  return sketch.plan();
}

/**
 * The functions to add and remove: those that scopes name, and functions below and above them. `shared`: the chance, in
 * percent, of two from one RMRR.
 */
function drawSubjects(draws: Draws, shared: number, sketch: Sketch): readonly number[] {
  const sharers = draws.chance(shared) ? shareRmrr(draws, sketch) : undefined;
  if (sharers !== undefined) return sharers[0] < sharers[1] ? sharers : [sharers[1], sharers[0]];
  const subjects = new Set<number>();
  // Along with a bridge that a scope names, everything the scope covers is added and removed.
  const bridge = draws.chance(40) ? namedBridge(sketch) : undefined;
  if (bridge !== undefined) subjects.add(bridge);
  for (let count = between(draws, bridge === undefined ? 1 : 0, bridge === undefined ? 3 : 1); count > 0; count--) {
    const device = drawDevice(draws, sketch);
    if (device === undefined || device < 0) continue;
    subjects.add(device);
    const { place } = sketch.functions[device]!;
    if (place >= 0 && draws.chance(35)) subjects.add(place);
    else if (sketch.isBridge(device) && draws.chance(50)) subjects.add(drawBelow(draws, sketch, device));
  }
  return subjects.size > 0 ? [...subjects] : [0];
}

/** A bridge that a scope names and that has functions below it. */
function namedBridge(sketch: Sketch): number | undefined {
  for (const { scopes } of sketch.rmrrs) {
    for (const { at, tail } of scopes) {
      if (at >= 0 && tail.length === 0 && sketch.isBridge(at) && sketch.isPopulated(at)) return at;
    }
  }
  return undefined;
}

/** Some are absent at the start. */
function setAside(draws: Draws, sketch: Sketch, subjects: readonly number[]): void {
  setOneAside(sketch, draws.chance(60) ? subjects[0]! : pick(draws, subjects));
  if (draws.chance(25)) setOneAside(sketch, draws.below(sketch.functions.length));
}

/** Software does not look for other functions of a device without function 0. */
function setOneAside(sketch: Sketch, index: number): void {
  const { place, device, function: number } = sketch.functions[index]!;
  for (const [other, fn] of sketch.functions.entries()) {
    const ofDevice = number === 0 && fn.place === place && fn.device === device;
    if (other === index || ofDevice) sketch.functions[other] = changedFunction(fn, { absent: true });
  }
}

class History {
  readonly #draws: Draws;
  readonly #sketch: Sketch;
  readonly #features: HistoryFeatures;
  readonly #subjects: readonly number[];
  readonly #population: Population;
  readonly #live: number[] = [];
  #lists = 0;
  #removedTwice = false;

  constructor(draws: Draws, sketch: Sketch, features: HistoryFeatures, subjects: readonly number[]) {
    this.#draws = draws;
    this.#sketch = sketch;
    this.#features = features;
    this.#subjects = subjects;
    this.#population = new Population(sketch);
  }

  draw(): void {
    const draws = this.#draws;
    const { rounds, lookBefore, repetitions, sharersPart } = this.#features;
    if (draws.chance(repetitions)) this.#repeat();
    if (sharersPart && this.#subjects.length > 1) this.#part();
    for (let round = 0; round < rounds; round++) {
      const subject = pick(draws, this.#subjects);
      const watched = pick(draws, this.#subjects);
      if (draws.chance(lookBefore)) this.#look(watched);
      if (draws.chance(25)) this.#useLists();
      const changed = this.#change(subject, !this.#population.isPresent(subject));
      if (draws.chance(repetitions)) this.#change(changed, this.#population.isPresent(changed));
      else if (draws.chance(35)) this.#change(changed, !this.#population.isPresent(changed));
      if (draws.chance(25)) this.#useLists();
      this.#look(draws.chance(60) ? subject : changed);
      if (draws.chance(60)) this.#look(watched);
    }
    if (repetitions > 0 && !this.#removedTwice) this.#removeTwice();
  }

  /** Removes an absent function, and queries a device that may be affected. */
  #removeTwice(): void {
    const subject = pick(this.#draws, this.#subjects);
    if (this.#population.isPresent(subject)) this.#change(subject, false);
    this.#change(subject, false);
    this.#look(pick(this.#draws, this.#subjects));
  }

  /** Of two present functions, one is removed; the other, queried before, keeps what it had. */
  #part(): void {
    const [one, other] = this.#subjects as readonly [number, number];
    // The function that comes first is found first; a function below the other is removed with it.
    const goes = this.#sketch.isBelow(other, one) || this.#draws.chance(30) ? other : one;
    const stays = goes === one ? other : one;
    for (const subject of [one, other]) {
      while (!this.#population.isPresent(subject)) this.#change(subject, true);
    }
    const ask = (): number => this.#sketch.steps.push({ do: "get", device: stays, list: this.#newList() });
    ask();
    this.#change(goes, false);
    ask();
  }

  /** Misuse before anything has changed, usually after a query of a device that may be affected. */
  #repeat(): void {
    const subject = this.#subjects[0]!;
    const watched = this.#draws.chance(70) ? this.#subjects.at(-1)! : subject;
    if (this.#draws.chance(85)) this.#look(watched);
    this.#change(subject, this.#population.isPresent(subject));
    this.#look(watched);
  }

  /** Returns the function that the step names. */
  #change(index: number, present: boolean): number {
    const device = present ? this.#population.firstToAdd(index) : index;
    if (!present && !this.#population.isPresent(device)) this.#removedTwice = true;
    this.#sketch.steps.push({ do: present ? "add" : "remove", device });
    this.#population.change(device, present);
    return device;
  }

  /** Queries a function, a function below it, or another one related to it. */
  #look(subject: number): void {
    const draws = this.#draws;
    const sketch = this.#sketch;
    let device = subject;
    if (sketch.isBridge(subject) && draws.chance(60)) device = drawBelow(draws, sketch, subject);
    else if (draws.chance(20)) device = drawDevice(draws, sketch) ?? subject;
    if (draws.chance(this.#features.groups)) {
      sketch.steps.push({ do: "group", group: 0, list: this.#newList() });
      return;
    }
    switch (draws.weighted([72, 14, 14])) {
      case 0:
        sketch.steps.push({ do: "get", device, list: this.#newList() });
        break;
      case 1:
        sketch.steps.push({ do: "ask", predicate: "has-rmrr", device });
        break;
      default: {
        const bridge = device >= 0 ? sketch.functions[device]!.place : -1;
        const pair = bridge >= 0 && draws.chance(70) ? { device, bridge } : drawDownstreamPair(draws, sketch);
        if (pair !== undefined) sketch.steps.push({ do: "ask", predicate: "downstream", ...pair });
      }
    }
  }

  #newList(): number {
    this.#live.push(this.#lists);
    return this.#lists++;
  }

  /** A caller reads its list, puts it, or writes to it. */
  #useLists(): void {
    if (this.#live.length === 0) return;
    const position = this.#draws.below(this.#live.length);
    const list = this.#live[position]!;
    const use = (["read", "put", "scribble", "empty"] as const)[this.#draws.weighted([35, 45, 10, 10])]!;
    this.#sketch.steps.push({ do: use, list });
    if (use === "put") this.#live.splice(position, 1);
  }
}
