import { describe, expect, test } from "vitest";
import { SCOPE_ENDPOINT, SCOPE_SUB_HIERARCHY } from "../../model/dmar/table.ts";
import type { PciFunction, Platform } from "../../model/platform.ts";
import type { Scenario, Step } from "../../model/scenario.ts";
import { drawPlatform, drawScenario, type DrawnSection } from "../../reports/drawing/draw-scenario.ts";
import { NO_FOCUS } from "../../reports/drawing/focus.ts";
import {
  bridge,
  dmarTable,
  EXAMPLE_FAILURE,
  EXAMPLE_PLATFORM,
  EXAMPLE_SCENARIO,
  pciFunction,
  rmrr,
} from "./example-failure.ts";

function linesOf(sections: readonly DrawnSection[], title: string): string[] {
  const section = sections.find((each) => each.title.startsWith(title));
  return (section?.lines ?? []).map(({ text, marked }) => (marked ? `>${text}` : text));
}

describe("a hierarchy", () => {
  test("is drawn in the manner of lspci -tv, with a line for every function", () => {
    expect(linesOf(drawPlatform(EXAMPLE_PLATFORM), "Hierarchy")).toEqual([
      "-+-[0000:00-7f]-+-02.0             gpu     VGA compatible controller [0300]  RMRR 0",
      " |              +-1c.0-[01-03]     port    PCI bridge [0604]                 RMRR 0",
      " |              |  \\-00.0-[02-03]  switch  PCI bridge [0604]                 RMRR 0 (below)",
      " |              |     +-00.0       nic     Ethernet controller [0200]        RMRR 0 (below)",
      " |              |     +-00.1       usb     USB controller, xHCI [0c03]       absent at first, RMRR 0 (below), RMRR 1",
      " |              |     \\-03:10.0    vf      Ethernet controller [0200]        virtual function of nic, RMRR 0 (below)",
      " |              \\-1f.0             isa     ISA bridge [0601]",
      " \\-[0000:80]---00.0                far     NVMe controller [0108]",
    ]);
  });

  test("that is large shows what matters with all bridges above it, some neighbours, and how many are left out", () => {
    const platform = wide(5000);
    const focus = { ...NO_FOCUS, devices: new Set(["f4321"]) };
    const lines = linesOf(drawPlatform(platform, focus), "Hierarchy");
    expect(lines.length).toBeLessThanOrEqual(60);
    expect(lines.filter((line) => line.startsWith(">"))).toEqual([expect.stringContaining("f4321")]);
    const leftOut = lines.flatMap((line) => /\.\.\. ([\d,]+) more functions/.exec(line)?.[1] ?? []);
    const missing = leftOut.reduce((sum, count) => sum + Number(count.replaceAll(",", "")), 0);
    const shown = lines.filter((line) => line.includes("[0200]") || line.includes("[0604]")).length;
    expect(missing + shown).toBe(platform.functions.length);
  });

  test("of a platform without a root bus is said to be none, and not left out", () => {
    const bare = { ...EXAMPLE_PLATFORM, rootBuses: [], functions: [] };
    expect(linesOf(drawPlatform(bare), "Hierarchy")).toEqual(["no root bus"]);
  });

  test("of 65,536 functions is drawn in a second of the processor's time", () => {
    const platform = wide(65_536);
    const started = process.cpuUsage();
    drawPlatform(platform, { ...NO_FOCUS, devices: new Set(["f65000"]) });
    const { user, system } = process.cpuUsage(started);
    expect((user + system) / 1000).toBeLessThan(1000);
  });

  test("that is deep stays within a terminal's width", () => {
    const functions: PciFunction[] = [bridge("b0", "0000:00:01.0", [1, 200])];
    for (let depth = 1; depth < 30; depth++) {
      const bus = depth.toString(16).padStart(2, "0");
      functions.push(bridge(`b${depth}`, `0000:${bus}:00.0`, [depth + 1, 200], { parent: `b${depth - 1}` }));
    }
    const platform = { ...EXAMPLE_PLATFORM, functions, groups: [], otherDevices: [] };
    const lines = linesOf(drawPlatform(platform), "Hierarchy");
    expect(Math.max(...lines.map((line) => line.length))).toBeLessThan(120);
    expect(lines.filter((line) => line.includes("PCI bridge"))).toHaveLength(30);
  });

  test("that is none, with bridges below each other or below nothing, is drawn and ends", () => {
    const functions = [
      bridge("a", "0000:00:01.0", [1, 1], { parent: "b" }),
      bridge("b", "0000:01:01.0", [2, 2], { parent: "a" }),
      bridge("self", "0000:02:01.0", [3, 3], { parent: "self" }),
      pciFunction("lost", "0000:77:00.0"),
    ];
    const lines = linesOf(drawPlatform({ ...EXAMPLE_PLATFORM, functions }), "Hierarchy");
    for (const { label } of functions) expect(lines.join("\n")).toContain(` ${label} `);
  });
});

