import { describe, expect, test } from "vitest";
import { LINUX_PROFILE, type Profile } from "../../model/profile.ts";
import type { AddressRange } from "../../model/region.ts";
import type { Step } from "../../model/scenario.ts";
import type { StepResult } from "../../model/trace.ts";
import { attachFacts } from "../../oracle/attach-facts.ts";
import { type AttachFault, attachFaults, isAttachSeen } from "../../oracle/attach-faults.ts";
import { Observations } from "../../oracle/observations.ts";
import { ScenarioFacts } from "../../oracle/scenario-facts.ts";
import {
  endpoint,
  endpointScope,
  get,
  type PlatformParts,
  region,
  rmrr,
  scenario,
  XHCI,
} from "../reference/hand-made.ts";

/** A network and a USB controller; the former is locked by pages 1 and 3, the latter has pages 8 and 9. */
const parts = {
  functions: [endpoint("nic", "0:2.0"), endpoint("usb", "0:14.0", { classCode: XHCI }), endpoint("free", "0:3.0")],
  groups: { locked: ["usb", "nic"], relaxable: ["usb"], free: ["free"] },
  structures: [
    rmrr(0x1000n, 0x1fffn, endpointScope(0, "2.0")),
    rmrr(0x3000n, 0x3fffn, endpointScope(0, "2.0")),
    rmrr(0x8000n, 0x9fffn, endpointScope(0, "14.0")),
  ],
} satisfies PlatformParts;

const range = (start: bigint, end: bigint): AddressRange => ({ start, end });
const APERTURE = range(0n, 0xffff_ffffn);
const LOW = range(0n, 0xfedf_ffffn);
const HIGH = range(0xfef0_0000n, 0xffff_ffffn);

interface Attached {
  readonly group: string;
  readonly aperture?: AddressRange;
  readonly mappings?: readonly AddressRange[];
  /** What each member is given before; nothing is asked of those that are left out. */
  readonly given?: Readonly<Record<string, readonly ReturnType<typeof region>[]>>;
  readonly profile?: Partial<Profile>;
}

/** An assignment, with what was got before, and how it ended. */
function observe(
  { group, aperture = APERTURE, mappings = [], given = {}, profile = {} }: Attached,
  result: StepResult,
): Observations {
  const attach: Step = { do: "attach", group, aperture, mappings };
  const of = scenario(parts, ...Object.keys(given).map((device) => get(device)), attach);
  const gets = Object.values(given).map((regions): StepResult => ({
    status: "ok",
    regions: regions.map((each, object) => ({ ...each, object })),
  }));
  const steps = of.steps.map((_, at) => [...gets, result][at] ?? ({ status: "ok" } as const));
  return new Observations(new ScenarioFacts(of, { ...LINUX_PROFILE, ...profile }), { steps, observesMemory: false });
}

function faults(attached: Attached, outcome: readonly AddressRange[] | "refused"): readonly AttachFault[] {
  const result: StepResult = outcome === "refused" ? { status: "refused" } : { status: "ok", usable: outcome };
  return attachFaults(observe(attached, result));
}

function kinds(attached: Attached, outcome: readonly AddressRange[] | "refused"): readonly string[] {
  return faults(attached, outcome).map(({ kind }) => kind);
}

