/** What a scenario says by itself: who is asked what, and who is there. */

import { describe, expect, test } from "vitest";
import { LINUX_PROFILE } from "../../model/profile.ts";
import type { Step } from "../../model/scenario.ts";
import { NO_COVERAGE } from "../../oracle/coverage.ts";
import { NONE } from "../../oracle/hierarchy.ts";
import { ScenarioFacts } from "../../oracle/scenario-facts.ts";
import {
  bridge,
  endpoint,
  endpointScope,
  get,
  type PlatformParts,
  rmrr,
  scenario,
  XHCI,
} from "../reference/hand-made.ts";

/** A bridge with a USB controller below it, which an RMRR names, and two devices that are not PCI. */
const PARTS: PlatformParts = {
  functions: [bridge("port", "0:1.0", [1, 1]), endpoint("usb", "1:0.0", { classCode: XHCI, parent: "port" })],
  otherDevices: [
    { kind: "other", label: "uart" },
    { kind: "other", label: "i2c" },
  ],
  structures: [rmrr(0x1000n, 0x1fffn, endpointScope(0, "1.0", "0.0"))],
};

function factsOf(...steps: readonly Step[]): ScenarioFacts {
  return new ScenarioFacts(scenario(PARTS, ...steps), LINUX_PROFILE);
}

const remove: Step = { do: "remove", device: "usb" };

function locked(device: string): Step {
  return { do: "ask", predicate: "locked", device };
}

function downstream(device: string, of: string): Step {
  return { do: "ask", predicate: "downstream", device, bridge: of };
}

describe("devices", () => {
  const facts = factsOf();

  test("are numbered: functions first, then those that are not PCI; nobody else has a number", () => {
    expect(["port", "usb", "uart", "i2c", "ghost"].map((label) => facts.indexOf(label))).toEqual([0, 1, 2, 3, NONE]);
    expect([0, 1, 2, 3].map((index) => facts.labelOf(index))).toEqual(["port", "usb", "uart", "i2c"]);
    expect([0, 1, 2, 3].map((index) => facts.isFunction(index))).toEqual([true, true, false, false]);
    expect(facts.device(1)).toMatchObject({ label: "usb", classCode: XHCI });
    expect(facts.device(3)).toEqual({ kind: "other", label: "i2c" });
  });

  test("come and go if they are functions", () => {
    const gone = factsOf(remove, locked("usb"), { do: "add", device: "usb" }, locked("usb"));
    expect([0, 1, 3].map((step) => gone.presentAt(1, step))).toEqual([true, false, true]);
    expect([0, 1, 3].map((step) => gone.presentAt(2, step))).toEqual([true, true, true]);
  });
});

describe("gets", () => {
  test("are told with the device, its class, and what covers it", () => {
    const facts = factsOf(locked("usb"), get("usb", "a"), get("ghost", "b"), get("i2c", "c"));
    expect(facts.gets).toEqual([
      {
        step: 1,
        list: "a",
        label: "usb",
        index: 1,
        device: facts.device(1),
        class: "usb",
        present: true,
        coverage: facts.coverage.of(1),
      },
      {
        step: 3,
        list: "c",
        label: "i2c",
        index: 3,
        device: facts.device(3),
        class: "not-pci",
        present: true,
        coverage: facts.coverage.of(3),
      },
    ]);
    expect(facts.gets[0]!.coverage.required).toBe(1);
    expect([0, 1, 2, 3].map((step) => facts.getAt(step)?.label)).toEqual([undefined, "usb", undefined, "i2c"]);
    expect(factsOf().gets).toEqual([]);
  });

  test("of a function that is not there are covered by nothing", () => {
    const facts = factsOf(get("usb", "a"), remove, get("usb", "b"));
    expect(facts.gets.map(({ present, coverage }) => [present, coverage.required])).toEqual([
      [true, 1],
      [false, 0],
    ]);
    expect(facts.getAt(2)!.coverage).toBe(NO_COVERAGE);
  });
});

describe("questions", () => {
  test("are told with the device and its class, and with the bridge if they are about one", () => {
    const facts = factsOf(get("usb", "a"), locked("uart"), downstream("usb", "port"));
    const [asked, below] = [facts.scenario.steps[1], facts.scenario.steps[2]];
    expect(facts.asks).toEqual([
      {
        step: 1,
        ask: asked,
        index: 2,
        device: facts.device(2),
        class: "not-pci",
        present: true,
        bridge: NONE,
        bridgePresent: false,
      },
      {
        step: 2,
        ask: below,
        index: 1,
        device: facts.device(1),
        class: "usb",
        present: true,
        bridge: 0,
        bridgePresent: true,
      },
    ]);
    expect([0, 1, 2].map((step) => facts.askAt(step)?.index)).toEqual([undefined, 2, 1]);
  });

  test("say nothing about devices that the platform does not have", () => {
    expect(factsOf(locked("ghost"), downstream("ghost", "port"), downstream("usb", "ghost")).asks).toEqual([]);
  });

  test("know which functions are present", () => {
    const present = factsOf(remove, locked("usb"), downstream("port", "usb"), downstream("usb", "port")).asks.map(
      (ask) => [ask.present, ask.bridgePresent],
    );
    expect(present).toEqual([
      [false, false],
      [true, false],
      [false, true],
    ]);
  });
});

test("facts are worked out once", () => {
  const facts = factsOf(get("usb"), locked("usb"));
  expect(facts.gets).toBe(facts.gets);
  expect(facts.asks).toBe(facts.asks);
  expect(facts.getAt(0)).toBe(facts.gets[0]);
  expect(facts.askAt(1)).toBe(facts.asks[0]);
  let computed = 0;
  const count = (of: ScenarioFacts): object => ({ steps: of.scenario.steps, times: ++computed });
  expect(facts.derive(count)).toBe(facts.derive(count));
  expect(facts.derive(count)).toEqual({ steps: facts.scenario.steps, times: 1 });
  expect(facts.derive(({ profile }) => profile.name)).toBe(LINUX_PROFILE.name);
});