describe("the RMRRs of a table", () => {
  test("are drawn with the path of every scope followed", () => {
    expect(
      linesOf(drawPlatform(EXAMPLE_PLATFORM, { ...NO_FOCUS, rmrr: 1, scope: 1 }), "DMAR table: 1 DRHD, 2 RMRRs"),
    ).toEqual([
      "RMRR 1  segment 0000  [0x7c000000, 0x7c000fff]  4 KiB",
      "  scope 0  endpoint 00:1c.0/00.0/00.1 -> usb 0000:02:00.1 USB controller, xHCI [0c03] (usb is absent at first)",
      ">  scope 1  endpoint 00:1e.0/00.0 -> nothing (nothing is at 0000:00:1e.0)",
      "  scope 2  IOAPIC 0 at f0:1f.0",
      "RMRR 0  segment 0000  [0x7b000000, 0x7b7fffff]  8 MiB",
      "  scope 0  endpoint 00:02.0 -> gpu 0000:00:02.0 VGA compatible controller [0300]",
      "  scope 1  sub-hierarchy 00:1c.0 -> port 0000:00:1c.0 PCI bridge [0604] and 4 functions below it",
    ]);
  });

  test.each([
    [
      "a bus that is no root bus",
      [SCOPE_ENDPOINT, 2, [0, 0]],
      "nic 0000:02:00.0 Ethernet controller [0200] (by its present bus number: bus 02 is not a root bus of segment 0000)",
    ],
    [
      "a longer path from such a bus",
      [SCOPE_ENDPOINT, 1, [0, 0], [0, 0]],
      "nothing (bus 01 is not a root bus of segment 0000)",
    ],
    ["a hop through a function that is no bridge", [SCOPE_ENDPOINT, 0, [2, 0], [0, 0]], "nothing (gpu is no bridge)"],
    ["a virtual function", [SCOPE_ENDPOINT, 3, [0x10, 0]], "nothing (bus 03 is not a root bus of segment 0000)"],
    ["a device that cannot be", [SCOPE_ENDPOINT, 0, [0x20, 0]], "nothing (no path can lead to 0000:00:20.0)"],
    [
      "an endpoint scope that names a bridge",
      [SCOPE_ENDPOINT, 0, [0x1c, 0]],
      "(an endpoint scope that names a bridge)",
    ],
    [
      "a sub-hierarchy scope that names an endpoint",
      [SCOPE_SUB_HIERARCHY, 0, [2, 0]],
      "(a sub-hierarchy scope that names no bridge)",
    ],
  ] as const)("tell of %s", (_, scope, expected) => {
    const dmar = dmarTable([rmrr(0x1000n, 0x1fffn, [scope as never])]);
    expect(linesOf(drawPlatform({ ...EXAMPLE_PLATFORM, dmar }), "DMAR table")[1]).toContain(expected);
  });

  test("never lead to a function above 7, which only alternative routing IDs can name", () => {
    const functions = [...EXAMPLE_PLATFORM.functions, pciFunction("ari", "0000:00:00.9")];
    const dmar = dmarTable([rmrr(0x1000n, 0x1fffn, [[SCOPE_ENDPOINT, 0, [0, 9]]])]);
    const lines = linesOf(drawPlatform({ ...EXAMPLE_PLATFORM, functions, dmar }), "DMAR table");
    expect(lines[1]).toContain("nothing (no path can lead to 0000:00:00.9)");
  });

  test("that are many begin with the one that matters", () => {
    const structures = Array.from({ length: 500 }, (_, index) =>
      rmrr(BigInt(index) << 12n, (BigInt(index) << 12n) + 0xfffn, [[1, 0, [2, 0]]]),
    );
    const platform = { ...EXAMPLE_PLATFORM, dmar: dmarTable(structures) };
    const lines = linesOf(drawPlatform(platform, { ...NO_FOCUS, rmrr: 444 }), "DMAR table");
    expect(lines[0]).toMatch(/^>RMRR 444 /);
    expect(lines.at(-1)).toBe("... 488 more RMRRs");
  });
});