describe("an assignment is seen", () => {
  test("if it was refused, or what is usable was shown", () => {
    const isSeen = (result: StepResult): boolean => {
      const observed = observe({ group: "free" }, result);
      const seen = isAttachSeen(observed, attachFacts(observed.facts)[0]!);
      if (!seen) expect(attachFaults(observed)).toEqual([]);
      return seen;
    };
    expect(isSeen({ status: "refused" })).toBe(true);
    expect(isSeen({ status: "ok", usable: [] })).toBe(true);
    expect(isSeen({ status: "ok" })).toBe(false);
    expect(isSeen({ status: "unsupported" })).toBe(false);
    expect(isSeen({ status: "error", usable: [] })).toBe(false);
  });

  test("unless it is unknown which functions are present", () => {
    const of = scenario(
      { ...parts, functions: [...parts.functions, endpoint("late", "0:4.0", { absent: true })] },
      { do: "add", device: "late" },
      { do: "attach", group: "free", aperture: APERTURE, mappings: [] },
    );
    const facts = new ScenarioFacts(of, LINUX_PROFILE);
    const seen = (first: StepResult): boolean => {
      const steps: readonly StepResult[] = [first, { status: "refused" }];
      return isAttachSeen(new Observations(facts, { steps, observesMemory: false }), attachFacts(facts)[0]!);
    };
    expect([seen({ status: "ok" }), seen({ status: "no-memory" })]).toEqual([true, false]);
  });
});

describe("a group that is to be refused", () => {
  test("and is assigned is shown with the direct regions of a member that locks it", () => {
    expect(faults({ group: "locked" }, [LOW, HIGH])).toEqual([
      {
        kind: "locked-member-assigned",
        step: 0,
        device: "nic",
        expected: [range(0x1000n, 0x1fffn), range(0x3000n, 0x3fffn)],
        received: [LOW, HIGH],
      },
    ]);
    expect(faults({ group: "locked" }, "refused")).toEqual([]);
    const given = { usb: [region(0x7000n, 0x7fffn)], nic: [region(0x1000n, 0x1fffn)] };
    expect(faults({ group: "locked", given }, [LOW, HIGH])).toMatchObject([
      { kind: "locked-member-assigned", device: "usb", expected: [range(0x7000n, 0x7fffn)] },
    ]);
  });

  test("for a mapping is shown with the mappings that are in conflict", () => {
    const mappings = [range(0x5000n, 0x5fffn), range(0xfeef_f000n, 0xfef0_0fffn), range(0xfee0_0000n, 0xfee0_0fffn)];
    expect(faults({ group: "free", mappings }, [LOW, HIGH])).toEqual([
      { kind: "conflict-not-noticed", step: 0, expected: mappings.slice(1), received: [LOW, HIGH] },
    ]);
    expect(faults({ group: "free", mappings }, "refused")).toEqual([]);
  });

  test("or not, is open where a member may have what locks it", () => {
    const open: Attached = { group: "free", profile: { msiWindow: "either" } };
    expect([...faults(open, "refused"), ...faults(open, [LOW]), ...faults(open, [APERTURE])]).toEqual([]);
  });
});

describe("a group that is refused without a reason", () => {
  test("is charged to what it may have been taken for, and shown with what it could have used", () => {
    expect(faults({ group: "free" }, "refused")).toEqual([
      { kind: "refused", step: 0, expected: [LOW, HIGH], received: "refused" },
    ]);
    expect(kinds({ group: "relaxable" }, "refused")).toEqual(["refused-without-lock"]);
    const mappings = [range(0x8000n, 0x8fffn)];
    expect(kinds({ group: "relaxable", mappings }, "refused")).toEqual(["refused-without-conflict"]);
  });

  test("may be refused if nothing of its aperture is left, or a mapping lies beyond it", () => {
    expect(faults({ group: "free", aperture: range(0xfee0_0000n, 0xfee0_ffffn) }, "refused")).toEqual([]);
    expect(kinds({ group: "free", aperture: range(0xfedf_f000n, 0xfee0_ffffn) }, "refused")).toEqual(["refused"]);
    const mappings = [range(0x1_0000_0000n, 0x1_0000_0fffn)];
    expect(faults({ group: "free", mappings }, "refused")).toEqual([]);
  });
});

