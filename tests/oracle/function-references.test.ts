import { describe, expect, test } from "vitest";
import type { Profile } from "../../model/profile.ts";
import type { Step } from "../../model/scenario.ts";
import type { StepResult, TraceEvent } from "../../model/trace.ts";
import { referenceCounts, returns } from "../../oracle/function-references.ts";
import { bridge, bridgeScope, endpoint, endpointScope, get, type PlatformParts, rmrr } from "../reference/hand-made.ts";
import { add, REFUSED, remove } from "./lifecycle-happenings.ts";
import { DONE, frees, makes, makesOther, meanwhile, NIC_AND_DISK, showsNew, tearDown } from "./memory-happenings.ts";
import { type Happening, observed } from "./observed.ts";

const nic = get("nic", "a");
const [goes, comes] = [remove("nic"), add("nic")];

describe("the changes after which the same functions are present as before", () => {
  /** The steps of these changes. */
  function returnsOf(steps: readonly Step[], parts = NIC_AND_DISK, switches: Partial<Profile> = {}): readonly number[] {
    const happenings = steps.map((step): Happening => [step, DONE]);
    return returns(observed(parts, happenings, switches).facts).map(({ step }) => step);
  }

  test("are those back to the start, or to any time since", () => {
    expect(returnsOf([nic, goes, comes])).toEqual([2]);
    expect(returnsOf([nic, goes, comes, goes, comes])).toEqual([2, 3, 4]);
    expect(returnsOf([nic, goes, remove("disk"), comes, add("disk")])).toEqual([4]);
    expect(returnsOf([nic, goes, remove("disk"), comes])).toEqual([]);
    expect(returnsOf([nic, goes])).toEqual([]);
    expect(returnsOf([nic])).toEqual([]);
  });

  test("are none back to a start that nobody has seen", () => {
    expect(returnsOf([goes, comes])).toEqual([]);
    expect(returnsOf([goes, comes, goes])).toEqual([2]);
  });

  test("are proper ones: nothing is counted after misuse", () => {
    expect(returnsOf([nic, comes, goes, comes])).toEqual([]);
    expect(returnsOf([nic, goes, comes, comes, goes])).toEqual([2]);
  });

  test("are of functions that scopes name, by themselves or by what they take along", () => {
    const only = (...scopes: readonly ReturnType<typeof endpointScope>[]): PlatformParts => ({
      ...NIC_AND_DISK,
      structures: [rmrr(0x1000n, 0x1fffn, ...scopes)],
    });
    const cycle = [nic, goes, comes] as const;
    const other = [remove("disk"), add("disk")] as const;
    expect(returnsOf(cycle, only(endpointScope(0, "2.0")))).toEqual([2]);
    expect(returnsOf(cycle, only(endpointScope(0, "3.0")))).toEqual([]);
    expect(returnsOf(cycle, only(endpointScope(0, "3.0"), endpointScope(0, "2.0")))).toEqual([2]);
    expect(returnsOf(cycle, only(endpointScope(0, "9.0")))).toEqual([]);
    expect(returnsOf(cycle, only())).toEqual([]);
    // Once something has come or gone that is named, each return counts.
    expect(returnsOf([...cycle, ...other], only(endpointScope(0, "3.0")))).toEqual([4]);
    expect(returnsOf([...cycle, ...other], only(endpointScope(0, "2.0")))).toEqual([2, 4]);
    const mistaken = only(bridgeScope(0, "2.0"));
    expect(returnsOf(cycle, mistaken)).toEqual([]);
    expect(returnsOf(cycle, mistaken, { headerMismatch: "either" })).toEqual([2]);
    const tree: PlatformParts = {
      functions: [bridge("port", "0:1c.0", [1, 1]), endpoint("nic", "1:0.0", { parent: "port" })],
      structures: [rmrr(0x1000n, 0x1fffn, endpointScope(0, "1c.0", "0.0"))],
    };
    expect(returnsOf([nic, remove("port"), add("port")], tree)).toEqual([2]);
  });
});

/** What is kept, and whether anything was seen of it, if these happen and everything is torn down. */
function counts(...happenings: readonly Happening[]): ReturnType<typeof referenceCounts> {
  return countsUntil([tearDown, DONE], ...happenings);
}

function countsUntil(end: Happening, ...happenings: readonly Happening[]): ReturnType<typeof referenceCounts> {
  return referenceCounts(observed(NIC_AND_DISK, [...happenings, end], {}, true));
}

const takes = (...objects: readonly string[]): StepResult => meanwhile(DONE, ...objects.map(makesOther));
const drops = (...objects: readonly string[]): StepResult => meanwhile(DONE, frees(...objects));
const start: Happening = [nic, takes("of nic", "of disk")];
const right: readonly Happening[] = [start, [goes, drops("of nic")], [comes, takes("again")]];

