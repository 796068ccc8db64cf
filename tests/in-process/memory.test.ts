/** What the observed allocator records. */

import { describe, expect, test } from "vitest";
import type { Memory, RegionObject, Subject } from "../../implementations/contract.ts";
import { execute } from "../../implementations/in-process/execute.ts";
import type { Step } from "../../model/scenario.ts";
import type { TraceEvent } from "../../model/trace.ts";
import { endpoint, get, region } from "../reference/hand-made.ts";
import { somePlatform, trace, untyped } from "./subjects.ts";

const page = region(0x1000n, 0x1fffn);
const sleeping = { maySleep: true };

/** The events of one step in which the subject does this. */
function eventsOf(work: (memory: Memory) => void, ...before: Step[]): readonly TraceEvent[] | undefined {
  const subject = (memory: Memory): Partial<Subject> => ({ getReservedRegions: () => void work(memory) });
  return trace(subject, ...before, get("lone")).steps.at(-1)?.events;
}

describe("events", () => {
  test("a step in which nothing happens has none", () => {
    expect(eventsOf(() => undefined)).toBeUndefined();
    expect("events" in (trace(() => ({}), get("lone")).steps[0] ?? {})).toBe(false);
  });

  test("tell allocations and frees of regions and of other memory, in order", () => {
    const events = eventsOf((memory) => {
      const other = memory.allocateOther({ maySleep: false });
      const made = memory.allocate(page, sleeping);
      if (other !== undefined) memory.freeOther(other);
      if (made !== undefined) memory.free(made);
    });
    expect(events).toEqual([
      { event: "alloc", object: 1, kind: "other", maySleep: false, atomic: false },
      { event: "alloc", object: 2, kind: "region", maySleep: true, atomic: false },
      { event: "free", object: 1, by: "implementation" },
      { event: "free", object: 2, by: "implementation" },
    ]);
  });

  test("while a subject starts stand with the first step", () => {
    const subject = (memory: Memory): Subject => {
      memory.allocateOther(sleeping);
      return {};
    };
    const { steps } = trace(subject, get("lone"), get("nic"));
    expect([steps[0]?.events?.length, steps[1]?.events]).toEqual([1, undefined]);
  });

  test("tell whether sleeping was forbidden, in nested sections and after one that threw", () => {
    const events = eventsOf((memory) => {
      memory.atomic(() => {
        memory.atomic(() => memory.allocate(page, sleeping));
        memory.allocateOther(sleeping);
      });
      memory.allocate(page, sleeping);
      try {
        memory.atomic(() => {
          throw new Error("out of the section");
        });
      } catch {
        memory.allocate(page, sleeping);
      }
    });
    expect(events?.map((event) => event.event === "alloc" && event.atomic)).toEqual([true, true, false, false]);
  });

  test("tell warnings, and pass on what a section returns", () => {
    expect(eventsOf((memory) => memory.warn(memory.atomic(() => "slot lost")))).toEqual([
      { event: "warning", message: "slot lost" },
    ]);
  });

  test("tell a region that is freed twice, one of the caller's, and one that came from elsewhere", () => {
    const stranger: RegionObject = { ...page };
    const events = eventsOf((memory) => {
      const made = memory.allocate(page, sleeping);
      if (made === undefined) return;
      memory.free(made);
      memory.free(made);
      memory.free(stranger);
      memory.free(stranger);
      memory.freeOther(stranger);
      memory.free(untyped(undefined));
    });
    expect(events?.slice(1).map((event) => event.event === "free" && event.object)).toEqual([1, 1, 2, 2, 2, 3]);
  });
});

