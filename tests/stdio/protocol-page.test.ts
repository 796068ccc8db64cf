/** The page on the protocol says what the code does: its conversation, its tables, and the size of the examples. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, test } from "vitest";
import { ABILITIES } from "../../implementations/stdio/abilities.ts";
import { BREAKAGES } from "../../implementations/stdio/breakage.ts";
import { fullCheck } from "../../implementations/stdio/full-check.ts";
import { MessageToAdapterSchema } from "../../implementations/stdio/message-schemas.ts";
import { readAnswer, readStarted } from "../../implementations/stdio/read-answer.ts";
import { misfitOf } from "../../implementations/stdio/step-members.ts";
import { LINUX_PROFILE } from "../../model/profile.ts";
import type { StepResult } from "../../model/trace.ts";
import { validatePlatform } from "../../model/platform-validity.ts";
import { SCRIBBLE } from "../../model/scenario.ts";
import { scenarioFromWire } from "../../model/wire/scenario-wire.ts";
import { addressToWire } from "../../model/wire/write-values.ts";
import { REQUIREMENTS } from "../../suites/index.ts";
import { judgeCase } from "../../suites/judge-case.ts";
import * as v from "valibot";
import { ROOT } from "../support/built.ts";

const PAGE = readFileSync(join(ROOT, "docs", "protocol.md"), "utf8");

describe("the conversation on the page", () => {
  const lines = (/```jsonl conversation\n(.*?)```/su.exec(PAGE)?.[1] ?? "").trim().split("\n");
  const said = (arrow: string): unknown[] =>
    lines.filter((line) => line.startsWith(arrow)).map((line) => JSON.parse(line.slice(arrow.length)) as unknown);
  const [started, answer] = said("←");
  const [start, run, stop] = said("→");

  test("conforms to the schemas on both sides, message by message", () => {
    expect(lines).toHaveLength(5);
    for (const message of [start, run, stop])
      expect(v.safeParse(MessageToAdapterSchema, message).issues).toBeUndefined();
    for (const message of [started, answer]) expect(fullCheck(message)).toBeUndefined();
    expect(readStarted(started).name).toBe("my driver");
  });

  test("has a trace that fits the scenario and is judged correct", () => {
    const scenario = scenarioFromWire((run as { scenario: unknown }).scenario);
    const read = readAnswer(answer);
    if (read.message !== "trace") throw new Error("the answer is no trace");
    expect(validatePlatform(scenario.platform)).toStrictEqual([]);
    expect(misfitOf(scenario, read.trace)).toBeUndefined();
    const verdicts = judgeCase(REQUIREMENTS, scenario, read.trace, LINUX_PROFILE);
    expect(verdicts.filter(({ outcome }) => outcome === "pass").length).toBeGreaterThan(3);
    expect(verdicts.filter(({ outcome }) => outcome !== "pass" && outcome !== "not-observable")).toStrictEqual([]);
  });
});

describe("a result", () => {
  const scenario = scenarioFromWire({
    platform: { rootBuses: [], functions: [], otherDevices: [], groups: [{ label: "g", members: [] }], dmar: "" },
    steps: [
      { do: "ask", predicate: "locked", device: "d" },
      { do: "show", group: "g" },
      { do: "map", group: "g" },
      { do: "attach", group: "g", aperture: { start: "0x0", end: "0x1" }, mappings: [] },
      { do: "group", group: "g", list: "a" },
    ],
  });
  const misfit = (status: StepResult["status"], at: number, rest: Partial<StepResult> = {}): string | undefined => {
    const steps = scenario.steps.map((_, step) =>
      step === at ? { status, ...rest } : { status: "unsupported" as const },
    );
    return misfitOf(scenario, { steps, observesMemory: false });
  };

  test.each([...["answer", "text", "mapped", "usable"].entries()])(
    "of step %i needs its %s if it is ok",
    (at, name) => {
      expect(misfit("ok", at)).toContain(`has no ${name}`);
      for (const status of ["refused", "no-memory"] as const) expect(misfit(status, at)).toBeUndefined();
    },
  );

  test("needs its list whatever the status of the step", () => {
    for (const status of ["ok", "refused", "no-memory"] as const) expect(misfit(status, 4)).toContain("has no regions");
  });
});

describe("the tables on the page", () => {
  test("name every breakage and no other", () => {
    const named = new Set(PAGE.match(/ADAPTER_[A-Z0-9_]+/gu));
    expect([...named].sort()).toStrictEqual(Object.keys(BREAKAGES).sort());
  });

  test("name every ability", () => {
    const section = PAGE.slice(PAGE.indexOf("## Abilities"), PAGE.indexOf("## When an adapter breaks"));
    for (const ability of ABILITIES) expect(section).toContain(`\`${ability}\``);
  });

  test("give the values that scribbling writes", () => {
    for (const address of [SCRIBBLE.start, SCRIBBLE.end]) expect(PAGE).toContain(addressToWire(address));
  });
});

describe("the example adapters", () => {
  const lengthOf = (file: string): number =>
    readFileSync(join(ROOT, "adapters", file), "utf8")
      .trimEnd()
      .split("\n").length;

  test.each([
    ["python", "adapter.py"],
    ["node", "adapter.mjs"],
  ])("in %s have glue of at most 150 lines and at most 400 behind it", (language, glue) => {
    const files = readdirSync(join(ROOT, "adapters", language)).filter((file) => /\.(py|mjs)$/u.test(file));
    const others = files.filter((file) => file !== glue).map((file) => lengthOf(join(language, file)));
    expect(lengthOf(join(language, glue))).toBeLessThanOrEqual(150);
    expect(others.reduce((sum, length) => sum + length, 0)).toBeLessThanOrEqual(400);
  });
});
