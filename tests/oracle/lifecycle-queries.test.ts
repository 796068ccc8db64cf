import { describe, expect, test } from "vitest";
import { LINUX_PROFILE, type Profile } from "../../model/profile.ts";
import type { Step } from "../../model/scenario.ts";
import { forbiddenRanges, lifecycleQueries } from "../../oracle/lifecycle-queries.ts";
import { ScenarioFacts } from "../../oracle/scenario-facts.ts";
import {
  bridge,
  bridgeScope,
  endpoint,
  endpointScope,
  get,
  type PlatformParts,
  rmrr,
  scenario,
} from "../reference/hand-made.ts";
import { add, downstream, group, hasRmrr, late, remove, there, tree } from "./lifecycle-happenings.ts";
import { DONE } from "./memory-happenings.ts";
import { type Happening, observed } from "./observed.ts";

/** `step: device standing, part since, of` for every question, in order. */
function asked(parts: PlatformParts, ...steps: readonly Step[]): readonly string[] {
  return askedUnder({}, parts, ...steps);
}

function askedUnder(switches: Partial<Profile>, parts: PlatformParts, ...steps: readonly Step[]): readonly string[] {
  const happenings = steps.map((step): Happening => [step, DONE]);
  const { facts } = observed(parts, happenings, switches);
  return lifecycleQueries(facts).map(
    ({ step, index, part, standing, since, of }) =>
      `${step}: ${facts.labelOf(index)} ${standing}, ${part} since ${since}, ${of}`,
  );
}

const nic = get("nic");
const disk = get("disk");

describe("a question about functions that come and go", () => {
  test("is none where nothing ever does, not even about what is not there", () => {
    expect(asked(late, nic, hasRmrr("nic"), group("all"))).toEqual([]);
    expect(asked(there, nic, disk)).toEqual([]);
  });

  test("is about one that is not there yet, has come, has gone, or has come again", () => {
    expect(asked(late, nic, add("nic"), nic, remove("nic"), nic, add("nic"), nic)).toEqual([
      "0: nic absent, added since -1, get",
      "2: nic came, added since 1, get",
      "4: nic absent, removed since 3, get",
      "6: nic came, again since 5, get",
    ]);
  });

  test("is a get, a question for an RMRR, or a group's list, in the order of the steps", () => {
    expect(asked(late, add("nic"), group("nic"), hasRmrr("nic"), nic)).toEqual([
      "1: nic came, added since 0, group",
      "2: nic came, added since 0, has-rmrr",
      "3: nic came, added since 0, get",
    ]);
    const others: readonly Step[] = [
      { do: "show", group: "nic" },
      { do: "map", group: "nic" },
      { do: "ask", predicate: "locked", device: "nic" },
    ];
    expect(asked(late, add("nic"), ...others)).toEqual([]);
  });

  test("about one that stayed is charged to the latest change of another", () => {
    expect(asked(late, disk, add("nic"), disk, remove("nic"), hasRmrr("disk"), add("nic"), disk)).toEqual([
      "2: disk stayed, added since -1, get",
      "4: disk stayed, removed since -1, has-rmrr",
      "6: disk stayed, again since -1, get",
    ]);
  });

  test("about one that came is about its coming until it was asked once", () => {
    const both = [add("nic"), remove("disk")] as const;
    expect(asked(late, ...both, nic, nic)).toEqual([
      "2: nic came, added since 0, get",
      "3: nic came, added since 0, get",
    ]);
    const between = (step: Step): string | undefined => asked(late, add("nic"), step, remove("disk"), nic).at(-1);
    expect(between(nic)).toBe("3: nic stayed, removed since 0, get");
    expect(between(hasRmrr("nic"))).toBe("3: nic stayed, removed since 0, get");
    expect(between(disk)).toBe("3: nic came, added since 0, get");
    expect(between(hasRmrr("disk"))).toBe("3: nic came, added since 0, get");
    expect(between({ do: "ask", predicate: "relaxable", device: "nic" })).toBe("3: nic came, added since 0, get");
    expect(asked(late, nic, hasRmrr("nic"), ...both, nic).at(-1)).toBe("4: nic came, added since 2, get");
    expect(asked(late, hasRmrr("disk"), add("nic"), nic, hasRmrr("disk"), remove("disk"), nic).at(-1)).toBe(
      "5: nic stayed, removed since 1, get",
    );
  });

  test("about what came or went with its bridge is about the sub-hierarchy", () => {
    const port = [remove("port"), nic, add("port"), nic] as const;
    expect(asked(tree, ...port)).toEqual(["1: nic absent, subtree since 0, get", "3: nic came, subtree since 2, get"]);
    expect(asked(tree, remove("nic"), remove("port"), nic)).toEqual(["2: nic absent, removed since 0, get"]);
  });

  test("after misuse may be caused by it", () => {
    expect(asked(late, add("disk"), disk, add("nic"), nic, remove("nic"), nic)).toEqual([
      "1: disk stayed, twice since -1, get",
      "3: nic came, twice since 2, get",
      "5: nic absent, twice since 4, get",
    ]);
    expect(asked(late, add("nic"), nic, add("nic"), nic)).toEqual([
      "1: nic came, added since 0, get",
      "3: nic stayed, twice since 0, get",
    ]);
    expect(asked(there, remove("nic"), remove("nic"), nic)).toEqual(["2: nic absent, twice since 0, get"]);
  });

  test("is none once it is unknown which functions are present, because one was added below an absent bridge", () => {
    expect(asked(tree, remove("port"), nic, add("nic"), nic, group("all"), hasRmrr("nic"))).toEqual([
      "1: nic absent, subtree since 0, get",
    ]);
  });

  test("is none about a device that is not PCI, which neither comes nor goes, or that nobody knows", () => {
    const parts: PlatformParts = { ...late, otherDevices: [{ kind: "other", label: "uart" }] };
    expect(asked(parts, add("nic"), get("uart"), get("ghost"), hasRmrr("uart"), hasRmrr("ghost"))).toEqual([]);
  });

  test("is none if no answer can go wrong", () => {
    expect(asked(late, nic, get("free"), add("nic"), get("free"), add("free"), get("free"))).toEqual([
      "0: nic absent, added since -1, get",
    ]);
    expect(asked(late, hasRmrr("free"), add("free"), hasRmrr("free"))).toEqual([]);
  });

  test("is none about one that is named only by a scope that is not honoured", () => {
    const named = (...scopes: readonly ReturnType<typeof endpointScope>[]): PlatformParts => ({
      ...late,
      structures: [rmrr(0x1000n, 0x1fffn, ...scopes)],
    });
    expect(asked(named(bridgeScope(0, "2.0")), nic, add("disk"))).toEqual([]);
    // What may be honoured and need not be must not come while the function is away, and need not once it is there.
    expect(askedUnder({ headerMismatch: "either" }, named(bridgeScope(0, "2.0")), nic, add("nic"), nic)).toEqual([
      "0: nic absent, added since -1, get",
    ]);
    expect(asked(named(bridgeScope(0, "2.0"), endpointScope(0, "2.0")), nic, add("free"))).toHaveLength(1);
  });
});