describe("what is kept for functions", () => {
  test("is as much as before whenever the same functions are present", () => {
    expect(counts(...right)).toEqual({ kept: [], seen: true });
    expect(counts(start, [goes, DONE], [comes, DONE])).toEqual({ kept: [], seen: true });
  });

  test("and is not freed in the end, either, is lost", () => {
    expect(counts(start, [goes, DONE], [comes, takes("again")]).kept).toEqual([
      { step: 2, index: 0, object: "of nic", before: 2, after: 3 },
    ]);
    expect(counts(start, [goes, DONE], [remove("disk"), DONE], [add("disk"), takes("again")]).kept).toEqual([
      { step: 3, index: 1, object: "of nic", before: 2, after: 3 },
    ]);
  });

  test("may be more for once, if it is given back in the end", () => {
    const all: Happening = [tearDown, drops("of nic", "of disk", "again", "more", "last")];
    const once: readonly Happening[] = [start, [goes, DONE], [comes, takes("again")]];
    expect(countsUntil(all, ...once).kept).toEqual([]);
    expect(countsUntil(all, ...once, [goes, DONE], [comes, DONE]).kept).toEqual([]);
    expect(countsUntil(all, ...once, [goes, DONE], [comes, takes("more")]).kept).toEqual([
      { step: 4, index: 0, object: "more", before: 3, after: 4 },
    ]);
    const twice: readonly Happening[] = [...once, [goes, DONE], [comes, takes("more")]];
    expect(countsUntil(all, ...twice, [goes, DONE], [comes, takes("last")]).kept.map(({ step }) => step)).toEqual([
      4, 5, 6,
    ]);
  });

  test("is lost only if all was to be given back, and it was not", () => {
    const once: readonly Happening[] = [start, [goes, DONE], [comes, takes("again")]];
    expect(countsUntil([tearDown, { status: "unsupported" }], ...once).kept).toEqual([]);
    expect(countsUntil([nic, DONE], ...once).kept).toEqual([]);
    expect(countsUntil([tearDown, drops("of nic", "of disk")], ...once).kept).toMatchObject([{ object: "again" }]);
    expect(countsUntil([tearDown, drops("again", "of disk")], ...once).kept).toMatchObject([{ object: "of nic" }]);
    expect(
      countsUntil(
        [tearDown, meanwhile(drops("of nic", "of disk"), frees("of nic", "of disk"), makesOther("again"))],
        ...once,
      ).kept,
    ).toMatchObject([{ object: "again" }]);
    // What was freed before it was taken again is another object.
    const reused: readonly Happening[] = [
      start,
      [goes, drops("of disk")],
      [comes, meanwhile(DONE, frees("of nic"), makesOther("of nic"), makesOther("of disk"), makesOther("more"))],
    ];
    expect(countsUntil([tearDown, drops("more", "of disk")], ...reused).kept).toMatchObject([{ object: "of nic" }]);
  });

  test("is memory that is no region, taken at the start and when functions come and go", () => {
    const regions: readonly Happening[] = [
      [nic, showsNew(1)],
      [goes, meanwhile(DONE, makes(2))],
      [comes, meanwhile(DONE, makes(3))],
    ];
    expect(counts(...regions)).toEqual({ kept: [], seen: false });
    expect(counts([nic, DONE], [get("disk", "b"), takes("meanwhile")], [goes, DONE], [comes, DONE])).toEqual({
      kept: [],
      seen: false,
    });
    expect(counts([nic, DONE], [goes, drops("nothing")], [comes, takes("new")]).kept).toMatchObject([
      { object: "new" },
    ]);
    expect(counts(start, [get("disk", "b"), drops("of nic")], [goes, DONE], [comes, takes("again")]).kept).toEqual([]);
    expect(counts([goes, takes("late")], [comes, DONE], [goes, DONE]).seen).toBe(true);
    expect(counts([nic, DONE])).toEqual({ kept: [], seen: false });
    const failed: TraceEvent = { event: "alloc-failed", kind: "other", maySleep: true, atomic: false };
    expect(counts([nic, meanwhile(DONE, [failed])])).toEqual({ kept: [], seen: false });
  });

  test("before a change in the first step is not known", () => {
    expect(counts([goes, takes("of disk")], [comes, takes("of nic")]).kept).toEqual([]);
    expect(counts([goes, takes("of disk")], [comes, takes("of nic")], [goes, DONE]).kept).toEqual([
      { step: 2, index: 0, object: "of disk", before: 1, after: 2 },
    ]);
  });

  test("is not counted once it is unknown which functions are present, nor after misuse", () => {
    const more: Happening = [comes, takes("again")];
    expect(counts(start, [goes, REFUSED], more).kept).toEqual([]);
    expect(counts(start, [add("disk"), takes("more")]).kept).toEqual([]);
    expect(counts(start, [add("disk"), DONE], [goes, DONE], more).kept).toEqual([]);
    expect(counts(start, [goes, DONE], [goes, DONE], more).kept).toEqual([]);
  });
});
