/** Which functions come and go with a step, and in which order a subject is told. */

import { describe, expect, test } from "vitest";
import type { Subject } from "../../implementations/contract.ts";
import type { Step } from "../../model/scenario.ts";
import { trace } from "./subjects.ts";

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
    expect(heard(remove("outer"))).toEqual(["-leaf's own", "-leaf", "-inner", "-outer"]);
    expect(heard(remove("leaf"))).toEqual(["-leaf's own", "-leaf"]);
  });

  test("do not take along what has gone or come before, but always themselves", () => {
    expect(heard(remove("nic"), remove("port"), remove("port"))).toEqual(["-virtual", "-nic", "-port", "-port"]);
    expect(heard(add("absent"), add("absent"), add("port"))).toEqual(["+absent", "+absent", "+port"]);
    expect(heard(remove("leaf"), add("inner"))).toEqual(["-leaf's own", "-leaf", "+inner", "+leaf", "+leaf's own"]);
    expect(heard(remove("inner"), add("inner"), remove("outer")).slice(6)).toEqual(heard(remove("outer")));
  });

  test("report the first failure among those that come, and all of them come", () => {
    const reports = ["ok", "no-memory", "refused"] as const;
    let calls = 0;
    const subject: Subject = { addFunction: () => reports[calls++], removeFunction: () => undefined };
    expect(trace(() => subject, remove("port"), add("port")).steps[1]?.status).toBe("no-memory");
    expect(calls).toBe(3);
  });
});
