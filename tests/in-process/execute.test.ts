/** What the in-process executor makes of each step, and of whatever a subject does or returns. */

import { describe, expect, test } from "vitest";
import type { Memory, RegionObject, Subject } from "../../implementations/contract.ts";
import { RegionList } from "../../implementations/reference/region-list.ts";
import type { Step } from "../../model/scenario.ts";
import { get, insert, region } from "../reference/hand-made.ts";
import { trace, traceOf, untyped } from "./subjects.ts";

const page = region(0x1000n, 0x1fffn);
const put = (list: string): Step => ({ do: "put", list });
const read = (list: string): Step => ({ do: "read", list });
const map: Step = { do: "map", group: "both" };
const attach: Step = { do: "attach", group: "both", aperture: { start: 0n, end: 9n }, mappings: [] };

describe("an ability that a subject does not offer", () => {
  test.each<[Step]>([
    [get("lone")],
    [insert("l", page)],
    [{ do: "group", group: "both", list: "g" }],
    [{ do: "show", group: "both" }],
    [map],
    [attach],
    [{ do: "ask", predicate: "has-rmrr", device: "lone" }],
    [{ do: "ask", predicate: "relaxable", device: "lone" }],
    [{ do: "ask", predicate: "locked", device: "lone" }],
    [{ do: "ask", predicate: "downstream", device: "lone", bridge: "port" }],
    [{ do: "add", device: "absent" }],
    [{ do: "remove", device: "lone" }],
    [{ do: "tear-down" }],
  ])("is unsupported: %o", (step) => {
    expect(trace(() => ({}), step).steps).toEqual([{ status: "unsupported" }]);
  });

  test("is unsupported where only the other half of it is offered", () => {
    const result = trace(() => ({ getReservedRegions: () => undefined }), get("lone"), put("lone"));
    expect(result.steps.map((step) => step.status)).toEqual(["ok", "unsupported"]);
    const inserting: Partial<Subject> = { insertReservedRegion: (list, given) => void list.push(given) };
    expect(trace(() => ({}), { do: "insert-all-of", list: "l", source: "l" }).steps[0]?.status).toBe("unsupported");
    expect(trace(() => inserting, { do: "insert-all-of", list: "l", source: "no such" }).steps[0]?.status).toBe(
      "error",
    );
  });

  test("leaves the lists of later steps there: they are the caller's", () => {
    const { steps } = trace(
      () => ({}),
      insert("a", page),
      read("a"),
      { do: "insert-all-of", list: "b", source: "a" },
      read("b"),
      put("b"),
      put("a"),
    );
    expect(steps.map(({ status }) => status)).toEqual(["unsupported", "ok", "unsupported", "ok", "ok", "ok"]);
    expect(steps[1]?.regions).toEqual([]);
  });

  test("to unlink is needed for lists of a subject's own, and for arrays it is not", () => {
    const empty: Step = { do: "empty", list: "l" };
    const own = { createList: () => new RegionList(), getReservedRegions: () => undefined };
    expect(traceOf({ name: "own", start: () => own }, get("lone", "l"), empty).steps[1]?.status).toBe("unsupported");
    const filling = {
      createList: () => new RegionList(),
      getReservedRegions: (_device: unknown, list: RegionList) => list.append({ ...page }),
      unlinkAll: (list: RegionList) => list.unlinkAll(),
    };
    const { steps } = traceOf({ name: "own", start: () => filling }, get("lone", "l"), empty);
    expect(steps[0]?.regions).toHaveLength(1);
    expect(steps[1]).toEqual({ status: "ok", regions: [] });
    expect(trace(() => ({ getReservedRegions: () => undefined }), get("lone", "l"), empty).steps[1]?.status).toBe("ok");
  });
});

describe("a caller that empties its list", () => {
  /** A list of the subject's own, whose links are in its regions. */
  class Linked {
    regions: RegionObject[] = [];
    [Symbol.iterator](): Iterator<RegionObject> {
      return this.regions[Symbol.iterator]();
    }
  }
  const filling = (memory: Memory): Subject<Linked> => ({
    createList: () => new Linked(),
    getReservedRegions: (_device, list) => void list.regions.push(memory.allocate(page, { maySleep: true })!),
  });
  const kindsOf = (start: (memory: Memory) => Subject<Linked>): readonly unknown[] => {
    const implementation = { name: "linked", start: (_platform: unknown, memory: Memory) => start(memory) };
    const { steps } = traceOf(implementation, get("lone", "l"), { do: "empty", list: "l" });
    return [steps[1]?.status, ...(steps[1]?.events ?? []).map(({ event }) => event)];
  };

  test("frees nothing that it cannot unlink", () => {
    expect(kindsOf(filling)).toEqual(["unsupported"]);
  });

  test("frees its regions after they were unlinked, which may read them", () => {
    const unlinking = (memory: Memory): Subject<Linked> => ({
      ...filling(memory),
      unlinkAll: (list) => {
        const first = list.regions.find(({ type }) => type === page.type);
        list.regions = first === undefined ? list.regions : [];
      },
    });
    expect(kindsOf(unlinking)).toEqual(["ok", "free"]);
  });
});

