/** Whose numbers are like those of what an RMRR names, so that somebody who goes by numbers finds them. */

import { describe, expect, test } from "vitest";
import type { DmarStructure, RmrrStructure } from "../../model/dmar/table.ts";
import { LINUX_PROFILE, type Profile } from "../../model/profile.ts";
import { type NumberLikeness, numberLikeness } from "../../oracle/number-likeness.ts";
import { type GetFact, ScenarioFacts } from "../../oracle/scenario-facts.ts";
import {
  bridge,
  bridgeScope,
  endpoint,
  endpointScope,
  get,
  type PlatformParts,
  rmrr,
  scenario,
  scope,
} from "../reference/hand-made.ts";
import { anddStructure } from "../reference/platforms.ts";
import { uart } from "../suites/coverage-platforms.ts";

const root = (segment: number): { segment: number; bus: number; lastBus: number } => ({
  segment,
  bus: 0,
  lastBus: 0xff,
});
/** In segment 0, a port with buses 1 to 3; in segment 1, one with bus 2 to 4 at the same place. */
const parts: PlatformParts = {
  rootBuses: [root(0), root(1)],
  functions: [
    endpoint("nic", "0:2.0"),
    bridge("port", "0:1c.0", [1, 3]),
    endpoint("child", "1:5.0", { parent: "port" }),
    endpoint("nic'", "1:0:2.0"),
    endpoint("disk'", "1:0:3.0"),
    bridge("port'", "1:0:1c.0", [2, 4]),
    endpoint("child'", "1:2:5.0", { parent: "port'" }),
    bridge("inner'", "1:2:6.0", [4, 4], { parent: "port'" }),
    endpoint("deep'", "1:4:7.0", { parent: "inner'" }),
    bridge("other'", "1:0:1d.0", [5, 5]),
    endpoint("leaf'", "1:5:0.0", { parent: "other'" }),
    bridge("one'", "1:0:1e.0", [1, 1]),
    endpoint("low'", "1:1:9.0", { parent: "one'" }),
    endpoint("high'", "1:1:5.0", { parent: "one'" }),
  ],
  otherDevices: [uart],
};

const over = (...scopes: Parameters<typeof rmrr>[2][]): RmrrStructure => rmrr(0x1000n, 0x1fffn, ...scopes);
const further = (...scopes: Parameters<typeof rmrr>[2][]): RmrrStructure => rmrr(0x8000n, 0x8fffn, ...scopes);

type Question = (likeness: NumberLikeness, asked: GetFact, facts: ScenarioFacts) => boolean;

/** The devices of which it is so. */
function those(
  question: Question,
  structures: readonly DmarStructure[],
  switches: Partial<Profile> = {},
  platform: PlatformParts = parts,
): readonly string[] {
  const labels = [...platform.functions!, ...platform.otherDevices!].map(({ label }) => label);
  const of = scenario({ ...platform, structures }, ...labels.map((label) => get(label)));
  const facts = new ScenarioFacts(of, { ...LINUX_PROFILE, ...switches });
  return facts.gets.filter((asked) => question(numberLikeness(facts), asked, facts)).map(({ label }) => label);
}

