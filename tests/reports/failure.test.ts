import { stripVTControlCharacters } from "node:util";
import { describe, expect, test } from "vitest";
import type { FailureLine } from "../../model/record.ts";
import { renderFailure } from "../../reports/failure/render-failure.ts";
import { witnessSentence } from "../../reports/failure/witness-sentence.ts";
import { EXAMPLE_FAILURE, EXAMPLE_PLATFORM } from "./example-failure.ts";

const PLAIN = { colour: false, width: 100 };

/** What does harm on a terminal, in a log, or in a shell that text is pasted into. */
const HOSTILE = `\u001b[2J\u001b]0;x\u0007<script>\u202e\r\n${"A".repeat(1_048_576)}`;

function hostileFailure(): FailureLine {
  const { trace, witness, scenario } = EXAMPLE_FAILURE;
  const [first, ...others] = trace.steps;
  return {
    ...EXAMPLE_FAILURE,
    requirements: [HOSTILE],
    rule: HOSTILE,
    origin: { from: "table", table: HOSTILE, index: 0 },
    witness: {
      ...witness,
      rule: HOSTILE,
      device: HOSTILE,
      otherDevice: HOSTILE,
      list: HOSTILE,
      object: HOSTILE,
      message: HOSTILE,
      expected: HOSTILE,
      received: [HOSTILE],
    },
    scenario: {
      platform: {
        ...EXAMPLE_PLATFORM,
        functions: EXAMPLE_PLATFORM.functions.map((fn) => (fn.label === "nic" ? { ...fn, label: HOSTILE } : fn)),
        otherDevices: [{ kind: "other", label: HOSTILE, acpiName: HOSTILE }],
        groups: [{ label: HOSTILE, members: [HOSTILE, HOSTILE] }],
      },
      steps: [{ do: "get", device: HOSTILE, list: HOSTILE }, ...scenario.steps],
    },
    trace: {
      ...trace,
      steps: [
        {
          status: "error",
          message: HOSTILE,
          text: HOSTILE,
          regions: [{ ...first!.regions![0]!, object: HOSTILE, type: HOSTILE as "direct" }],
          events: [
            { event: "warning", message: HOSTILE, place: HOSTILE },
            { event: "foreign-read", device: HOSTILE, field: HOSTILE, place: HOSTILE },
            { event: "alloc", object: HOSTILE, kind: "region", maySleep: true, atomic: true },
          ],
        },
        ...others,
      ],
      ended: { how: "died", message: HOSTILE },
    },
    divergence: { reason: HOSTILE, link: HOSTILE },
    returned: { reason: HOSTILE, link: HOSTILE, release: HOSTILE, change: HOSTILE },
    replay: HOSTILE,
  };
}

