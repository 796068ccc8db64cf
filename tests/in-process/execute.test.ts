/** What the in-process executor makes of each step, and of whatever a subject does or returns. */

import { describe, expect, test } from "vitest";
import type { Subject } from "../../implementations/contract.ts";
import { RegionList } from "../../implementations/reference/region-list.ts";
import { SCRIBBLE, type Step } from "../../model/scenario.ts";
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
    const region: Step & { do: "insert" } = { do: "insert", list: "a", region: page };
    const read = (list: string): Step => ({ do: "read", list });
    const { steps } = trace(
      () => ({}),
      region,
      read("a"),
      { do: "insert-all-of", list: "b", source: "a" },
      read("b"),
      put("b"),
      put("a"),
    );
    expect(steps.map(({ status }) => status)).toEqual(["unsupported", "ok", "unsupported", "ok", "ok", "ok"]);
    expect(steps[1]!.regions).toEqual([]);
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

describe("a step that refers to what the scenario does not have", () => {
  test.each<[Step]>([
    [get("nobody")],
    [put("no list")],
    [read("no list")],
    [{ do: "scribble", list: "no list" }],
    [{ do: "empty", list: "no list" }],
    [{ do: "map", group: "no group" }],
    [{ do: "add", device: "uart" }],
    [{ do: "remove", device: "uart" }],
  ])("is an error: %o", (step) => {
    const everything = untyped<Subject>(new Proxy({}, { get: () => () => undefined, has: () => false }));
    expect(trace(() => everything, step).steps[0]?.status).toBe("error");
  });
});