describe("a subject that cannot be started", () => {
  test.each<[string, () => unknown, string]>([
    [
      "throws",
      () => {
        throw new Error("no table");
      },
      "no table",
    ],
    [
      "throws no error",
      () => {
        throw untyped("no table");
      },
      "no table",
    ],
    ["gives nothing", () => undefined, "undefined, no subject"],
    ["gives null", () => null, "no subject"],
    ["gives a function", () => () => undefined, "no subject"],
    ["gives a promise", () => Promise.resolve({}), "promise"],
  ])("leaves a trace that ended before its first step: it %s", (_name, start, message) => {
    const ended = traceOf({ name: "test", start: () => untyped<Subject>(start()) }, get("lone"));
    expect(ended.steps).toEqual([]);
    expect(ended.ended?.how).toBe("died");
    expect(ended.ended?.message).toContain(message);
  });
});

describe("what a method reports", () => {
  test.each(["ok", "no-memory", "refused"] as const)("%s is the status of the step", (report) => {
    const subject: Subject = {
      getReservedRegions: () => report,
      insertReservedRegion: () => report,
      getGroupReservedRegions: () => report,
      addFunction: () => report,
    };
    const steps = trace(
      () => subject,
      get("lone"),
      insert("l", page),
      { do: "group", group: "both", list: "g" },
      { do: "add", device: "absent" },
    ).steps;
    expect(steps.map((step) => step.status)).toEqual([report, report, report, report]);
  });

  test("nothing is ok", () => {
    expect(trace(() => ({ getReservedRegions: () => undefined }), get("lone")).steps[0]?.status).toBe("ok");
    const adding: Partial<Subject> = { addFunction: () => undefined };
    expect(trace(() => adding, { do: "add", device: "absent" }).steps).toEqual([{ status: "ok" }]);
  });

  test.each<[string, Step, Record<string, () => unknown>]>([
    ["a report that is none", get("lone"), { getReservedRegions: () => "fine" }],
    ["a promise for a report", get("lone"), { getReservedRegions: () => Promise.resolve("ok") }],
    ["a report of insert that is none", insert("l", page), { insertReservedRegion: () => 0 }],
    ["a report of add that is none", { do: "add", device: "absent" }, { addFunction: () => true }],
    ["a number for an answer", { do: "ask", predicate: "has-rmrr", device: "lone" }, { hasRmrr: () => 1 }],
    ["nothing for an answer", { do: "ask", predicate: "relaxable", device: "lone" }, { isRelaxable: () => undefined }],
    ["a text for an answer", { do: "ask", predicate: "locked", device: "lone" }, { isLocked: () => "no" }],
    [
      "null for an answer",
      { do: "ask", predicate: "downstream", device: "lone", bridge: "port" },
      { isDownstream: () => null },
    ],
    ["bytes for a text", { do: "show", group: "both" }, { showGroupReservedRegions: () => new Uint8Array(1) }],
    ["nothing for a domain", map, { setUpDmaDomain: () => undefined }],
    ["a word for a domain", map, { setUpDmaDomain: () => "refused" }],
    ["a domain without holes", map, { setUpDmaDomain: () => ({ mapped: [] }) }],
    ["a hole in numbers", map, { setUpDmaDomain: () => ({ mapped: [], holes: [{ start: 0, end: 1 }] }) }],
    ["a hole beyond 64 bits", map, { setUpDmaDomain: () => ({ mapped: [], holes: [{ start: 0n, end: 1n << 64n }] }) }],
    ["a hole that is none", map, { setUpDmaDomain: () => ({ mapped: [], holes: [null] }) }],
    ["a mapping without protection", map, { setUpDmaDomain: () => ({ mapped: [{ start: 0n, end: 1n }], holes: [] }) }],
    ["a word for usable ranges", attach, { attachGroup: () => "busy" }],
    ["nothing for usable ranges", attach, { attachGroup: () => undefined }],
    ["a usable range without end", attach, { attachGroup: () => [{ start: 0n }] }],
  ])("%s is an error, and the next step is taken", (_name, step, methods) => {
    const results = trace(() => untyped(methods), step, { do: "fail-allocations", first: 1, count: 1 }).steps;
    expect(results.map((result) => result.status)).toEqual(["error", "ok"]);
    expect(results[0]?.message).toMatch(/return/);
  });

  test("an object that cannot be printed is an error like any other", () => {
    const unprintable = Object.create(null) as object;
    expect(
      trace(() => untyped({ hasRmrr: () => unprintable }), { do: "ask", predicate: "has-rmrr", device: "lone" })
        .steps[0]?.status,
    ).toBe("error");
  });

  test("a method that throws is an error, with what it threw, cut to a length that a record can bear", () => {
    const throwing = (): never => {
      throw new Error("x".repeat(10_000));
    };
    const [result] = trace(() => ({ getReservedRegions: throwing }), get("lone")).steps;
    expect(result?.status).toBe("error");
    expect(result?.message?.length).toBe(2000);
  });
});

