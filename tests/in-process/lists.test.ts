/** The lists that callers own, as the in-process executor treats and sees them. */

import { describe, expect, test } from "vitest";
import type { Subject } from "../../implementations/contract.ts";
import { SCRIBBLE, type Step } from "../../model/scenario.ts";
import { get, insert, region } from "../reference/hand-made.ts";
import { trace, traceOf, untyped } from "./subjects.ts";

const page = region(0x1000n, 0x1fffn);
const put = (list: string): Step => ({ do: "put", list });
const read = (list: string): Step => ({ do: "read", list });

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

  test.each<[string, unknown, string]>([
    ["nothing", undefined, "undefined"],
    ["null", null, "null"],
    ["a number", 7, "7"],
    ["a start that is a number", { ...page, start: 1 }, "1"],
    ["a negative start", { ...page, start: -1n }, "-1n"],
    ["an end beyond 64 bits", { ...page, end: 1n << 64n }, "18446744073709551616n"],
    ["an end that is missing", { start: 1n }, "undefined"],
    ["a type that is unknown", { ...page, type: "dma" }, '"dma"'],
    ["a protection that is no integer", { ...page, protection: 0.5 }, "0.5"],
    ["an object for a type", { ...page, type: Object.create(null) }, "[object Object]"],
  ])("that hold %s make an error, and what was found before it stands", (_name, entry, shown) => {
    const subject: Partial<Subject> = {
      getReservedRegions: (_device, list) => void list.push({ ...page }, untyped(entry)),
    };
    const [result] = trace(() => subject, get("lone")).steps;
    expect(result?.status).toBe("error");
    expect(result?.message).toContain("entry 1");
    expect(result?.message).toContain(shown);
    expect(result?.endless).toBeUndefined();
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