describe("the list of a group", () => {
  test("is asked about the members that came or went, not about those that stayed", () => {
    expect(asked(late, add("nic"), group("all"), remove("nic"), group("all"))).toEqual([
      "1: nic came, added since 0, group",
      "3: nic absent, removed since 2, group",
    ]);
  });

  test("is that of the group, and of a group that there is", () => {
    const groups = { one: ["disk"], two: ["free", "ghost", "nic"] };
    expect(asked({ ...late, groups }, add("nic"), group("one"))).toEqual([]);
    expect(asked({ ...late, groups }, add("nic"), group("two"))).toEqual(["1: nic came, added since 0, group"]);
    expect(asked({ ...late, groups }, add("nic"), group("three"))).toEqual([]);
  });

  test("is asked about each member that came, in their order", () => {
    expect(asked(late, remove("disk"), add("disk"), add("nic"), group("all"))).toEqual([
      "3: nic came, added since 2, group",
      "3: disk came, again since 1, group",
    ]);
  });
});

describe("whether a function is downstream", () => {
  test("is asked of one that came, below a bridge that is there", () => {
    const back = [remove("nic"), add("nic")] as const;
    expect(asked(tree, ...back, downstream("nic"))).toEqual(["2: nic came, again since 1, downstream"]);
    expect(asked(tree, remove("nic"), downstream("nic"))).toEqual([]);
    expect(asked(tree, ...back, downstream("other"))).toEqual([]);
    const rest = [endpoint("nic", "0:2.0"), bridge("port", "0:1c.0", [1, 1], { absent: true })];
    expect(asked({ ...tree, functions: rest }, ...back, downstream("nic"))).toEqual([]);
    expect(asked({ ...tree, functions: rest.slice(0, 1) }, ...back, downstream("nic"))).toEqual([]);
  });

  test("is asked of one that is due nothing, too", () => {
    const bare: PlatformParts = { ...tree, structures: [] };
    expect(asked(bare, remove("nic"), add("nic"), downstream("nic"), nic)).toEqual([
      "2: nic came, again since 1, downstream",
    ]);
  });
});

describe("what a function must not get while it is not there", () => {
  /** The first addresses of the ranges. */
  function forbidden(parts: PlatformParts, ...steps: readonly Step[]): readonly bigint[] {
    const facts = new ScenarioFacts({ ...scenario(parts), steps }, LINUX_PROFILE);
    const ranges = forbiddenRanges(facts, facts.indexOf("nic"), steps.length);
    return [...ranges].map((range) => facts.coverage.ranges.at(range).start).sort((a, b) => (a < b ? -1 : 1));
  }

  const below: PlatformParts = {
    functions: [bridge("port", "0:1c.0", [1, 1]), endpoint("nic", "1:0.0", { parent: "port" })],
    structures: [
      rmrr(0x1000n, 0x1fffn, bridgeScope(0, "1c.0")),
      rmrr(0x4000n, 0x4fffn, endpointScope(0, "1c.0", "0.0")),
      rmrr(0x8000n, 0x8fffn, endpointScope(0, "1c.0", "0.0"), bridgeScope(0, "1c.0")),
    ],
  };

  test("is what only scopes give it that name itself", () => {
    expect(forbidden(late)).toEqual([0x1000n, 0x4000n]);
    expect(forbidden(below, remove("nic"))).toEqual([0x4000n]);
  });

  test("and what a bridge gives that is not there either", () => {
    expect(forbidden(below, remove("port"))).toEqual([0x1000n, 0x4000n, 0x8000n]);
  });
});
