import { describe, expect, test } from "vitest";
import type { Step } from "../../model/scenario.ts";
import type { ObservedRegion, StepResult, Trace } from "../../model/trace.ts";
import { describeWithTree } from "./debian-tree.ts";
import { APERTURE, dmar, endpoint, FUNCTIONS, pciFunction, rmrr, scenario, subHierarchy } from "./hand-made.ts";
import { eventsOf, leftObjects } from "./trace-events.ts";
import { useLinux } from "./use-linux.ts";

const TEAR_DOWN: Step = { do: "tear-down" };

function shown(regions: readonly ObservedRegion[] | undefined): string[] {
  return (regions ?? []).map(({ start, end, type }) => `${start.toString(16)}-${end.toString(16)} ${type}`);
}

function complaints(trace: Trace): unknown[] {
  return eventsOf(trace).filter(({ event }) => event !== "alloc" && event !== "free" && event !== "alloc-failed");
}

describeWithTree("linux-source-6.1 from table to consumer", (tree) =>
  describe.each([
    ["with sanitizers", true],
    ["without", false],
  ] as const)("%s", (_, sanitize) => {
    const execute = useLinux(tree, sanitize);

    const run = async (steps: readonly Step[], platform = {}): Promise<Trace> =>
      execute(scenario([...steps, TEAR_DOWN], platform));
    const result = async (step: Step, platform = {}): Promise<StepResult> => (await run([step], platform)).steps[0]!;

    test("gives each device its regions, of the type that follows from its own class", async () => {
      const trace = await run([
        { do: "get", device: "usb", list: "u" },
        { do: "get", device: "nic", list: "n" },
        { do: "get", device: "bridge", list: "b" },
        { do: "get", device: "isa", list: "i" },
        { do: "get", device: "i2c", list: "o" },
        ...["u", "n", "b", "i", "o"].map((list): Step => ({ do: "put", list })),
      ]);
      const msi = "fee00000-feefffff msi";
      expect(trace.steps.slice(0, 5).map(({ regions }) => shown(regions))).toEqual([
        ["200000-203fff direct-relaxable", "100000-101fff direct-relaxable", msi],
        ["200000-203fff direct", msi],
        ["200000-203fff direct", msi],
        ["0-ffffff direct-relaxable", msi],
        [msi],
      ]);
      expect(leftObjects(trace)).toEqual([]);
      expect(complaints(trace)).toEqual([]);
      expect(trace.observesMemory).toBe(true);
    });

    test("says of every allocation whether it may sleep, and whether it stood in a read section", async () => {
      const { events } = await result({ do: "get", device: "nic", list: "n" });
      const regions = events!.filter((event) => event.event === "alloc" && event.kind === "region");
      expect(regions.map((event) => "atomic" in event && [event.atomic, event.maySleep])).toEqual([
        [true, false],
        [false, true],
      ]);
    });

    test("inserts a copy, and leaves the caller's region alone", async () => {
      const region = { start: 0x1000n, end: 0x1fffn, type: "reserved", protection: 1 } as const;
      const trace = await run([
        { do: "insert", list: "l", region },
        { do: "insert", list: "l", region: { ...region, start: 0x2000n, end: 0x2fffn } },
        { do: "insert", list: "l", region: { ...region, type: "msi" } },
        { do: "put", list: "l" },
      ]);
      expect(shown(trace.steps[2]!.regions)).toEqual(["1000-2fff reserved", "1000-1fff msi"]);
      expect(trace.steps[0]!.input).toMatchObject(region);
      expect(trace.steps[0]!.regions![0]!.object).not.toBe(trace.steps[0]!.input!.object);
      expect(leftObjects(trace)).toEqual([]);
    });

    test("inserts all of a list, empties it, and shows what a caller wrote into it", async () => {
      const trace = await run([
        { do: "get", device: "nic", list: "n" },
        { do: "insert-all-of", list: "l", source: "n" },
        { do: "scribble", list: "n" },
        { do: "read", list: "l" },
        { do: "empty", list: "l" },
        { do: "put", list: "n" },
        { do: "put", list: "l" },
      ]);
      expect(shown(trace.steps[3]!.regions)).toEqual(["200000-203fff direct", "fee00000-feefffff msi"]);
      expect(trace.steps[2]!.regions!.map(({ type }) => type)).toEqual(["reserved", "reserved"]);
      expect(trace.steps[4]!.regions).toEqual([]);
      expect(leftObjects(trace)).toEqual([]);
    });

    test("merges a group, and writes it as sysfs does", async () => {
      const trace = await run([
        { do: "group", group: "both", list: "g" },
        { do: "show", group: "both" },
        { do: "put", list: "g" },
      ]);
      const expected = [
        "100000-101fff direct-relaxable",
        "200000-203fff direct",
        "200000-203fff direct-relaxable",
        "fee00000-feefffff msi",
      ];
      expect(shown(trace.steps[0]!.regions)).toEqual(expected);
      const lines = trace.steps[1]!.text!.trimEnd().split("\n");
      expect(lines.map((line) => line.replaceAll(/0x0*(\w+)/g, "$1").replace(" ", "-"))).toEqual(expected);
      expect(leftObjects(trace)).toEqual([]);
    });

    test("maps every page of a region one to one, once, and keeps it from being handed out", async () => {
      const trace = await run([{ do: "map", group: "usb alone" }]);
      const { mapped, dmaHoles } = trace.steps[0]!;
      expect([...mapped!].sort((a, b) => Number(a.start - b.start))).toEqual([
        { start: 0x10_0000n, end: 0x10_1fffn, protection: 3 },
        { start: 0x20_0000n, end: 0x20_3fffn, protection: 3 },
      ]);
      for (const hole of [0x10_0000n, 0x20_3fffn, 0xfee0_0000n, 0n]) {
        expect(dmaHoles!.some(({ start, end }) => start <= hole && hole <= end)).toBe(true);
      }
      expect(leftObjects(trace)).toEqual([]);
    });

    test("refuses to map what no page table reaches", async () => {
      const reaching = (limit: bigint): Promise<StepResult> =>
        result({ do: "map", group: "disk alone" }, { dmar: dmar([rmrr(limit - 0xfffn, limit, endpoint([2, 0]))]) });
      expect(await reaching(2n ** 57n - 1n)).toMatchObject({ status: "ok", mapped: [{ end: 2n ** 57n - 1n }] });
      expect(await reaching(2n ** 57n + 0xfffn)).toMatchObject({ status: "refused" });
      // The loop over the pages ends there one page before the addresses do.
      expect(await reaching(2n ** 64n - 0x1001n)).toMatchObject({ status: "refused" });
    });

    test("gives user space what is left of the aperture, or refuses", async () => {
      const attach = (group: string, mappings = [] as { start: bigint; end: bigint }[]): Promise<StepResult> =>
        result({ do: "attach", group, aperture: APERTURE, mappings });
      const usable = [
        { start: 0n, end: 0xfedf_ffffn },
        { start: 0xfef0_0000n, end: 0xffff_ffffn },
      ];
      expect(await attach("disk alone")).toMatchObject({ status: "ok", usable });
      expect(await attach("usb alone", [{ start: 0x10_0000n, end: 0x10_0fffn }])).toMatchObject({
        status: "ok",
        usable,
      });
      expect(await attach("disk alone", [{ start: 0xfee0_0000n, end: 0xfee0_0fffn }])).toMatchObject({
        status: "refused",
      });
      expect(await attach("both")).toMatchObject({ status: "refused" });
    });

    test("refuses a group in which nobody is, as there is nothing to be opened", async () => {
      const trace = await run([
        { do: "remove", device: "disk" },
        { do: "attach", group: "disk alone", aperture: APERTURE, mappings: [] },
      ]);
      expect(trace.steps.slice(0, 2).map(({ status }) => status)).toEqual(["ok", "refused"]);
      expect(trace.ended).toBeUndefined();
    });

    test("answers predicates, of devices that are not PCI too", async () => {
      const ask = async (step: Step): Promise<unknown> => (await result(step)).answer;
      expect(await ask({ do: "ask", predicate: "has-rmrr", device: "nic" })).toBe(true);
      expect(await ask({ do: "ask", predicate: "has-rmrr", device: "disk" })).toBe(false);
      expect(await ask({ do: "ask", predicate: "relaxable", device: "usb" })).toBe(true);
      expect(await ask({ do: "ask", predicate: "relaxable", device: "i2c" })).toBe(false);
      expect(await ask({ do: "ask", predicate: "locked", device: "nic" })).toBe(true);
      expect(await ask({ do: "ask", predicate: "locked", device: "usb" })).toBe(false);
      expect(await ask({ do: "ask", predicate: "downstream", device: "usb", bridge: "bridge" })).toBe(true);
      expect(await ask({ do: "ask", predicate: "downstream", device: "bridge", bridge: "bridge" })).toBe(false);
    });

    test("finds a function that was asked about before it came on the bus where it appears", async () => {
      const functions = FUNCTIONS.map((one) => (one.label === "nic" ? { ...one, absent: true } : one));
      const get = (list: string): Step => ({ do: "get", device: "nic", list });
      const steps: Step[] = [
        get("absent"),
        { do: "remove", device: "bridge" },
        { do: "add", device: "bridge" },
        get("present"),
      ];
      const trace = await run(steps, { functions });
      expect(trace.ended).toBeUndefined();
      expect(shown(trace.steps[3]!.regions)).toContain("200000-203fff direct");
    });

    test("forgets what is removed, with its sub-hierarchy, and finds it again", async () => {
      const trace = await run([
        { do: "get", device: "nic", list: "before" },
        { do: "remove", device: "bridge" },
        { do: "add", device: "bridge" },
        { do: "get", device: "nic", list: "again" },
        { do: "read", list: "before" },
        { do: "put", list: "before" },
        { do: "put", list: "again" },
      ]);
      const regions = ["200000-203fff direct", "fee00000-feefffff msi"];
      expect([3, 4].map((step) => shown(trace.steps[step]!.regions))).toEqual([regions, regions]);
      // The references that the driver holds to the USB controller and the bridge, which is named once and again.
      const freed = trace.steps[1]!.events!.filter(({ event }) => event === "free");
      expect(freed).toHaveLength(2);
      expect(leftObjects(trace)).toEqual([]);
      expect(complaints(trace)).toEqual([]);
    });

    test("takes a function that is absent at first", async () => {
      const functions = FUNCTIONS.map((fn) => (fn.label === "disk" ? { ...fn, absent: true as const } : fn));
      const table = dmar([rmrr(0x5000n, 0x5fffn, endpoint([2, 0]))]);
      const trace = await run(
        [
          { do: "add", device: "disk" },
          { do: "get", device: "disk", list: "d" },
          { do: "put", list: "d" },
        ],
        { functions, dmar: table },
      );
      expect(shown(trace.steps[1]!.regions)).toEqual(["5000-5fff direct", "fee00000-feefffff msi"]);
    });

    test("knows that virtual functions are nobody's to name, but lie below a bridge like all others", async () => {
      const functions = [
        ...FUNCTIONS,
        pciFunction("vf", 2, 0, 0x020000, { parent: "bridge", physicalFunction: "nic" }),
      ];
      const table = dmar([
        rmrr(0x5000n, 0x5fffn, endpoint([1, 0], [1, 0])),
        rmrr(0x7000n, 0x7fffn, subHierarchy([1, 0])),
      ]);
      const { regions } = await result({ do: "get", device: "vf", list: "v" }, { functions, dmar: table });
      expect(shown(regions)).toEqual(["7000-7fff direct", "fee00000-feefffff msi"]);
    });

    test("fails the allocation that it is told to, and none before or after", async () => {
      for (const first of [1, 2]) {
        const trace = await run([
          { do: "fail-allocations", first, count: 1 },
          { do: "get", device: "nic", list: "n" },
          { do: "put", list: "n" },
        ]);
        const { events, regions } = trace.steps[1]!;
        expect(events!.filter(({ event }) => event === "alloc-failed")).toHaveLength(1);
        expect(shown(regions)).toEqual(first === 1 ? ["fee00000-feefffff msi"] : ["200000-203fff direct"]);
        expect(leftObjects(trace)).toEqual([]);
      }
    });

    test("fails each allocation on the way to user space, and loses no memory by it", async () => {
      for (let first = 1; first <= 12; first++) {
        const trace = await run([
          { do: "fail-allocations", first, count: 1 },
          { do: "attach", group: "usb alone", aperture: APERTURE, mappings: [] },
        ]);
        expect(leftObjects(trace)).toEqual([]);
        expect(["ok", "no-memory"]).toContain(trace.steps[1]!.status);
        if (trace.steps[1]!.status === "ok" && first > 10) return;
      }
    });
  }),
);