describe("allocations that fail by order", () => {
  const fail = (first: number, count: number): Step => ({ do: "fail-allocations", first, count });
  const five = (memory: Memory): void => {
    for (const kind of ["region", "other", "region", "other", "region"]) {
      const made = kind === "region" ? memory.allocate(page, sleeping) : memory.allocateOther({ maySleep: false });
      if (made === undefined) memory.warn(kind);
    }
  };
  const failed = (...before: Step[]): number[] =>
    (eventsOf(five, ...before) ?? [])
      .filter((event) => event.event !== "warning")
      .flatMap((event, index) => (event.event === "alloc-failed" ? [index + 1] : []));

  test("are counted from the next step on, regions and other memory alike", () => {
    expect(failed(fail(1, 1))).toEqual([1]);
    expect(failed(fail(2, 3))).toEqual([2, 3, 4]);
    expect(failed(fail(5, 9))).toEqual([5]);
    expect(failed(fail(6, 1))).toEqual([]);
    expect(failed()).toEqual([]);
  });

  test("give undefined, and tell what was asked for", () => {
    expect(eventsOf(five, fail(1, 2))?.slice(0, 4)).toEqual([
      { event: "alloc-failed", kind: "region", maySleep: true, atomic: false },
      { event: "warning", message: "region" },
      { event: "alloc-failed", kind: "other", maySleep: false, atomic: false },
      { event: "warning", message: "other" },
    ]);
  });

  test("go over into later steps, and the latest order counts", () => {
    const { steps } = trace(
      (memory) => ({ getReservedRegions: () => void five(memory) }),
      fail(4, 3),
      get("lone", "a"),
      get("lone", "b"),
      get("lone", "c"),
    );
    const failures = steps.map((step) => step.events?.filter((event) => event.event === "alloc-failed").length ?? 0);
    expect(failures).toEqual([0, 2, 1, 0]);
    expect(failed(fail(1, 5), fail(3, 1))).toEqual([3]);
  });
});

describe("a region that was freed", () => {
  test("tells each step in which it is read or written, once", () => {
    let kept: RegionObject | undefined;
    const touches: ((freed: RegionObject) => unknown)[] = [
      (freed) => freed.start,
      (freed) => freed.end,
      (freed) => freed.type,
      (freed) => freed.protection,
      (freed) => (freed.start = 1n),
      (freed) => (freed.end = 1n),
      (freed) => (freed.type = "msi"),
      (freed) => (freed.protection = 0),
    ];
    for (const touch of touches) {
      const subject = (memory: Memory): Partial<Subject> => ({
        getReservedRegions: () => {
          kept = memory.allocate(page, sleeping);
          if (kept === undefined) return;
          touch(kept);
          memory.free(kept);
        },
        putReservedRegions: () => {
          if (kept === undefined) return;
          touch(kept);
          touch(kept);
        },
      });
      const { steps } = trace(subject, get("lone", "a"), { do: "put", list: "a" }, get("lone", "b"), {
        do: "put",
        list: "b",
      });
      expect(steps[0]?.events?.some((event) => event.event === "touch-after-free")).toBe(false);
      expect(steps[1]?.events).toEqual([{ event: "touch-after-free", object: 1 }]);
      expect(steps[3]?.events).toEqual([{ event: "touch-after-free", object: 2 }]);
    }
  });

  test("is told in every step in which it is touched", () => {
    const subject = (memory: Memory): Partial<Subject> => {
      const made = memory.allocate(page, sleeping);
      if (made !== undefined) memory.free(made);
      return { isLocked: () => made?.start === 0n };
    };
    const ask: Step = { do: "ask", predicate: "locked", device: "lone" };
    const { steps } = trace(subject, ask, ask);
    expect(steps[0]?.events?.at(-1)).toEqual({ event: "touch-after-free", object: 1 });
    expect(steps[1]?.events).toEqual([{ event: "touch-after-free", object: 1 }]);
  });

  test("is told when it is found in a list", () => {
    const subject = (memory: Memory): Partial<Subject> => ({
      getReservedRegions: (_device, list) => {
        const made = memory.allocate(page, sleeping);
        if (made === undefined) return;
        list.push(made);
        memory.free(made);
      },
    });
    expect(trace(subject, get("lone")).steps[0]?.events?.at(-1)).toEqual({ event: "touch-after-free", object: 1 });
  });

  test("by the caller is freed for the subject too", () => {
    const subject = (memory: Memory): Partial<Subject> => {
      let kept: RegionObject | undefined;
      return {
        getReservedRegions: (_device, list) => {
          if (kept !== undefined) kept.start = 0n;
          kept = memory.allocate(page, sleeping);
          if (kept !== undefined) list.push(kept);
        },
      };
    };
    const { steps } = trace(subject, get("lone", "a"), { do: "empty", list: "a" }, get("lone", "b"));
    expect(steps[2]?.events?.[0]).toEqual({ event: "touch-after-free", object: 1 });
  });
});