describe("the witness as a sentence", () => {
  test("names device, step, list, RMRR, scope, hop, rule, expected and got", () => {
    expect(witnessSentence(EXAMPLE_FAILURE)).toBe(
      "The requirement is broken for nic (0000:02:00.0, Ethernet controller [0200]), list B, at step 1 (get nic -> B) " +
        "(rule descendant-missing). In question: RMRR 0 [0x7b000000, 0x7b7fffff] of segment 0000, scope 1 " +
        "(sub-hierarchy 00:1c.0: port), hop 0 (1c.0 on bus 00, port). Expected: [0x7b000000, 0x7b7fffff] direct; got: nothing.",
    );
  });

  test("has words of its own for a rule that the suites know", () => {
    const witness = { ...EXAMPLE_FAILURE.witness, rule: "missing-further-down" };
    expect(witnessSentence({ ...EXAMPLE_FAILURE, witness })).toMatch(
      /^nic \(0000:02:00\.0, .*\) does not get the region of RMRR 0, although scope 1 names a bridge further up, at step 1 /,
    );
  });

  test("is not misled by a rule that is the name of a member of every object", () => {
    for (const rule of ["constructor", "__proto__", "toString"]) {
      expect(witnessSentence({ ...EXAMPLE_FAILURE, witness: { rule } })).toBe(
        `The requirement is broken (rule ${rule}).`,
      );
    }
  });

  test.each<[string, FailureLine["witness"]]>([
    ["nothing but a rule", { rule: "some-rule" }],
    ["places that do not exist", { rule: "some-rule", step: 99, device: "absent", rmrr: 9, scope: 9, hop: 9 }],
    ["a scope without its RMRR", { rule: "some-rule", scope: 1, hop: 0 }],
    ["values of every kind", { rule: "some-rule", expected: true, received: 3 }],
  ])("can be made of %s", (_, witness) => {
    const sentence = witnessSentence({ ...EXAMPLE_FAILURE, witness });
    expect(sentence).toContain("some-rule");
    expect(sentence).toMatch(/\.$/);
    expect(sentence).not.toMatch(/undefined|NaN|\[object/);
  });
});

describe("a rendered failure", () => {
  test("says which requirement, how often, in which case, how it was shrunk, and how to repeat it", () => {
    const text = renderFailure(EXAMPLE_FAILURE, PLAIN);
    for (const part of [
      "FAIL  coverage/every-descendant",
      "31 cases of the run",
      "case 17 of the stream hierarchy",
      "shrunk 45 times with 130 candidates tried",
      EXAMPLE_FAILURE.replay,
    ]) {
      expect(text.replaceAll(/\s+/g, " ")).toContain(part.replaceAll(/\s+/g, " "));
    }
  });

  test("marks what it is about without colour, and says the same with it", () => {
    const text = renderFailure(EXAMPLE_FAILURE, PLAIN);
    const marked = text.split("\n").filter((line) => line.startsWith("  > "));
    expect(marked).toHaveLength(4);
    expect(marked.join("\n")).toMatch(/nic .*\n.*scope 1 .*\n.*get nic/);
    const coloured = renderFailure(EXAMPLE_FAILURE, { ...PLAIN, colour: true });
    expect(coloured).not.toBe(text);
    expect(stripVTControlCharacters(coloured)).toBe(text);
  });

  test("tells of the divergence that explains it", () => {
    const known: FailureLine = {
      ...EXAMPLE_FAILURE,
      outcome: "known",
      divergence: { reason: "It has always been so.", link: "https://example.org/1" },
    };
    expect(renderFailure(known, PLAIN)).toMatch(/KNOWN[^]*It has always been so\. https:\/\/example\.org\/1/);
  });

  test("tells that an old fault is back, and what had fixed it", () => {
    const returned = {
      reason: "It writes behind the page.",
      link: "https://example.org/1",
      release: "6.4",
      change: "c0ffee",
    };
    const text = renderFailure({ ...EXAMPLE_FAILURE, returned }, { ...PLAIN, width: 400 });
    expect(text).toContain(
      "An old fault is back, which 6.4 no longer had, fixed by c0ffee: " +
        "It writes behind the page. https://example.org/1",
    );
    const { change: _, link: __, ...less } = returned;
    expect(renderFailure({ ...EXAMPLE_FAILURE, returned: less }, { ...PLAIN, width: 400 })).toContain(
      "no longer had: It writes behind the page.\n",
    );
    expect(renderFailure(EXAMPLE_FAILURE, PLAIN)).not.toContain("old fault");
  });

  test("lets nothing through that an implementation says to do harm", () => {
    const text = renderFailure(hostileFailure(), PLAIN);
    expect(text.length).toBeLessThan(40_000);
    // Line breaks are the renderer's own; every other control or format character is not.
    expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u);
    expect(text).toContain("\\x1b[2J");
  });

  test("of a large scenario is short", () => {
    const functions = Array.from({ length: 5000 }, (_, index) => ({
      ...EXAMPLE_PLATFORM.functions[0]!,
      label: `f${index}`,
      device: index % 32,
      segment: index >> 5,
    }));
    const rootBuses = Array.from({ length: 157 }, (_, segment) => ({ segment, bus: 0, lastBus: 255 }));
    const scenario = { ...EXAMPLE_FAILURE.scenario, platform: { ...EXAMPLE_PLATFORM, functions, rootBuses } };
    const text = renderFailure({ ...EXAMPLE_FAILURE, scenario, witness: { rule: "r", device: "f4000" } }, PLAIN);
    expect(text.split("\n").length).toBeLessThan(120);
    expect(text).toMatch(/^ {2}> .* f4000 /m);
  });
});