describe("what is thrown and cannot be printed", () => {
  const broken: readonly [string, unknown][] = [
    ["an object without a prototype", Object.create(null)],
    [
      "an object whose text throws",
      {
        toString: () => {
          throw new Error("no text");
        },
      },
    ],
    ["a symbol", Symbol("thrown")],
    ["an error whose message is no text", Object.assign(new Error(), { message: 7 })],
    [
      "an error whose message throws",
      Object.defineProperty(new Error(), "message", {
        get: () => {
          throw new Error("no message");
        },
      }),
    ],
  ];

  test.each(broken)("%s: is an error like any other, in a method and at the start", (_name, thrown) => {
    const throwing = (): never => {
      throw thrown;
    };
    const [result] = trace(() => ({ getReservedRegions: throwing }), get("lone")).steps;
    expect([result?.status, typeof result?.message]).toEqual(["error", "string"]);
    const { ended } = traceOf({ name: "test", start: throwing }, get("lone"));
    expect([ended?.how, typeof ended?.message]).toEqual(["died", "string"]);
  });
});

describe("a step that refers to what the scenario does not have", () => {
  const missing = "no such";
  test.each<[Step]>([
    [get(missing)],
    [put(missing)],
    [read(missing)],
    [{ do: "scribble", list: missing }],
    [{ do: "empty", list: missing }],
    [{ do: "insert-all-of", list: "l", source: missing }],
    [{ do: "map", group: missing }],
    [{ do: "add", device: missing }],
    [{ do: "ask", predicate: "downstream", device: "lone", bridge: missing }],
  ])("is an error that says so: %o", (step) => {
    const everything = untyped<Subject>(new Proxy({}, { get: () => () => undefined, has: () => false }));
    const [result] = trace(() => everything, step).steps;
    expect(result?.status).toBe("error");
    expect(result?.message).toMatch(/^the scenario has no (device|group|live list) no such/);
  });

  test("is an error if it adds or removes what is no PCI function", () => {
    const subject: Partial<Subject> = { addFunction: () => "ok", removeFunction: () => undefined };
    const { steps } = trace(() => subject, { do: "add", device: "uart" }, { do: "remove", device: "uart" });
    expect(steps.map((step) => step.status)).toEqual(["error", "error"]);
  });
});

describe("consumers", () => {
  test("a domain, usable ranges and a text stand in the trace as they were given", () => {
    const domain = { mapped: [{ start: 0n, end: 0xfffn, protection: 3 }], holes: [{ start: 0n, end: 0xfffn }] };
    const subject: Partial<Subject> = {
      setUpDmaDomain: () => domain,
      attachGroup: () => domain.holes,
      showGroupReservedRegions: ({ members }) => members.join(),
    };
    expect(trace(() => subject, map, attach, { do: "show", group: "both" }).steps).toEqual([
      { status: "ok", mapped: domain.mapped, dmaHoles: domain.holes },
      { status: "ok", usable: domain.holes },
      { status: "ok", text: "lone,uart" },
    ]);
  });

  test("what they refuse, or lack memory for, is their status", () => {
    const subject: Partial<Subject> = { setUpDmaDomain: () => "no-memory", attachGroup: () => "refused" };
    expect(trace(() => subject, map, attach).steps).toEqual([{ status: "no-memory" }, { status: "refused" }]);
    expect(trace(() => ({ attachGroup: () => "no-memory" }), attach).steps).toEqual([{ status: "no-memory" }]);
  });

  test("each predicate is asked of the device, and of the bridge", () => {
    const subject: Subject = {
      hasRmrr: ({ label }) => label === "lone",
      isRelaxable: ({ label }) => label === "nic",
      isLocked: ({ label }) => label === "port",
      isDownstream: (device, above) => device.label === "nic" && above.label === "port",
    };
    const ask = (predicate: "has-rmrr" | "relaxable" | "locked", device: string): Step => ({
      do: "ask",
      predicate,
      device,
    });
    const { steps } = trace(
      () => subject,
      ask("has-rmrr", "lone"),
      ask("relaxable", "nic"),
      ask("locked", "port"),
      ask("locked", "nic"),
      { do: "ask", predicate: "downstream", device: "nic", bridge: "port" },
      { do: "ask", predicate: "downstream", device: "port", bridge: "nic" },
    );
    expect(steps.map((step) => step.answer)).toEqual([true, true, true, false, true, false]);
  });
});

describe("the end of a scenario", () => {
  test("is told to the subject, once it is reached", () => {
    const told: string[] = [];
    const subject: Partial<Subject> = {
      isLocked: () => told.push("asked") > 9,
      tearDown: () => void told.push("torn down"),
    };
    const { steps } = trace(() => subject, { do: "ask", predicate: "locked", device: "lone" }, { do: "tear-down" });
    expect(steps[1]).toEqual({ status: "ok" });
    expect(told).toEqual(["asked", "torn down"]);
  });
});
