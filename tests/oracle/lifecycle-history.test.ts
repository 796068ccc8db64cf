import { describe, expect, test } from "vitest";
import { MSI_WINDOW, type RegionFields } from "../../model/region.ts";
import type { StepResult } from "../../model/trace.ts";
import { bridgeScope, endpoint, endpointScope, get, type PlatformParts, region, rmrr } from "../reference/hand-made.ts";
import {
  add,
  arrives,
  bare,
  both,
  downstream,
  gives,
  group,
  hasRmrr,
  historyOf,
  kinds,
  late,
  leaves,
  msi,
  OK,
  page,
  REFUSED,
  remove,
  says,
  second,
  there,
  tree,
  whole,
} from "./lifecycle-happenings.ts";
import type { Happening } from "./observed.ts";

describe("a function that came", () => {
  test("gets what it is due, and is shown with what it did not get", () => {
    expect(historyOf(late, [arrives, [get("nic"), whole]])).toEqual({ faults: [], seen: new Set(["added"]) });
    expect(historyOf(late, [arrives, [get("nic"), gives(page, msi)]]).faults).toEqual([
      {
        kind: "not-covered-after-arrival",
        part: "added",
        step: 1,
        device: "nic",
        list: "nic",
        rmrr: 1,
        scope: 0,
        expected: [{ start: 0x4000n, end: 0x4fffn }],
        received: gives(page, msi).regions,
      },
    ]);
    expect(kinds(there, leaves, arrives, [get("nic"), bare])).toEqual(["again not-covered-after-arrival 2"]);
  });

  test("is judged where all of its list was seen", () => {
    const alloc = { event: "alloc-failed", kind: "region", maySleep: true, atomic: false } as const;
    const unseen: readonly StepResult[] = [
      OK,
      { ...bare, status: "no-memory" },
      { ...bare, status: "error" },
      { ...bare, endless: true },
      { ...bare, events: [alloc] },
    ];
    for (const result of unseen) {
      expect(historyOf(late, [arrives, [get("nic"), result]])).toEqual({ faults: [], seen: new Set() });
    }
    expect(historyOf(late, [arrives, [get("nic"), { status: "unsupported" }]]).seen.size).toBe(0);
  });

  test("lacks nothing for its coming that it lacked before", () => {
    const before = (result: StepResult): readonly string[] =>
      kinds(there, [get("nic", "a"), result], leaves, arrives, [get("nic", "b"), gives(page, msi)]);
    expect(before(whole)).toEqual(["again not-covered-after-arrival 3"]);
    expect(before(gives(page, msi))).toEqual([]);
    expect(before(gives(second, msi))).toEqual(["again not-covered-after-arrival 3"]);
    expect(before(bare)).toEqual([]);
    expect(before({ ...gives(page, msi), status: "no-memory" })).toEqual(["again not-covered-after-arrival 3"]);
    // One time at which it had it is enough.
    const times: readonly Happening[] = [
      [get("nic", "a"), whole],
      [get("nic", "c"), gives(page, msi)],
    ];
    expect(kinds(there, ...times, leaves, arrives, [get("nic", "b"), gives(page, msi)])).toEqual([
      "again not-covered-after-arrival 4",
    ]);
  });

  test("has an RMRR, unless that was denied before as well", () => {
    expect(historyOf(late, [arrives, [hasRmrr("nic"), says(false)]]).faults).toEqual([
      { kind: "denied-after-arrival", part: "added", step: 1, device: "nic", expected: true, received: false },
    ]);
    expect(kinds(late, arrives, [hasRmrr("nic"), says(true)])).toEqual([]);
    expect(historyOf(late, [arrives, [hasRmrr("nic"), OK]]).seen.size).toBe(0);
    const before = (...asked: readonly Happening[]): readonly string[] =>
      kinds(there, ...asked, leaves, arrives, [hasRmrr("nic"), says(false)]);
    expect(before([hasRmrr("nic"), says(false)])).toEqual([]);
    expect(before([hasRmrr("nic"), says(true)])).toEqual(["again denied-after-arrival 3"]);
    expect(before([hasRmrr("nic"), OK])).toEqual(["again denied-after-arrival 3"]);
    expect(before([hasRmrr("disk"), says(false)])).toEqual(["again denied-after-arrival 3"]);
  });

  test("is downstream of its bridge, and of no other", () => {
    const back: readonly Happening[] = [
      [remove("nic"), OK],
      [add("nic"), OK],
    ];
    expect(historyOf(tree, [...back, [downstream("nic"), says(false)]]).faults).toEqual([
      {
        kind: "not-downstream-after-arrival",
        part: "again",
        step: 2,
        device: "nic",
        otherDevice: "port",
        expected: true,
        received: false,
      },
    ]);
    expect(kinds(tree, ...back, [downstream("nic"), says(true)])).toEqual([]);
    expect(historyOf(tree, [...back, [downstream("nic"), OK]])).toEqual({ faults: [], seen: new Set() });
    const other: readonly Happening[] = [
      [remove("other"), OK],
      [add("other"), OK],
    ];
    expect(kinds(tree, ...other, [downstream("other"), says(false)])).toEqual([]);
  });

  test("is in the list of its group with what it must have, joined with others or not", () => {
    expect(historyOf(late, [arrives, [group("all"), gives(page)]]).faults).toEqual([
      {
        kind: "group-lacks-arrival",
        part: "added",
        step: 1,
        device: "nic",
        list: "g",
        expected: [{ start: 0x4000n, end: 0x4fffn }],
        received: gives(page).regions,
      },
    ]);
    expect(kinds(late, arrives, [group("all"), gives(region(0x1000n, 0x4fffn))])).toEqual([]);
    expect(historyOf(late, [arrives, [group("all"), { ...gives(), status: "no-memory" }]]).seen.size).toBe(0);
    const mistaken: PlatformParts = {
      ...late,
      structures: [...late.structures!, rmrr(0x7000n, 0x7fffn, bridgeScope(0, "2.0"))],
    };
    const open = historyOf(mistaken, [arrives, [group("all"), gives(page, second)]], { headerMismatch: "either" });
    expect(open.faults).toEqual([]);
  });
});

