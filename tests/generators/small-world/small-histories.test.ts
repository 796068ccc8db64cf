/** Short histories are counted again by playing every sequence of steps with every cast. */

import { describe, expect, test } from "vitest";
import type { Plan, PlanStep } from "../../../generators/plan.ts";
import { ALPHABETS } from "../../../generators/small-world/history-alphabets.ts";
import { shortHistories } from "../../../generators/small-world/history-world.ts";

const MOST_STEPS = 3;
const PAGE = 0x1000n;

interface Played {
  /** Who is there at first, by function. */
  readonly first: readonly boolean[];
  readonly steps: readonly PlanStep[];
}

/** Every history of so many steps, whoever plays which part. */
function play(functions: number, below: boolean, length: number): readonly Played[] {
  const found: Played[] = [];
  for (let bits = 0; bits < 1 << functions; bits++) {
    const first = Array.from({ length: functions }, (_, index) => ((bits >> index) & 1) === 0);
    // Below a bridge, whoever is not spoken of goes with it.
    if (below && first.some((there) => there !== first[0])) continue;
    goOn([], first, new Set(), 0, (steps) => found.push({ first, steps }));
  }
  return found;

  function goOn(
    steps: readonly PlanStep[],
    there: readonly boolean[],
    live: ReadonlySet<number>,
    got: number,
    done: (steps: readonly PlanStep[]) => void,
  ): void {
    if (steps.length === length) return done(steps);
    const next = (
      step: PlanStep,
      change: { there?: readonly boolean[]; live?: ReadonlySet<number>; got?: number } = {},
    ): void => goOn([...steps, step], change.there ?? there, change.live ?? live, change.got ?? got, done);
    for (let device = 0; device < functions; device++) {
      next({ do: "get", device, list: got }, { live: new Set([...live, got]), got: got + 1 });
      for (const predicate of ["has-rmrr", "relaxable", "locked"] as const) next({ do: "ask", predicate, device });
      if (below && device > 0 && !there[0]!) continue;
      for (const kind of ["add", "remove"] as const) {
        const to = kind === "add";
        next(
          { do: kind, device },
          { there: there.map((was, at) => (at === device || (below && device === 0) ? to : was)) },
        );
      }
    }
    for (const list of live) {
      next({ do: "put", list }, { live: new Set([...live].filter((other) => other !== list)) });
      for (const kind of ["read", "scribble", "empty"] as const) next({ do: kind, list });
      if (list !== 99) next({ do: "insert-all-of", list: 99, source: list }, { live: new Set([...live, 99]) });
    }
    for (const page of [1n, 2n]) {
      const region = { start: page * PAGE, end: page * PAGE + PAGE - 1n, type: "direct", protection: 3 } as const;
      next({ do: "insert", list: 99, region }, { live: new Set([...live, 99]) });
    }
    next({ do: "group", group: 0, list: got }, { live: new Set([...live, got]), got: got + 1 });
    next({ do: "show", group: 0 });
    next({ do: "map", group: 0 });
    const aperture = { start: 0n, end: 0x7f_ffff_ffffn };
    for (const mappings of [[], [{ start: PAGE, end: 2n * PAGE - 1n }]])
      next({ do: "attach", group: 0, aperture, mappings });
    for (const first of [1, 2, 3]) next({ do: "fail-allocations", first, count: 1 });
  }
}

function spokenOf(steps: readonly PlanStep[]): readonly number[] {
  return [...new Set(steps.flatMap((step) => ("device" in step ? [step.device] : [])))];
}

function isInWorld({ first, steps }: Played, functions: number, below: boolean): boolean {
  const kinds = steps.map((step) => step.do);
  if (!ALPHABETS.some((one) => steps.length <= one.mostSteps && kinds.every((kind) => one.kinds.includes(kind))))
    return false;
  // At the end, the first list that is alive is put first anyway.
  const last = steps.at(-1)!;
  const live = new Set<number>();
  for (const step of steps.slice(0, -1)) {
    if (step.do === "put") live.delete(step.list);
    else if ("list" in step) live.add(step.list);
  }
  if (last.do === "put" && last.list === [...live][0]) return false;
  const spoken = spokenOf(steps);
  // Whoever nobody speaks of is there; a bridge may be absent only if somebody speaks of it before of anybody else.
  if (first.some((there, device) => !there && !below && !spoken.includes(device))) return false;
  if (below && !first[0]! && spoken[0] !== 0) return false;
  const grouped = steps.some((step) => "group" in step);
  if (!below) return grouped || spoken.length === functions;
  return (
    grouped || (functions === 1 ? spoken.length === 1 : spoken.filter((device) => device > 0).length === functions - 1)
  );
}

/** The history in the names of those who play first. */
function text({ first, steps }: Played, scene: string, below: boolean): string {
  const spoken = spokenOf(steps);
  const parts = below ? [0, ...spoken.filter((device) => device > 0)] : spoken;
  const named = steps.map((step) => ("device" in step ? { ...step, device: parts.indexOf(step.device) } : step));
  const absent = below
    ? first[0]!
      ? ""
      : "0"
    : spoken.flatMap((device, part) => (first[device]! ? [] : [part])).join();
  return [
    scene,
    first.length,
    absent,
    JSON.stringify(named, (_, value: unknown) => (typeof value === "bigint" ? String(value) : value)),
  ].join(" ");
}

const SCENES = [
  { scene: "131072,787248,196608/1", below: false },
  { scene: "394240,131072,787248/1", below: true },
  { scene: "787248,787248,787248/2", below: false },
];

function textOf({ functions, rmrrs, steps }: Plan): string {
  const codes = functions.map(({ classCode }) => classCode).join();
  const { scene, below } = SCENES.find(
    (each) => each.scene.startsWith(codes) && each.scene.endsWith(`/${rmrrs.length}`),
  )!;
  return text({ first: functions.map(({ absent }) => !absent), steps }, scene, below);
}

describe("short histories", () => {
  test("are complete, without duplicates", () => {
    const plans = shortHistories(MOST_STEPS, true);
    const found = Array.from({ length: plans.count }, (_, index) => textOf(plans.at(index)));
    let everyCast = 0;
    const naive = new Set<string>();
    for (const { scene, below } of SCENES) {
      for (const functions of [1, 2, 3]) {
        for (let length = 1; length <= MOST_STEPS; length++) {
          for (const played of play(functions, below, length)) {
            if (!isInWorld(played, functions, below)) continue;
            naive.add(text(played, scene, below));
            everyCast++;
          }
        }
      }
    }
    expect(new Set(found).size).toBe(found.length);
    expect(found.length).toBeGreaterThan(1000);
    expect(new Set(found)).toEqual(naive);
    expect(shortHistories(MOST_STEPS, false).count).toBe(everyCast);
  });
});
