/** Groups: their merged list, its text, the DMA domain, assignment to user space (docs/rules.md, "Consumers"). */

import { describe, expect, test } from "vitest";
import type { Step } from "../../model/scenario.ts";
import type { StepResult } from "../../model/trace.ts";
import { endpoint, endpointScope, ISA_BRIDGE, type PlatformParts, rmrr, scenario, XHCI } from "./hand-made.ts";
import { memoryFaults, regionsOf, runReference } from "./observe.ts";

const functions = [
  endpoint("usb", "0:14.0", { classCode: XHCI }),
  endpoint("nic", "0:19.0"),
  endpoint("isa", "0:1f.0", { classCode: ISA_BRIDGE }),
  endpoint("late", "0:1e.0", { absent: true }),
];
const groups = { both: ["usb", "nic"], usb: ["usb"], nic: ["nic"], isa: ["isa"], late: ["late", "usb"] };
const usb = endpointScope(0, "14.0");
const nic = endpointScope(0, "19.0");
const MSI = "0x00000000fee00000 0x00000000feefffff msi\n";

/** The result of the one step, with memory treated rightly throughout. */
function after(step: Step, parts: PlatformParts): StepResult | undefined {
  const asked = scenario({ functions, groups, ...parts }, step);
  const trace = runReference(asked);
  expect(memoryFaults(asked, trace)).toEqual([]);
  return trace.steps[0];
}
function group(label: string, ...structures: ReturnType<typeof rmrr>[]): string[] {
  return regionsOf(after({ do: "group", group: label, list: "g" }, { structures }), { windows: true });
}
function show(label: string, ...structures: ReturnType<typeof rmrr>[]): string | undefined {
  return after({ do: "show", group: label }, { structures })?.text;
}
function map(label: string, ...structures: ReturnType<typeof rmrr>[]): { mapped: string[]; holes: string[] } {
  const result = after({ do: "map", group: label }, { structures });
  const mapped = result?.mapped?.map(
    ({ start, end, protection }) => `${start.toString(16)}-${end.toString(16)} ${protection}`,
  );
  const holes = result?.dmaHoles?.map(({ start, end }) => `${start.toString(16)}-${end.toString(16)}`);
  return { mapped: mapped ?? [], holes: holes ?? [] };
}

describe("the list of a group", () => {
  test("merges the regions of all members, each type for itself", () => {
    const list = group("both", rmrr(0x1000n, 0x1fffn, usb, nic), rmrr(0x2000n, 0x2fffn, nic));
    expect(list).toEqual(["1000-2fff direct", "1000-1fff direct-relaxable", "fee00000-feefffff msi"]);
  });

  test("leaves out members that are not there", () => {
    expect(group("late", rmrr(0x1000n, 0x1fffn, endpointScope(0, "1e.0")))).toEqual(["fee00000-feefffff msi"]);
  });
});

describe("the text of a group", () => {
  test("has a line a region: start, inclusive end, type", () => {
    const text = show("both", rmrr(0x1000n, 0x1fffn, usb, nic));
    expect(text).toBe(
      `0x0000000000001000 0x0000000000001fff direct\n0x0000000000001000 0x0000000000001fff direct-relaxable\n${MSI}`,
    );
  });

  test("is cut at 4,095 bytes, inside a line if need be", () => {
    const pages = Array.from({ length: 120 }, (_, index) => BigInt(index) * 0x2000n);
    const text = show("usb", ...pages.map((start) => rmrr(start, start + 0xfffn, usb))) ?? "";
    expect(text).toHaveLength(4095);
    expect(text.startsWith("0x0000000000000000 0x0000000000000fff direct-relaxable\n")).toBe(true);
    expect(text.endsWith("\n")).toBe(false);
  });
});