describe("a function that is not there", () => {
  test("gets nothing that only it is named for; what is got is shown", () => {
    expect(historyOf(there, [leaves, [get("nic"), gives(msi, second)]]).faults).toEqual([
      {
        kind: "covered-while-absent",
        part: "removed",
        step: 1,
        device: "nic",
        list: "nic",
        rmrr: 1,
        scope: 0,
        expected: [],
        received: [{ ...second, object: 1 }],
      },
    ]);
    expect(kinds(late, [get("nic"), whole], arrives)).toEqual(["added covered-while-absent 0"]);
    expect(kinds(there, leaves, [get("nic"), bare])).toEqual([]);
    expect(kinds(there, leaves, [get("nic"), gives(region(0x9000n, 0x9fffn))])).toEqual([]);
    const window: PlatformParts = { ...there, structures: [rmrr(MSI_WINDOW.start, MSI_WINDOW.end, ...both)] };
    expect(kinds(window, leaves, [get("nic"), bare])).toEqual([]);
    expect(kinds(window, leaves, [get("nic"), gives({ ...msi, type: "direct" })])).toHaveLength(1);
  });

  test("has no RMRR, unless a bridge that is there may give it one", () => {
    expect(historyOf(there, [leaves, [hasRmrr("nic"), says(true)]]).faults).toEqual([
      { kind: "affirmed-while-absent", part: "removed", step: 1, device: "nic", expected: false, received: true },
    ]);
    expect(kinds(there, leaves, [hasRmrr("nic"), says(false)])).toEqual([]);
    expect(historyOf(there, [leaves, [hasRmrr("nic"), OK]]).seen.size).toBe(0);
    expect(kinds(tree, leaves, [hasRmrr("nic"), says(true)])).toEqual([]);
    expect(kinds(tree, [remove("port"), OK], [hasRmrr("nic"), says(true)])).toEqual([
      "subtree affirmed-while-absent 1",
    ]);
    const named = [bridgeScope(0, "1c.0"), endpointScope(0, "1c.0", "0.0")];
    const twice: PlatformParts = { ...tree, structures: [rmrr(0x1000n, 0x1fffn, ...named)] };
    expect(kinds(twice, leaves, [hasRmrr("nic"), says(true)])).toEqual([]);
  });

  test("leaves nothing in the list of its group but what others have", () => {
    const alone = (...regions: readonly RegionFields[]): readonly string[] =>
      kinds(there, leaves, [group("nic"), gives(...regions)]);
    expect(historyOf(there, [leaves, [group("nic"), gives(second)]]).faults).toEqual([
      {
        kind: "group-keeps-absent",
        part: "removed",
        step: 1,
        device: "nic",
        list: "g",
        expected: [],
        received: gives(second).regions,
      },
    ]);
    expect(alone()).toEqual([]);
    expect(alone(page, second)).toHaveLength(1);
    expect(alone(region(0x1fffn, 0x2fffn))).toHaveLength(1);
    expect(alone(region(0x0n, 0x1000n))).toHaveLength(1);
    expect(alone(region(0x2000n, 0x3fffn))).toEqual([]);
    expect(alone(region(0x5000n, 0x5fffn))).toEqual([]);
    expect(kinds(there, leaves, [group("all"), gives(page, second)])).toEqual([]);
  });
});