describe("lists", () => {
  const appending = (memory: {
    allocate: (fields: typeof page, context: { maySleep: boolean }) => unknown;
  }): Partial<Subject> => ({
    getReservedRegions: (_device, list) => void list.push(untyped(memory.allocate(page, { maySleep: true }))),
    putReservedRegions: () => undefined,
    insertReservedRegion: (list, given) =>
      void list.push(
        untyped(
          memory.allocate(
            { ...given, start: given.start, end: given.end, type: given.type, protection: given.protection },
            { maySleep: true },
          ),
        ),
      ),
  });

  test("are looked at after the step, and read again when a step says so", () => {
    const { steps } = trace(appending, get("lone"), read("lone"));
    expect(steps[0]?.regions).toEqual([{ object: 1, ...page }]);
    expect(steps[1]).toEqual({ status: "ok", regions: steps[0]?.regions });
  });

  test("of groups live on like others, and are freed by the caller", () => {
    const subject = (memory: Parameters<typeof appending>[0]): Partial<Subject> => ({
      ...appending(memory),
      getGroupReservedRegions: (_group, list) => void list.push(untyped(memory.allocate(page, { maySleep: true }))),
    });
    const { steps } = trace(subject, { do: "group", group: "both", list: "g" }, read("g"), put("g"));
    expect(steps.map((step) => step.status)).toEqual(["ok", "ok", "ok"]);
    expect(steps[1]?.regions).toEqual([{ object: 1, ...page }]);
    expect(steps[2]?.events).toEqual([{ event: "free", object: 1, by: "caller" }]);
  });

  test("that were got are put by the subject; that the caller made are freed by the caller, region by region", () => {
    const { steps } = trace(appending, get("lone"), insert("own", page), put("lone"), put("own"));
    expect(steps[2]?.events).toBeUndefined();
    expect(steps[3]?.events).toEqual([{ event: "free", object: 3, by: "caller" }]);
    expect(trace(appending, get("lone"), put("lone"), read("lone")).steps[2]?.status).toBe("error");
  });

  test("are scribbled on and emptied by the caller", () => {
    const { steps } = trace(
      appending,
      get("lone"),
      { do: "scribble", list: "lone" },
      { do: "empty", list: "lone" },
      read("lone"),
    );
    expect(steps[1]).toEqual({ status: "ok", regions: [{ object: 1, ...SCRIBBLE }] });
    expect(steps[2]?.status).toBe("ok");
    expect(steps[2]?.events).toEqual([{ event: "free", object: 1, by: "caller" }]);
    expect([steps[2]?.regions, steps[3]?.regions]).toEqual([[], []]);
  });

  test("the region that an insert is given is looked at after it, and belongs to the caller", () => {
    const { steps } = trace(appending, insert("l", page));
    expect(steps[0]?.input).toEqual({ object: 1, ...page });
    expect(steps[0]?.regions?.map((entry) => entry.object)).toEqual([2]);
  });

  test("every region of a list is inserted into another, until one fails", () => {
    const { steps } = trace(appending, get("lone", "a"), { do: "insert-all-of", list: "b", source: "a" });
    expect(steps[1]).toMatchObject({ status: "ok", regions: [{ object: 2 }] });
    const none = trace(
      appending,
      insert("a", page),
      { do: "empty", list: "a" },
      { do: "insert-all-of", list: "b", source: "a" },
    );
    expect(none.steps[2]).toEqual({ status: "ok", regions: [] });
    let calls = 0;
    const failing = (memory: Parameters<typeof appending>[0]): Partial<Subject> => ({
      ...appending(memory),
      getReservedRegions: (_device, list) =>
        void list.push(...[1, 2, 3].map(() => untyped<never>(memory.allocate(page, { maySleep: true })))),
      insertReservedRegion: () => (++calls === 2 ? "no-memory" : "ok"),
    });
    expect(trace(failing, get("lone", "a"), { do: "insert-all-of", list: "b", source: "a" }).steps[1]?.status).toBe(
      "no-memory",
    );
    expect(calls).toBe(2);
  });

  test("that do not end are cut, whoever walks them", () => {
    class Endless implements Iterable<never> {
      *[Symbol.iterator](): Generator<never> {
        for (;;) yield untyped<never>({ ...page });
      }
    }
    let inserted = 0;
    const subject: Subject<Endless> = {
      createList: () => new Endless(),
      getReservedRegions: () => undefined,
      insertReservedRegion: () => void inserted++,
      unlinkAll: () => undefined,
    };
    const { steps } = traceOf(
      { name: "endless", start: () => subject },
      get("lone"),
      { do: "insert-all-of", list: "l", source: "lone" },
      { do: "scribble", list: "lone" },
      { do: "empty", list: "lone" },
    );
    expect(steps.map((step) => step.endless)).toEqual([true, true, true, true]);
    expect(steps[0]?.regions?.length).toBe(inserted);
    expect(inserted).toBeGreaterThan(16);
    expect(inserted).toBeLessThan(200);
  });

  test("of great lengths are not cut as long as the steps can have filled them", () => {
    const steps: Step[] = Array.from({ length: 500 }, (_, index) => insert("l", region(BigInt(index), BigInt(index))));
    expect(trace(appending, ...steps).steps.at(-1)).toMatchObject({ status: "ok" });
    expect(trace(appending, ...steps).steps.at(-1)?.regions).toHaveLength(500);
  });

  test.each<[string, unknown]>([
    ["nothing", undefined],
    ["null", null],
    ["a number", 7],
    ["a start that is a number", { ...page, start: 1 }],
    ["a negative start", { ...page, start: -1n }],
    ["an end beyond 64 bits", { ...page, end: 1n << 64n }],
    ["an end that is missing", { start: 1n }],
    ["a type that is unknown", { ...page, type: "dma" }],
    ["a protection that is no integer", { ...page, protection: 0.5 }],
  ])("that hold %s make an error, and what was found before it stands", (_name, entry) => {
    const subject: Partial<Subject> = {
      getReservedRegions: (_device, list) => void list.push({ ...page }, untyped(entry)),
    };
    const [result] = trace(() => subject, get("lone")).steps;
    expect(result?.status).toBe("error");
    expect(result?.message).toContain("entry 1");
    expect(result?.regions).toHaveLength(1);
  });

  test("that cannot be walked make an error", () => {
    const subject = { createList: () => ({}), getReservedRegions: () => undefined };
    expect(trace(() => untyped(subject), get("lone")).steps[0]?.status).toBe("error");
  });

  test("must not hold regions from elsewhere, once the allocator was used", () => {
    const subject = (memory: Parameters<typeof appending>[0]): Partial<Subject> => ({
      getReservedRegions: (_device, list) =>
        void list.push(untyped(memory.allocate(page, { maySleep: true })), { ...page }),
    });
    const [result] = trace(subject, get("lone")).steps;
    expect(result).toMatchObject({ status: "error", regions: [{ object: 1 }] });
    expect(result?.message).toContain("allocator");
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

describe("functions that come and go", () => {
  function heard(...steps: Step[]): string[] {
    const calls: string[] = [];
    const subject: Subject = {
      addFunction: ({ label }) => void calls.push(`+${label}`),
      removeFunction: ({ label }) => void calls.push(`-${label}`),
    };
    trace(() => subject, ...steps);
    return calls;
  }
  const add = (device: string): Step => ({ do: "add", device });
  const remove = (device: string): Step => ({ do: "remove", device });

  test("take what is below them along, and their virtual functions: bridges first to come and last to go", () => {
    expect(heard(remove("port"), add("port"))).toEqual(["-virtual", "-nic", "-port", "+port", "+nic", "+virtual"]);
    expect(heard(remove("nic"), add("nic"))).toEqual(["-virtual", "-nic", "+nic", "+virtual"]);
  });

  test("do not take along what has gone or come before, but always themselves", () => {
    expect(heard(remove("nic"), remove("port"), remove("port"))).toEqual(["-virtual", "-nic", "-port", "-port"]);
    expect(heard(add("absent"), add("absent"), add("port"))).toEqual(["+absent", "+absent", "+port"]);
  });

  test("report the first failure among those that come, and all of them come", () => {
    const reports = ["ok", "no-memory", "refused"] as const;
    let calls = 0;
    const subject: Subject = { addFunction: () => reports[calls++], removeFunction: () => undefined };
    expect(trace(() => subject, remove("port"), add("port")).steps[1]?.status).toBe("no-memory");
    expect(calls).toBe(3);
  });
});