describe("the addresses that are usable", () => {
  test("are the aperture without what is kept, however they are cut into ranges", () => {
    expect(faults({ group: "free" }, [LOW, HIGH])).toEqual([]);
    expect(faults({ group: "free" }, [HIGH, range(0n, 0xfffn), range(0x1000n, LOW.end)])).toEqual([]);
    expect(faults({ group: "relaxable" }, [LOW, HIGH])).toEqual([]);
  });

  test("are shown as they came, with those that had to", () => {
    expect(faults({ group: "free" }, [LOW])).toEqual([
      { kind: "addresses-taken", step: 0, expected: [LOW, HIGH], received: [LOW] },
    ]);
  });

  test("do not go beyond the aperture, nor into the interrupt window", () => {
    expect(kinds({ group: "free" }, [LOW, range(HIGH.start, HIGH.end + 1n)])).toEqual(["beyond-aperture"]);
    expect(kinds({ group: "free" }, [range(0n, LOW.end + 1n), HIGH])).toEqual(["interrupt-window-usable"]);
    expect(kinds({ group: "free" }, [range(0n, HIGH.end + 1n)])).toEqual([
      "beyond-aperture",
      "interrupt-window-usable",
    ]);
  });

  test("are not those of a reserved region that a member was seen to get, nor of one that is both", () => {
    const given = { free: [region(0x6000n, 0x6fffn, "reserved")] };
    const right = [range(0n, 0x5fffn), range(0x7000n, APERTURE.end)];
    expect(faults({ group: "free", given }, right)).toEqual([]);
    expect(kinds({ group: "free", given }, [APERTURE])).toEqual(["direct-usable"]);
    expect(kinds({ group: "free", given }, [range(0n, 0x6000n), right[1]!])).toEqual(["direct-usable"]);
    const both = { free: [...given.free, region(0xfee0_0000n, 0xfeef_ffffn, "msi", 0)] };
    expect(kinds({ group: "free", given: both }, [APERTURE])).toEqual(["direct-usable", "interrupt-window-usable"]);
  });

  test("are right by what a member was seen to get, or by what it is due", () => {
    const given = { free: [] };
    expect(faults({ group: "free", given }, [APERTURE])).toEqual([]);
    expect(faults({ group: "free", given }, [LOW, HIGH])).toEqual([]);
    expect(kinds({ group: "free", given }, [LOW])).toEqual(["addresses-taken"]);
  });

  test("are not without what is relaxable, which is told from other addresses", () => {
    const without = [range(0n, 0x7fffn), range(0xa000n, LOW.end), HIGH];
    expect(kinds({ group: "relaxable" }, without)).toEqual(["relaxable-taken"]);
    expect(kinds({ group: "relaxable" }, [range(0n, 0x7fffn), range(0x9000n, LOW.end), HIGH])).toEqual([
      "relaxable-taken",
    ]);
    expect(kinds({ group: "relaxable" }, [range(0n, 0x6fffn), range(0xa000n, LOW.end), HIGH])).toEqual([
      "addresses-taken",
    ]);
    expect(kinds({ group: "relaxable" }, without.slice(0, 2))).toEqual(["relaxable-taken"]);
    expect(kinds({ group: "free" }, without)).toEqual(["addresses-taken"]);
  });

  test("are not judged where a kept region does not begin and end with a page", () => {
    const given = { free: [region(0x6000n, 0x67ffn, "reserved")] };
    expect(faults({ group: "free", given }, [APERTURE])).toEqual([]);
    expect(faults({ group: "free", given }, [])).toEqual([]);
  });

  test("are listed once, in ranges of a byte at least", () => {
    const page = range(0x5000n, 0x5fffn);
    expect(kinds({ group: "free" }, [LOW, HIGH, page])).toEqual(["listed-twice"]);
    expect(kinds({ group: "free" }, [LOW, HIGH, range(0x5000n, 0x5000n)])).toEqual(["listed-twice"]);
    expect(kinds({ group: "free" }, [LOW, HIGH, range(0x5000n, 0x4fffn)])).toEqual(["empty-range"]);
    expect(kinds({ group: "free" }, [range(0n, 0n), range(1n, LOW.end), HIGH])).toEqual([]);
    expect(kinds({ group: "free" }, [LOW, page])).toEqual(["addresses-taken"]);
  });
});