describe("a function looks named in another segment", () => {
  const inOther = (structures: readonly DmarStructure[], switches: Partial<Profile> = {}): readonly string[] =>
    those((likeness, asked) => likeness.looksNamedInOtherSegment(asked), structures, switches);

  test("if it has the number of the named one, or stands at the end of the same path or below that", () => {
    expect(inOther([over(endpointScope(0, "2.0"))])).toEqual(["nic'"]);
    expect(inOther([{ ...over(endpointScope(0, "2.0")), segment: 1 }])).toEqual(["nic"]);
    // The number of the child is 1:5.0; its path leads to bus 2 in the other segment.
    expect(inOther([over(endpointScope(0, "1c.0", "5.0"))])).toEqual(["child'", "high'"]);
  });

  test("if its bus is one of those below the named bridge", () => {
    expect(inOther([over(bridgeScope(0, "1c.0"))])).toEqual(["port'", "child'", "inner'", "deep'", "low'", "high'"]);
    expect(inOther([{ ...over(bridgeScope(0, "1d.0")), segment: 1 }])).toEqual([]);
    expect(inOther([{ ...over(bridgeScope(0, "1e.0")), segment: 1 }])).toEqual(["child"]);
  });

  test("by a path that leads nowhere in its own segment, but not by one that is not honoured, beyond its path", () => {
    expect(inOther([over(endpointScope(0, "3.0"))])).toEqual(["disk'"]);
    expect(inOther([over(bridgeScope(0, "1d.0"))])).toEqual(["other'", "leaf'"]);
    expect(inOther([over(endpointScope(0, "1c.0"))])).toEqual(["port'", "child'", "inner'", "deep'"]);
    // An endpoint that a sub-hierarchy scope does not cover is not named, and its number is that of nobody.
    expect(inOther([over(bridgeScope(0, "1c.0", "5.0"))])).toEqual(["child'"]);
    expect(inOther([over(bridgeScope(0, "1c.0", "5.0"))], { headerMismatch: "either" })).toEqual(["child'", "high'"]);
  });

  test("by the number of a bridge alone, if what is below it is not meant", () => {
    const below = ["port'", "child'", "inner'", "deep'"];
    expect(inOther([over(endpointScope(0, "1c.0"))], { headerMismatch: "either" })).toEqual(below);
  });

  test("not if it gets the range of an RMRR of its own", () => {
    expect(inOther([over(endpointScope(0, "2.0")), { ...over(endpointScope(0, "2.0")), segment: 1 }])).toEqual([]);
    expect(inOther([over(endpointScope(0, "2.0")), { ...further(endpointScope(0, "2.0")), segment: 1 }])).toEqual([
      "nic",
      "nic'",
    ]);
  });

  test("not by a namespace device, which has no number", () => {
    const declared = over({ ...scope(5, 0, "9.0"), enumerationId: 1 });
    expect(inOther([anddStructure, declared], { namespaceScope: "resolve" })).toEqual([]);
  });

  test("if there is one segment, and the RMRR is of another one", () => {
    const alone: PlatformParts = { ...parts, functions: parts.functions!.slice(0, 3), rootBuses: [root(0)] };
    const question: Question = (likeness, asked) => likeness.looksNamedInOtherSegment(asked);
    expect(those(question, [{ ...over(endpointScope(0, "2.0")), segment: 1 }], {}, alone)).toEqual(["nic"]);
    expect(those(question, [over(endpointScope(0, "2.0"))], {}, alone)).toEqual([]);
  });
});

describe("a function looks named by one RMRR of another segment", () => {
  test("and not by the others", () => {
    const structures = [over(endpointScope(0, "2.0")), further(endpointScope(0, "3.0"))];
    const by = (index: number): readonly string[] =>
      those((likeness, asked, { coverage }) => likeness.looksNamedBy(asked, coverage.rmrrs[index]!), structures).filter(
        (label) => label.endsWith("'"),
      );
    expect([by(0), by(1)]).toEqual([["nic'"], ["disk'"]]);
    // Two RMRRs may name the same number.
    const same = [over(endpointScope(0, "2.0")), further(endpointScope(0, "2.0"))];
    const second: Question = (likeness, asked, { coverage }) => likeness.looksNamedBy(asked, coverage.rmrrs[1]!);
    expect(those(second, same)).toContain("nic'");
  });
});

describe("a function looks named by its number", () => {
  const byNumber = (...structures: readonly DmarStructure[]): readonly string[] =>
    those((likeness, asked) => likeness.looksNamedByNumber(asked), structures);

  test("if a path of several hops of its segment reads as that, or as the number of a bridge above it", () => {
    expect(byNumber({ ...over(endpointScope(0, "1d.0", "0.0", "2.0")), segment: 1 })).toEqual(["nic'"]);
    expect(byNumber({ ...over(endpointScope(0, "1c.0", "6.0", "5.0")), segment: 1 })).toEqual(["child'"]);
    expect(byNumber({ ...over(bridgeScope(0, "9.0", "1c.0")), segment: 1 })).toEqual([
      "port'",
      "child'",
      "inner'",
      "deep'",
    ]);
    expect(byNumber(over(endpointScope(0, "9.0", "2.0")))).toEqual(["nic"]);
  });

  test("not by a path of one hop, by one of another segment, or by one that names it", () => {
    expect(byNumber(over(endpointScope(0, "2.0")))).toEqual([]);
    expect(byNumber(over(bridgeScope(0, "2.0")))).toEqual([]);
    expect(byNumber({ ...over(endpointScope(0, "9.0", "2.0")), segment: 2 })).toEqual([]);
    expect(byNumber(over(endpointScope(0, "1c.0", "5.0")))).toEqual([]);
    expect(byNumber(over(endpointScope(0, "9.0", "2.0"), endpointScope(0, "2.0")))).toEqual([]);
    expect(byNumber(over(endpointScope(0, "9.0", "2.0")), further(endpointScope(0, "2.0")))).toEqual(["nic"]);
    expect(byNumber(over(endpointScope(0, "9.0", "3.0")), further(endpointScope(0, "9.0", "2.0")))).toEqual(["nic"]);
    const both = [endpointScope(0, "9.0", "2.0"), endpointScope(0, "2.0")];
    expect(byNumber(over(both[0]!), further(...both))).toEqual(["nic"]);
  });
});
