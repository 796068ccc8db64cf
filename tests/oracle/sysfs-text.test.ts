/** The text of a group in sysfs: how a list is written, where it may be cut, and what is wrong with it if it is. */

import { describe, expect, test } from "vitest";
import type { DmarStructure } from "../../model/dmar/table.ts";
import { LINUX_PROFILE, type Profile } from "../../model/profile.ts";
import { MSI_WINDOW, type RegionFields } from "../../model/region.ts";
import type { Step } from "../../model/scenario.ts";
import type { StepResult } from "../../model/trace.ts";
import type { GroupFault } from "../../oracle/group-fault.ts";
import { Observations } from "../../oracle/observations.ts";
import { ScenarioFacts } from "../../oracle/scenario-facts.ts";
import { isShownRightly, sysfsText, sysfsTextFaults } from "../../oracle/sysfs-text.ts";
import { endpoint, endpointScope, get, ISA_BRIDGE, region, rmrr, scenario, XHCI } from "../reference/hand-made.ts";

const a = region(0x1000n, 0x1fffn);
const b = region(0x4000n, 0x4fffn);
const c = region(0x8000n, 0x8fffn);
const relaxable = (fields: RegionFields): RegionFields => ({ ...fields, type: "direct-relaxable" });
const msi: RegionFields = { ...MSI_WINDOW, type: "msi", protection: 0 };
const line = (fields: RegionFields): string => sysfsText([fields]).trimEnd();

/** Regions of so many pages apart: 91 lines of `direct` fill a page to its last character. */
const many = (count: number, type: RegionFields["type"] = "direct"): readonly RegionFields[] =>
  Array.from({ length: count }, (_, index) => region(BigInt(index) * 0x4000n, BigInt(index) * 0x4000n + 0xfffn, type));

describe("the text of a list", () => {
  test("is a line a region: both ends in 16 hexadecimal digits, and the name of the type", () => {
    expect(sysfsText([a, relaxable(b), region(0n, 0xffff_ffff_ffff_fffen, "reserved"), msi])).toBe(
      "0x0000000000001000 0x0000000000001fff direct\n" +
        "0x0000000000004000 0x0000000000004fff direct-relaxable\n" +
        "0x0000000000000000 0xfffffffffffffffe reserved\n" +
        "0x00000000fee00000 0x00000000feefffff msi\n",
    );
    expect(sysfsText([{ ...msi, type: "software-msi" }])).toBe(sysfsText([msi]));
    expect(sysfsText([])).toBe("");
  });

  test("is shown whole if it has 4,095 characters at the most", () => {
    const whole = sysfsText(many(91));
    expect(whole).toHaveLength(4095);
    expect(isShownRightly(whole, whole)).toBe(true);
    expect(isShownRightly(whole.slice(0, -1), whole)).toBe(false);
    expect(isShownRightly(sysfsText(many(90)), whole)).toBe(false);
    expect(isShownRightly("", "")).toBe(true);
    expect(isShownRightly(sysfsText([a]), "")).toBe(false);
  });

  test("is cut after 4,095 characters, or before the line that does not fit, and nowhere else", () => {
    const whole = sysfsText(many(90, "reserved"));
    const lines = sysfsText(many(87, "reserved"));
    expect([whole.length, lines.length]).toEqual([4230, 4089]);
    expect(isShownRightly(whole.slice(0, 4095), whole)).toBe(true);
    expect(isShownRightly(lines, whole)).toBe(true);
    for (const length of [0, 4088, 4090, 4094, 4096, 4136, 4230]) {
      expect(isShownRightly(whole.slice(0, length), whole)).toBe(false);
    }
    // The last line that fits ends with the page.
    const even = sysfsText(many(92));
    expect(isShownRightly(even.slice(0, 4095), even)).toBe(true);
    expect(isShownRightly(even.slice(0, 4050), even)).toBe(false);
    const oneTooLong = sysfsText([...many(67), ...many(24, "reserved")]);
    expect(oneTooLong[4095]).toBe("\n");
    expect(isShownRightly(oneTooLong.slice(0, 4096), oneTooLong)).toBe(false);
    expect(isShownRightly(oneTooLong.slice(0, 4095), oneTooLong)).toBe(true);
  });
});