describe("the DMA domain of a group", () => {
  test("maps direct and relaxable regions read+write, and keeps every region of every member from DMA", () => {
    const domain = map("both", rmrr(0x1000n, 0x2fffn, usb), rmrr(0x8000n, 0x8fffn, nic));
    expect(domain.mapped).toEqual(["1000-2fff 3", "8000-8fff 3"]);
    expect(new Set(domain.holes)).toEqual(new Set(["1000-2fff", "8000-8fff", "fee00000-feefffff"]));
  });

  test("maps no page twice where regions overlap, around and within one another", () => {
    const domain = map(
      "both",
      rmrr(0x3000n, 0x3fffn, usb),
      rmrr(0x5000n, 0x5fffn, usb),
      rmrr(0x1000n, 0x8fffn, nic),
      rmrr(0x2000n, 0x3fffn, nic),
    );
    expect(domain.mapped).toEqual(["3000-3fff 3", "5000-5fff 3", "1000-2fff 3", "4000-4fff 3", "6000-8fff 3"]);
  });

  test("maps whole pages, the last of the 64-bit space included, and takes no time for large ones", () => {
    const domain = map("nic", rmrr(0x1801n, 0x2002n, nic), rmrr(1n << 40n, 0xffff_ffff_ffff_ffffn, nic));
    expect(domain.mapped).toEqual(["1000-2fff 3", "10000000000-ffffffffffffffff 3"]);
  });

  test("is set up from scratch each time", () => {
    const structures = [rmrr(0x1000n, 0x1fffn, nic)];
    const asked = scenario({ functions, groups, structures }, { do: "map", group: "nic" }, { do: "map", group: "nic" });
    const trace = runReference(asked);
    expect(trace.steps[1]?.mapped).toEqual(trace.steps[0]?.mapped);
    expect(memoryFaults(asked, trace)).toEqual([]);
  });
});

describe("assigning a group", () => {
  const aperture = { start: 0n, end: 0xffff_ffffn };
  function attach(
    label: string,
    mappings: { start: bigint; end: bigint }[],
    ...structures: ReturnType<typeof rmrr>[]
  ): string | string[] {
    const result = after({ do: "attach", group: label, aperture, mappings }, { structures });
    return result?.usable?.map(({ start, end }) => `${start.toString(16)}-${end.toString(16)}`) ?? result?.status ?? "";
  }

  test("leaves the aperture without what is not relaxable", () => {
    expect(attach("usb", [], rmrr(0x1000n, 0x1fffn, usb))).toEqual(["0-fedfffff", "fef00000-ffffffff"]);
  });

  test("leaves an aperture whole that no region touches, and cuts one that starts or ends at a region", () => {
    const attached = (start: bigint, end: bigint): string | undefined => {
      const step: Step = { do: "attach", group: "usb", aperture: { start, end }, mappings: [] };
      const ranges = after(step, { structures: [rmrr(0x1000n, 0x1fffn, usb)] })?.usable;
      return ranges?.map((range) => `${range.start.toString(16)}-${range.end.toString(16)}`).join();
    };
    expect(attached(0n, 0xfedf_ffffn)).toBe("0-fedfffff");
    expect(attached(0xfef0_0000n, 0xffff_ffffn)).toBe("fef00000-ffffffff");
    expect(attached(0xfedf_ffffn, 0xfef0_0000n)).toBe("fedfffff-fedfffff,fef00000-fef00000");
    expect(attached(0xfee0_0000n, 0xfef0_0000n)).toBe("fef00000-fef00000");
    expect(attached(0xfedf_ffffn, 0xfeef_ffffn)).toBe("fedfffff-fedfffff");
    expect(attached(0xfee0_0000n, 0xfeef_ffffn)).toBe("");
  });

  test("may be done again, and keeps nothing behind if it is refused", () => {
    const granted: Step = { do: "attach", group: "usb", aperture, mappings: [] };
    const refused: Step = { ...granted, mappings: [{ start: 0xfee0_0000n, end: 0xfee0_0fffn }] };
    const asked = scenario({ functions, groups, structures: [] }, refused, granted, granted);
    const trace = runReference(asked);
    expect(memoryFaults(asked, trace)).toEqual([]);
    const kept = trace.steps.map(
      (step) => step.events?.filter((event) => event.event === "alloc" && event.kind === "other").length ?? 0,
    );
    expect(kept.slice(0, 3)).toEqual([0, 1, 0]);
  });

  test("is refused if a member is locked", () => {
    expect(attach("both", [], rmrr(0x1000n, 0x1fffn, nic))).toBe("refused");
    expect(attach("both", [], rmrr(0x1000n, 0x1fffn, usb))).not.toBe("refused");
  });

  test("is refused if a mapping lies in a region that is not relaxable, be it by one byte", () => {
    const relaxable = rmrr(0x1000n, 0x1fffn, usb);
    expect(attach("usb", [{ start: 0x1000n, end: 0x1fffn }], relaxable)).not.toBe("refused");
    expect(attach("usb", [{ start: 0xfeef_ffffn, end: 0xfef0_0000n }], relaxable)).toBe("refused");
    expect(attach("usb", [{ start: 0xfed0_0000n, end: 0xfee0_0000n }], relaxable)).toBe("refused");
    expect(attach("usb", [{ start: 0xfef0_0000n, end: 0xfef0_0000n }], relaxable)).not.toBe("refused");
  });
});