describe("whether memory is observed", () => {
  test("depends on whether the subject asked for a region", () => {
    const touching = (work: (memory: Memory) => unknown): boolean =>
      trace((memory) => ({ getReservedRegions: () => void work(memory) }), get("lone")).observesMemory;
    expect(touching(() => undefined)).toBe(false);
    expect(touching((memory) => memory.allocateOther(sleeping))).toBe(false);
    expect(touching((memory) => memory.allocate(page, sleeping))).toBe(true);
  });

  test("decides whether the caller's frees are told", () => {
    const plain: Partial<Subject> = {
      getReservedRegions: (_device, list) => void list.push({ ...page }),
      insertReservedRegion: () => undefined,
    };
    const { steps } = trace(() => plain, get("lone"), { do: "empty", list: "lone" });
    expect(steps[0]?.regions).toEqual([{ object: 1, ...page }]);
    expect(steps[1]?.events).toBeUndefined();
  });

  test("does not change that one object has one identity", () => {
    const shared: RegionObject = { ...page };
    const plain: Partial<Subject> = { getReservedRegions: (_device, list) => void list.push(shared, { ...page }) };
    const { steps } = trace(() => plain, get("lone", "a"), get("nic", "b"));
    const objects = steps.map((step) => step.regions?.map((entry) => entry.object));
    expect(objects[0]?.[0]).toBe(objects[1]?.[0]);
    expect(objects[0]?.[1]).not.toBe(objects[1]?.[1]);
  });
});

describe("a device that is not PCI", () => {
  test("tells each PCI field that is read of it, wherever the subject found it", () => {
    const fields = Object.keys(endpoint("any", "0:0.0", { parent: "p", physicalFunction: "q" })).filter(
      (field) => field !== "kind" && field !== "label",
    );
    for (const field of [...fields, "secondaryBus", "subordinateBus"]) {
      const readField = (device: unknown): boolean => (device as Record<string, unknown>)[field] === undefined;
      const asked: Partial<Subject> = { isLocked: readField };
      const told = [{ event: "foreign-read", device: "uart", field }];
      expect(trace(() => asked, { do: "ask", predicate: "locked", device: "uart" }).steps[0]).toEqual({
        status: "ok",
        answer: true,
        events: told,
      });
      const found = trace((_memory, given) => ({ hasRmrr: () => readField(given.otherDevices[0]) }), {
        do: "ask",
        predicate: "has-rmrr",
        device: "lone",
      });
      expect(found.steps[0]?.events).toEqual(told);
    }
  });

  test("has its own fields, and is the same object wherever it is found", () => {
    let same = false;
    const subject = (_memory: Memory, given: typeof somePlatform): Partial<Subject> => ({
      isLocked: (device) => {
        same = device === given.otherDevices[0];
        return (
          device.kind === "other" && device.label === "uart" && device.acpiName === "\\_SB.UART" && "acpiName" in device
        );
      },
    });
    expect(trace(subject, { do: "ask", predicate: "locked", device: "uart" }).steps[0]).toEqual({
      status: "ok",
      answer: true,
    });
    expect(same).toBe(true);
  });

  test("leaves a platform without such devices as it is", () => {
    const without = { ...somePlatform, otherDevices: [] };
    const given: unknown[] = [];
    const start = (platform: unknown): Subject => {
      given.push(platform);
      return {};
    };
    execute({ name: "test", start }, { platform: without, steps: [] });
    expect(given[0]).toBe(without);
  });
});