const functions = [
  endpoint("nic", "0:2.0"),
  endpoint("usb", "0:3.0", { classCode: XHCI }),
  endpoint("isa", "0:1f.0", { classCode: ISA_BRIDGE }),
  endpoint("late", "0:5.0", { absent: true }),
];
const groups = { one: ["nic"], both: ["nic", "usb"], isa: ["isa"], usb: ["usb"] };
const show = (group = "one"): Step => ({ do: "show", group });
const shows = (...fields: readonly RegionFields[]): StepResult => ({ status: "ok", text: sysfsText(fields) });
const text = (shown: string): StepResult => ({ status: "ok", text: shown });
const lists = (...fields: readonly RegionFields[]): StepResult => ({
  status: "ok",
  regions: fields.map((each, object) => ({ ...each, object })),
});
const merges = (group = "one", list = "merged"): Step => ({ do: "group", group, list });
const over = ({ start, end }: RegionFields, ...scopes: Parameters<typeof rmrr>[2][]): DmarStructure =>
  rmrr(start, end, ...scopes);
const nic = endpointScope(0, "2.0");
const usb = endpointScope(0, "3.0");

/** What is wrong with the texts of a few steps. */
function faults(
  happenings: readonly (readonly [Step, StepResult])[],
  structures: readonly DmarStructure[] = [],
  switches: Partial<Profile> = {},
): readonly GroupFault[] {
  const of = { ...scenario({ functions, groups, structures }), steps: happenings.map(([step]) => step) };
  const facts = new ScenarioFacts(of, { ...LINUX_PROFILE, ...switches });
  const trace = { steps: happenings.map(([, result]) => result), observesMemory: false };
  return sysfsTextFaults(new Observations(facts, trace));
}

describe("a text is compared with the list of its group", () => {
  const beside = (list: readonly RegionFields[], shown: StepResult): readonly GroupFault[] =>
    faults([
      [merges(), lists(...list)],
      [show(), shown],
    ]);

  test("line by line, and both may be wrong together", () => {
    expect(beside([a, b, msi], shows(a, b, msi))).toEqual([]);
    expect(beside([], shows())).toEqual([]);
    expect(beside(many(92), text(sysfsText(many(92)).slice(0, 4095)))).toEqual([]);
  });

  test.each([
    ["cut-short", [a, b, msi], [a, b], line(msi), ""],
    ["cut-short", [a, b], [], line(a), ""],
    ["lines-in-another-order", [a, b, c], [b, a, c], line(a), line(b)],
    ["lines-in-another-order", [a, b, c], [a, c, b], line(b), line(c)],
    ["wrong-type-in-text", [a, b], [a, relaxable(b)], line(b), line(relaxable(b))],
    ["wrong-type-in-text", [relaxable(a), b], [a, b], line(relaxable(a)), line(a)],
    ["wrong-address", [a, b], [a, c], line(b), line(c)],
    ["wrong-address", [a, b], [a, { ...b, end: 0x5000n }], line(b), line({ ...b, end: 0x5000n })],
    ["wrong-address", [a, b], [{ ...a, start: 0n }, b], line(a), line({ ...a, start: 0n })],
    ["line-missing", [a, b, c], [a, c], line(b), line(c)],
    ["line-of-nothing", [a, c], [a, b, c], line(c), line(b)],
    ["line-of-nothing", [a], [a, a], "", line(a)],
  ] as const)("%s", (kind, list, shown, expected, received) => {
    expect(beside(list, shows(...shown))).toEqual([{ kind, step: 1, expected, received }]);
  });

  test("as far as it fits into a page", () => {
    const list = many(92);
    const wrong = (index: number, by: RegionFields): string =>
      sysfsText(list.map((each, at) => (at === index ? by : each))).slice(0, 4095);
    const last = list[90]!;
    expect(beside(list, text(wrong(90, { ...last, start: last.start + 1n })))).toMatchObject([
      { kind: "wrong-address", expected: line(last) },
    ]);
    expect(beside(list, text(wrong(90, { ...last, type: "msi" })))).toMatchObject([{ kind: "wrong-type-in-text" }]);
    expect(beside(list, shows(...list.slice(0, 90)))).toMatchObject([{ kind: "cut-short", received: "" }]);
    expect(beside(list, shows(...list.slice(1, 91)))).toMatchObject([
      { kind: "wrong-address", expected: line(list[0]!) },
    ]);
    const swapped = [list[1]!, list[0]!, ...list.slice(2)];
    expect(beside(list, text(sysfsText(swapped).slice(0, 4095)))).toMatchObject([{ kind: "wrong-address" }]);
    const full = many(91);
    expect(beside(full, shows(full[1]!, full[0]!, ...full.slice(2)))).toMatchObject([
      { kind: "lines-in-another-order" },
    ]);
    const cut = many(90, "reserved");
    const other = sysfsText(cut.map((each, at) => (at === 87 ? { ...each, start: each.start + 0x1000n } : each)));
    // What fits of line 88 are six characters, which say nothing of its address.
    expect(beside(cut, text(other.slice(0, 4095)))).toEqual([]);
    const wide = cut.map((each, at) => (at === 87 ? { ...each, start: 1n << 60n, end: (1n << 60n) + 0xfffn } : each));
    expect(beside(cut, text(sysfsText(wide).slice(0, 4095)))).toMatchObject([
      { kind: "wrong-address", received: "0x1000" },
    ]);
  });

  test("any of them that was made while the same functions were there", () => {
    const add: Step = { do: "add", device: "late" };
    const done: StepResult = { status: "ok" };
    expect(
      faults([
        [merges("one", "first"), lists(a)],
        [merges("one", "second"), lists(b)],
        [show(), shows(b)],
        [show(), shows(a)],
        [show(), shows(c)],
      ]),
    ).toEqual([{ kind: "wrong-address", step: 4, expected: line(a), received: line(c) }]);
    // What a list was before, or what that of another group is, says nothing: then the members do.
    expect(
      faults([
        [merges(), lists(a)],
        [add, done],
        [show(), shows(msi)],
      ]),
    ).toEqual([]);
    expect(
      faults([
        [merges("both"), lists(a)],
        [show(), shows(msi)],
      ]),
    ).toEqual([]);
  });
});

