/** A subject that is started again: what it is told, and what is asked while there is none. */

import { describe, expect, test } from "vitest";
import type { Implementation, Subject } from "../../implementations/contract.ts";
import type { Step } from "../../model/scenario.ts";
import { get } from "../reference/hand-made.ts";
import { put, read } from "../oracle/memory-happenings.ts";
import { trace, traceOf, untyped } from "./subjects.ts";

const restart: Step = { do: "restart" };
const fail: Step = { do: "fail-allocations", first: 1, count: 1 };
const MAY_SLEEP = { maySleep: true };

/** Takes one object at each start, and says so if it does not get it. */
const frugal: Implementation = {
  name: "frugal",
  start(_platform, memory) {
    const taken = memory.allocateOther(MAY_SLEEP);
    if (taken === undefined) return "no-memory";
    return {
      getReservedRegions: () => "ok",
      putReservedRegions: () => undefined,
      hasRmrr: () => true,
      addFunction: () => "ok",
      removeFunction: () => undefined,
      tearDown: () => memory.freeOther(taken),
    };
  },
};

describe("starting again", () => {
  test("tears down what there is, and starts on the same table", () => {
    const calls: string[] = [];
    const tables = new Set<Uint8Array>();
    const subject = (): Subject => ({ tearDown: () => void calls.push("down") });
    const { steps } = trace(
      (_memory, { dmar }) => {
        calls.push("up");
        tables.add(dmar);
        return subject();
      },
      restart,
      restart,
    );
    expect(steps.map(({ status }) => status)).toEqual(["ok", "ok"]);
    expect(calls).toEqual(["up", "down", "up", "down", "up"]);
    expect(tables.size).toBe(1);
  });

  test("finds the functions that are there at that moment, in objects that it is asked with later", () => {
    const absent: string[][] = [];
    const { steps } = trace(
      (_memory, platform) => {
        const known = new Set(platform.functions);
        absent.push(platform.functions.flatMap((fn) => (fn.absent === true ? [fn.label] : [])));
        return {
          addFunction: () => "ok",
          removeFunction: () => undefined,
          tearDown: () => undefined,
          hasRmrr: (device) => device.kind === "pci" && known.has(device),
        };
      },
      { do: "remove", device: "nic" },
      { do: "add", device: "absent" },
      restart,
      ...["nic", "absent", "lone"].map((device): Step => ({ do: "ask", predicate: "has-rmrr", device })),
      { do: "add", device: "nic" },
      restart,
    );
    expect(absent).toEqual([["absent"], ["nic", "virtual"], []]);
    expect(steps.slice(3, 6).map(({ answer }) => answer)).toEqual([true, true, true]);
  });

  test("counts allocations as every other step does", () => {
    const { steps } = traceOf(frugal, fail, restart, restart, { do: "tear-down" });
    expect(steps.map(({ status }) => status)).toEqual(["ok", "no-memory", "ok", "ok"]);
    const events = steps.map(({ events: some = [] }) => some.map(({ event }) => event));
    expect(events).toEqual([["alloc"], ["free", "alloc-failed"], ["alloc"], ["free"]]);
  });

  test("is nothing that a subject can do which cannot be torn down", () => {
    let starts = 0;
    const { steps } = trace(() => ({ hasRmrr: () => starts++ > 0 }), restart, {
      do: "ask",
      predicate: "has-rmrr",
      device: "lone",
    });
    expect(steps).toEqual([{ status: "unsupported" }, { status: "ok", answer: false }]);
  });

  test("is an error where it throws or gives no subject, and afterwards there is none", () => {
    for (const again of ["thrown", "nothing"]) {
      let started = false;
      const { steps } = trace(
        () => {
          if (started && again === "thrown") throw new Error("out of order");
          if (started) return untyped(undefined);
          started = true;
          return { tearDown: () => undefined, hasRmrr: () => true };
        },
        restart,
        { do: "ask", predicate: "has-rmrr", device: "lone" },
      );
      expect(steps.map(({ status }) => status)).toEqual(["error", "unsupported"]);
    }
  });
});

describe("while there is no subject", () => {
  test("nothing is asked, lists are their callers', and functions come and go", () => {
    const { steps } = traceOf(
      frugal,
      fail,
      restart,
      get("lone", "l"),
      read("l"),
      put("l"),
      { do: "ask", predicate: "has-rmrr", device: "lone" },
      { do: "remove", device: "nic" },
      { do: "tear-down" },
      restart,
      get("lone", "l"),
    );
    const statuses = ["unsupported", "ok", "unsupported", "unsupported", "ok", "ok", "ok", "ok"];
    expect(steps.slice(2).map(({ status }) => status)).toEqual(statuses);
    expect(steps[3]!.regions).toEqual([]);
  });

  test("a function that went is not there when it starts again", () => {
    const absent: string[][] = [];
    const watched: Implementation = {
      ...frugal,
      start(platform, memory) {
        absent.push(platform.functions.flatMap((fn) => (fn.absent === true ? [fn.label] : [])));
        return frugal.start(platform, memory);
      },
    };
    traceOf(watched, fail, restart, { do: "remove", device: "lone" }, { do: "add", device: "absent" }, restart);
    expect(absent).toEqual([["absent"], ["absent"], ["lone"]]);
  });
});

test("a first start without memory, where none was made to fail, is the end", () => {
  const { steps, ended } = traceOf({ name: "poor", start: () => "no-memory" }, restart);
  expect([steps, ended?.how]).toEqual([[], "died"]);
});