describe("the steps of a scenario", () => {
  test("are drawn with what each returned, and the one that fails is marked", () => {
    const lines = linesOf(drawScenario(EXAMPLE_SCENARIO, EXAMPLE_FAILURE.trace, { ...NO_FOCUS, step: 1 }), "Steps: 7");
    expect(lines).toEqual([
      "0  get gpu -> A                ok; allocates #1 #2; 2 regions",
      "                                 [0x7b000000, 0x7b7fffff] direct-relaxable rw #1",
      "                                 [0xfee00000, 0xfeefffff] msi -- #2",
      ">1  get nic -> B                ok; allocates #3; 1 region",
      ">                                 [0xfee00000, 0xfeefffff] msi -- #3",
      "2  is nic downstream of port?  ok; yes",
      "3  read A                      ok; as in step 0",
      "4  put A                       ok; frees #1 #2",
      "5  put B                       ok; frees #3",
      "6  tear down                   ok",
    ]);
  });

  test("that were not reached say so, behind the one that did not end", () => {
    const trace = {
      observesMemory: false,
      steps: [{ status: "ok" as const }],
      ended: { how: "hung" as const, step: 1, message: "no answer within 5000 ms" },
    };
    const lines = linesOf(drawScenario(EXAMPLE_SCENARIO, trace), "Steps");
    expect(lines[1]).toContain("hung: no answer within 5000 ms");
    expect(lines[2]).toMatch(/not reached$/);
  });

  test("that are many keep those of the lists and devices that matter, and say how many are left out", () => {
    const filler: Step[] = Array.from({ length: 2000 }, (_, index) => ({
      do: "ask",
      predicate: "locked",
      device: `d${index}`,
    }));
    const steps: Step[] = [
      { do: "get", device: "nic", list: "A" },
      ...filler,
      { do: "read", list: "A" },
      ...filler,
      { do: "put", list: "A" },
    ];
    const scenario: Scenario = { platform: EXAMPLE_PLATFORM, steps };
    const lines = linesOf(
      drawScenario(scenario, undefined, { ...NO_FOCUS, step: 2001, lists: new Set(["A"]) }),
      "Steps",
    );
    expect(lines.filter((line) => line.includes(" A"))).toHaveLength(3);
    const leftOut = lines.flatMap((line) => /^\.\.\. ([\d,]+) more step/.exec(line)?.[1] ?? []);
    const missing = leftOut.reduce((sum, count) => sum + Number(count.replaceAll(",", "")), 0);
    expect(missing + lines.length - leftOut.length).toBe(steps.length);
  });
});

/** Bridges of 200 functions each. */
function wide(count: number): Platform {
  const functions: PciFunction[] = [];
  for (let segment = 0; functions.length < count; segment++) {
    for (let device = 0; device < 32 && functions.length < count; device++) {
      const bus = device + 1;
      const address = (on: number, slot: number, fn: number): string =>
        `${segment.toString(16)}:${on.toString(16)}:${slot.toString(16)}.${fn}`;
      const port = `f${functions.length}`;
      functions.push(bridge(port, address(0, device, 0), [bus, bus]));
      for (let below = 0; below < 200 && functions.length < count; below++) {
        functions.push(pciFunction(`f${functions.length}`, address(bus, below >> 3, below & 7), { parent: port }));
      }
    }
  }
  const segments = new Set(functions.map(({ segment }) => segment));
  const rootBuses = [...segments].map((segment) => ({ segment, bus: 0, lastBus: 0xff }));
  return { rootBuses, functions, otherDevices: [], groups: [], dmar: EXAMPLE_PLATFORM.dmar };
}