describe("a text is compared with the regions of the members where no list is seen", () => {
  const both = [over(a, nic, usb), over(b, usb)];
  const alone = (
    group: string,
    shown: readonly RegionFields[],
    structures: readonly DmarStructure[] = both,
    switches: Partial<Profile> = {},
  ): readonly GroupFault[] => faults([[show(group), shows(...shown)]], structures, switches);

  test("type by type, in any order, however merged", () => {
    expect(alone("both", [a, relaxable(a), relaxable(b), msi])).toEqual([]);
    expect(alone("both", [msi, relaxable(b), a, relaxable(a), a])).toEqual([]);
    const touching = [over(a, nic), over(region(0x2000n, 0x2fffn), nic)];
    expect(alone("one", [region(0x1000n, 0x2fffn), msi], touching)).toEqual([]);
  });

  test("what is missing, and what is nobody's", () => {
    expect(alone("one", [msi])).toEqual([{ kind: "line-missing", step: 0, expected: line(a) }]);
    expect(alone("one", [a])).toEqual([{ kind: "line-missing", step: 0, expected: line(msi) }]);
    expect(alone("usb", [relaxable(a), msi])).toEqual([
      { kind: "line-missing", step: 0, expected: line(relaxable(b)) },
    ]);
    expect(alone("one", [a, b, msi])).toEqual([{ kind: "line-of-nothing", step: 0, received: line(b) }]);
    expect(alone("one", [relaxable(a), msi])).toEqual([{ kind: "line-missing", step: 0, expected: line(a) }]);
    expect(alone("one", [a, relaxable(a), msi])).toEqual([
      { kind: "line-of-nothing", step: 0, received: line(relaxable(a)) },
    ]);
    const reserved = region(0x1000n, 0x1fffn, "reserved");
    expect(alone("one", [a, reserved, msi])).toEqual([{ kind: "line-of-nothing", step: 0, received: line(reserved) }]);
  });

  test("but that the types of a range hide each other is said elsewhere", () => {
    expect(alone("both", [a, relaxable(b), msi])).toEqual([]);
    expect(alone("both", [relaxable(a), relaxable(b), msi])).toEqual([]);
    // A range of one type is hidden by nothing, nor one of which no type is shown.
    expect(alone("both", [a, relaxable(a), msi])).toEqual([
      { kind: "line-missing", step: 0, expected: line(relaxable(b)) },
    ]);
    expect(alone("both", [relaxable(b), msi])).toEqual([{ kind: "line-missing", step: 0, expected: line(a) }]);
  });

  test("and a range of another type is hidden by neither", () => {
    const reserved = region(0x1000n, 0x1fffn, "reserved");
    expect(
      faults([
        [get("nic"), lists(a, reserved, msi)],
        [show(), shows(a, msi)],
      ]),
    ).toEqual([{ kind: "line-missing", step: 1, expected: line(reserved) }]);
  });

  test("with or without what they may have", () => {
    const window = region(0n, 0xff_ffffn, "direct-relaxable");
    expect(alone("isa", [msi])).toEqual([]);
    expect(alone("isa", [window, msi])).toEqual([]);
    expect(alone("isa", [window, msi], both, { isaWindow: "none" })).toEqual([
      { kind: "line-of-nothing", step: 0, received: line(window) },
    ]);
  });

  test("as they are seen to get them, or as they are due", () => {
    const seen = (...shown: readonly RegionFields[]): readonly GroupFault[] =>
      faults(
        [
          [get("nic"), lists(b, msi)],
          [show(), shows(...shown)],
        ],
        [over(a, nic)],
      );
    expect(seen(b, msi)).toEqual([]);
    expect(seen(a, msi)).toEqual([]);
    expect(seen(msi)).toEqual([{ kind: "line-missing", step: 1, expected: line(b) }]);
  });

  test("of which a page that is nearly full may lack some", () => {
    const structures = many(92).map((each) => over(each, nic));
    const shown = (count: number, ...others: readonly RegionFields[]): readonly GroupFault[] =>
      alone("one", [...many(count), ...others], structures);
    // A line has 55 characters at the most: up to 4,040, any would have fitted.
    expect(shown(90)).toEqual([]);
    expect(shown(89)).toMatchObject([{ kind: "line-missing", expected: line(many(90)[89]!) }]);
    const far = region(0x8000_0000n, 0x8000_0fffn);
    expect(shown(89, far)).toMatchObject([{ kind: "line-of-nothing" }]);
    const lacking = (direct: number, reserved: number): readonly GroupFault[] => {
      const all = [...many(direct), ...many(reserved, "reserved")];
      return faults([
        [get("nic"), lists(...all, msi)],
        [show(), shows(...all)],
      ]);
    };
    expect(sysfsText([...many(48), ...many(40, "reserved")])).toHaveLength(4040);
    expect(lacking(48, 40)).toMatchObject([{ kind: "line-missing", expected: line(msi) }]);
    expect(sysfsText([...many(71), ...many(18, "reserved")])).toHaveLength(4041);
    expect(lacking(71, 18)).toEqual([]);
  });
});