describe("a function that stayed", () => {
  const stays = (before: StepResult, after: StepResult): readonly string[] =>
    kinds(there, [get("disk", "a"), before], leaves, [get("disk", "b"), after]);

  test("keeps what it had", () => {
    expect(stays(whole, whole)).toEqual([]);
    expect(stays(whole, gives(page, msi))).toEqual(["removed lost-with-another 2"]);
    expect(stays(gives(page, msi), gives(page, msi))).toEqual([]);
    expect(stays(gives(page, msi), gives(second, msi))).toEqual(["removed lost-with-another 2"]);
    expect(kinds(there, leaves, [get("disk"), bare])).toEqual([]);
    // What it had is not known of a get that ran out of memory.
    expect(stays({ ...whole, status: "no-memory" }, bare)).toEqual([]);
    expect(kinds(late, [get("disk", "a"), whole], arrives, [get("disk", "b"), bare])).toEqual([
      "added lost-with-another 2",
    ]);
  });

  test("is given nothing else than before", () => {
    const changes: readonly StepResult[] = [
      gives(page, second, msi, region(0x9000n, 0x9fffn)),
      gives(page, { ...second, end: 0x4ffen }, msi),
      gives(page, { ...second, type: "direct-relaxable" }, msi),
      gives(page, { ...second, protection: 1 }, msi),
    ];
    for (const changed of changes) {
      expect(stays(whole, changed)).toEqual(["removed changed-with-another 2"]);
      expect(stays(changed, changed)).toEqual([]);
      expect(kinds(there, leaves, [get("disk"), changed])).toEqual([]);
    }
    expect(stays(whole, gives(page, second))).toEqual([]);
    expect(historyOf(there, [[get("disk", "a"), whole], leaves, [get("disk", "b"), changes[3]!]]).faults).toMatchObject(
      [{ device: "disk", list: "b", received: changes[3]!.regions }],
    );
    const mixed: readonly Happening[] = [
      [get("disk", "a"), changes[0]!],
      [get("disk", "c"), whole],
    ];
    expect(kinds(there, ...mixed, leaves, [get("disk", "b"), changes[0]!])).toEqual(["removed changed-with-another 3"]);
  });

  test("has an RMRR if it had one", () => {
    const asked = (...before: readonly Happening[]): readonly string[] =>
      kinds(there, ...before, leaves, [hasRmrr("disk"), says(false)]);
    expect(asked([hasRmrr("disk"), says(true)])).toEqual(["removed denied-with-another 2"]);
    expect(asked([hasRmrr("disk"), says(false)])).toEqual([]);
    expect(asked([hasRmrr("disk"), OK])).toEqual([]);
    expect(asked([hasRmrr("nic"), says(true)])).toEqual([]);
    expect(asked([{ do: "ask", predicate: "locked", device: "disk" }, says(true)])).toEqual([]);
    expect(asked()).toEqual([]);
  });
});

describe("a change", () => {
  test("is not refused, unless it is misuse, or memory ran out", () => {
    const alloc = { event: "alloc-failed", kind: "other", maySleep: true, atomic: false } as const;
    expect(historyOf(late, [[add("nic"), REFUSED]]).faults).toEqual([
      { kind: "not-taken-in", part: "added", step: 0, device: "nic", expected: "ok", received: "refused" },
    ]);
    expect(kinds(late, [add("nic"), { status: "no-memory" }])).toEqual(["added not-taken-in 0"]);
    expect(kinds(late, [add("nic"), { status: "no-memory", events: [alloc] }])).toEqual([]);
    expect(kinds(late, [add("nic"), { status: "error" }])).toEqual([]);
    expect(kinds(there, [remove("nic"), REFUSED])).toEqual(["removed not-let-go 0"]);
    expect(kinds(there, leaves, [add("nic"), REFUSED])).toEqual(["again not-taken-in 1"]);
    expect(kinds(there, [add("nic"), REFUSED])).toEqual([]);
    expect(kinds(late, [remove("nic"), REFUSED])).toEqual([]);
    expect(kinds(there, [add("nic"), OK], [remove("nic"), REFUSED])).toEqual(["twice not-let-go 1"]);
    // Who is there after the first is not known.
    expect(kinds(late, [add("nic"), REFUSED], [add("free"), REFUSED], [get("nic"), bare])).toEqual([
      "added not-taken-in 0",
    ]);
  });

  test("of what cannot be reached is open, and so is what follows", () => {
    const orphan: readonly Happening[] = [
      [remove("port"), OK],
      [add("nic"), REFUSED],
      [add("port"), REFUSED],
    ];
    expect(kinds(tree, ...orphan)).toEqual([]);
    const taken: readonly Happening[] = [
      [remove("port"), OK],
      [add("nic"), OK],
      [remove("other"), REFUSED],
    ];
    expect(kinds(tree, ...taken)).toEqual([]);
  });

  test("that is not offered, even one of several, leaves every question open", () => {
    const unoffered: Happening = [add("free"), { status: "unsupported" }];
    expect(historyOf(late, [arrives, [get("nic"), bare], unoffered])).toEqual({ faults: [], seen: new Set() });
  });
});