describe("whatever the list is, a text", () => {
  const alone = (shown: string): readonly GroupFault[] => faults([[show(), text(shown)]]);

  test("has 4,095 characters at the most", () => {
    const long = sysfsText(many(92));
    expect(alone(long)).toEqual([{ kind: "longer-than-a-page", step: 0, received: "4140 characters" }]);
    expect(alone(long.slice(0, 4096))).toEqual([{ kind: "longer-than-a-page", step: 0, received: "4096 characters" }]);
  });

  test("consists of lines of its format", () => {
    for (const strange of [
      "0x1000 0x1fff direct",
      "0x0000000000001000 0x0000000000001FFF direct",
      "0x0000000000001000 0x0000000000001fff",
      "0x0000000000001000 0x0000000000001fff software-msi",
      "0x0000000000001000 0x0000000000001fff direct ",
      " 0x0000000000001000 0x0000000000001fff direct",
      "0x0000000000001000-0x0000000000001fff direct",
      "",
    ]) {
      const shown = `${line(msi)}\n${strange}\n${line(a)}\n`;
      expect(alone(shown)).toEqual([{ kind: "line-format", step: 0, received: strange }]);
    }
    for (const type of ["direct", "direct-relaxable", "reserved", "msi"]) {
      expect(alone(`0x0000000000001000 0x0000000000001fff ${type}\n`)).not.toMatchObject([{ kind: "line-format" }]);
    }
  });

  test("ends with a line break, unless the page ends before", () => {
    expect(alone(line(msi))).toEqual([{ kind: "line-format", step: 0, received: line(msi) }]);
    const structures = many(92).map((each) => over(each, nic));
    const seen: readonly (readonly [Step, StepResult])[] = [[get("nic"), lists(...many(92, "reserved"))]];
    const cut = sysfsText(many(92, "reserved"));
    expect(faults([...seen, [show(), text(cut.slice(0, 4095))]], structures)).toEqual([]);
    expect(faults([...seen, [show(), text(cut.slice(0, 4094))]], structures)).toMatchObject([{ kind: "line-format" }]);
  });

  test("is not judged if there is none, or nobody knows who is there; and without memory, only by its form", () => {
    const strange = text("strange");
    expect(faults([[show(), { ...strange, status: "unsupported" }]])).toEqual([]);
    expect(faults([[show(), { status: "ok" }]])).toEqual([]);
    expect(
      faults([
        [{ do: "add", device: "late" }, { status: "unsupported" }],
        [show(), strange],
      ]),
    ).toEqual([]);
    const events = [{ event: "alloc-failed", kind: "region", maySleep: true, atomic: false }] as const;
    expect(faults([[show(), { ...shows(), events }]])).toEqual([]);
    expect(faults([[show(), shows()]])).toMatchObject([{ kind: "line-missing" }]);
    expect(faults([[show(), { ...strange, events }]])).toMatchObject([{ kind: "line-format" }]);
  });
});