describe("misuse", () => {
  const had: Happening = [get("disk", "a"), whole];
  const misused: Happening = [add("disk"), OK];
  const other: Happening = [add("free"), OK];
  const lost: Happening = [get("disk", "b"), bare];

  test("is charged with what a function that stayed loses, each time, if there was nothing else", () => {
    expect(kinds(late, had, misused, lost)).toEqual(["twice lost-with-another 2"]);
    expect(kinds(late, had, misused, lost, [get("disk", "c"), bare])).toEqual([
      "twice lost-with-another 2",
      "twice lost-with-another 3",
    ]);
    expect(kinds(late, had, other, misused, lost)).toEqual([]);
    expect(kinds(late, had, misused, other, lost)).toEqual([]);
    expect(kinds(late, had, other, misused, [get("disk", "c"), whole], lost)).toEqual([]);
  });

  test("is charged after other changes if those were seen to do no harm, and not if they were seen to", () => {
    expect(kinds(late, had, other, [get("disk", "c"), whole], misused, lost)).toEqual(["twice lost-with-another 4"]);
    expect(kinds(late, had, other, [get("disk", "c"), bare], misused, lost)).toEqual(["added lost-with-another 2"]);
    expect(kinds(late, had, other, [get("disk", "c"), OK], misused, lost)).toEqual([]);
    expect(kinds(late, had, other, [get("disk", "c"), whole], [get("disk", "d"), bare], misused, lost)).toEqual([
      "added lost-with-another 3",
    ]);
  });

  test("is charged with what a function lacks that came, if the two share an RMRR", () => {
    const lacks: Happening = [get("nic"), bare];
    expect(kinds(late, misused, arrives, lacks)).toEqual(["twice not-covered-after-arrival 2"]);
    const more: PlatformParts = { ...late, structures: [rmrr(0x7000n, 0x7fffn, both[1]!), ...late.structures!] };
    expect(kinds(more, misused, arrives, lacks)).toEqual(["twice not-covered-after-arrival 2"]);
    const apart: PlatformParts = {
      ...late,
      structures: [rmrr(0x1000n, 0x1fffn, both[0]!), rmrr(0x4000n, 0x4fffn, both[1]!)],
    };
    expect(kinds(apart, misused, arrives, lacks)).toEqual([]);
    const beside: Happening = [remove("free"), REFUSED];
    expect(kinds(late, beside, arrives, lacks)).toEqual([]);
    expect(kinds(late, beside, [remove("disk"), OK], arrives, lacks)).toEqual([]);
    expect(kinds(late, [remove("nic"), REFUSED], arrives, lacks)).toEqual([]);
    expect(kinds(late, beside, arrives, lacks, misused)).toEqual([]);
  });

  test("is charged with what a function gets that is not there, if it got nothing before", () => {
    const refused: Happening = [remove("nic"), REFUSED];
    expect(kinds(late, refused, [get("nic"), whole])).toEqual([]);
    expect(kinds(late, misused, [get("nic"), whole])).toEqual([]);
    expect(kinds(late, [get("nic", "a"), bare], refused, [get("nic", "b"), whole])).toEqual([
      "twice covered-while-absent 2",
    ]);
  });
});

describe("what was asked before", () => {
  test("counts for one that stayed only since it came", () => {
    const times: readonly Happening[] = [[get("nic", "a"), whole], leaves, arrives, [get("nic", "b"), bare]];
    const more: PlatformParts = {
      ...late,
      functions: [...there.functions!, endpoint("free", "0:4.0", { absent: true })],
    };
    expect(kinds(more, ...times, [add("free"), OK], [get("nic", "c"), bare])).toEqual([
      "again not-covered-after-arrival 3",
    ]);
  });

  test("counts only if it was the same question", () => {
    const moves: Happening = [remove("other"), OK];
    expect(kinds(tree, [downstream("nic"), says(true)], moves, [hasRmrr("nic"), says(false)])).toEqual([]);
    expect(kinds(tree, [hasRmrr("nic"), says(true)], moves, [hasRmrr("nic"), says(false)])).toHaveLength(1);
  });

  test("is not judged once it is unknown which functions are present", () => {
    expect(
      historyOf(late, [
        [add("nic"), { status: "error" }],
        [get("nic"), bare],
      ]).seen.size,
    ).toBe(0);
  });
});
