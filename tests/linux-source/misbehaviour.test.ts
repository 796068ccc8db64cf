import { expect, test } from "vitest";
import { COUNTED_HANG } from "../../implementations/executor.ts";
import { openLinux } from "../../implementations/linux-source/open-linux.ts";
import type { Platform } from "../../model/platform.ts";
import type { Step } from "../../model/scenario.ts";
import { describeWithTree, TEST_CACHE } from "./debian-tree.ts";
import { dmar, FUNCTIONS, pciFunction, PLATFORM, rmrr, scenario, subHierarchy } from "./hand-made.ts";
import { DMA, DMAR, INTEL, IOMMU } from "./kernel-files.ts";
import { eventsOf, leftObjects } from "./trace-events.ts";
import { useEditedKernel } from "./use-edited-kernel.ts";

const GET_AND_PUT: readonly Step[] = [
  { do: "get", device: "nic", list: "n" },
  { do: "put", list: "n" },
];

describeWithTree("what a kernel does wrong", (original) => {
  const run = useEditedKernel(original);

  test("a use after free is seen at its place", async () => {
    const trace = await run(
      IOMMU,
      [
        {
          within: "iommu_insert_resv_region",
          find: /list_del\(&iter->list\);/,
          replace: "kfree(iter); list_del(&iter->list);",
        },
        { within: "iommu_insert_resv_region", find: /(list_del\(&iter->list\);\s*)kfree\(iter\);/, replace: "$1" },
      ],
      [
        { do: "insert", list: "l", region: { start: 0n, end: 0xfffn, type: "direct", protection: 3 } },
        { do: "insert", list: "l", region: { start: 0n, end: 0xfffn, type: "direct", protection: 3 } },
      ],
    );
    const [touch] = eventsOf(trace, "touch-after-free");
    expect(touch).toMatchObject({ place: expect.stringMatching(/^drivers\/iommu\/iommu\.c:\d+$/) as string });
  });

  test("a double free is two frees of one object", async () => {
    const trace = await run(
      IOMMU,
      [{ within: "iommu_put_resv_regions", find: /kfree\(entry\);/, replace: "{ kfree(entry); kfree(entry); }" }],
      GET_AND_PUT,
    );
    expect(eventsOf(trace, "free").length).toBe(
      2 * eventsOf(trace, "alloc").filter((event) => "kind" in event && event.kind === "region").length,
    );
  });

  test("a PCI field of a device that is not PCI is seen being read, with the device's name", async () => {
    const trace = await run(
      INTEL,
      [{ within: "device_rmrr_is_relaxable", find: /!dev_is_pci\(dev\)/, replace: "0" }],
      [{ do: "ask", predicate: "relaxable", device: "i2c" }],
    );
    const place = expect.stringMatching(/^drivers\/iommu\/intel\/iommu\.c:\d+$/) as string;
    expect(eventsOf(trace, "foreign-read")[0]).toEqual({ event: "foreign-read", device: "i2c", field: "class", place });
  });

  test("without sanitizers, what is read there is another device's", async () => {
    const trace = await run(
      INTEL,
      [{ within: "device_rmrr_is_relaxable", find: /!dev_is_pci\(dev\)/, replace: "0" }],
      [{ do: "ask", predicate: "relaxable", device: "i2c" }],
      {},
      false,
    );
    expect(trace.steps[0]!.answer).toBe(true);
  });

  test.each([true, false])(
    "WARN_ON goes on, and BUG_ON ends the scenario, each at its place (sanitizers: %s)",
    async (sanitize) => {
      const warned = await run(
        INTEL,
        [
          {
            within: "intel_iommu_get_resv_regions",
            find: /rcu_read_lock\(\);/,
            replace: "rcu_read_lock(); WARN_ON(head);",
          },
        ],
        GET_AND_PUT,
        {},
        sanitize,
      );
      const place = expect.stringMatching(/^drivers\/iommu\/intel\/iommu\.c:\d+$/) as string;
      expect(eventsOf(warned, "warning")).toEqual([{ event: "warning", message: "WARN_ON(head)", place }]);
      expect(warned.ended).toBeUndefined();

      const died = await run(
        INTEL,
        [
          {
            within: "intel_iommu_get_resv_regions",
            find: /rcu_read_lock\(\);/,
            replace: "rcu_read_lock(); BUG_ON(head);",
          },
        ],
        GET_AND_PUT,
        {},
        sanitize,
      );
      expect(died.steps).toEqual([]);
      expect(died.ended).toMatchObject({
        how: "died",
        step: 0,
        message: expect.stringContaining("BUG_ON(head) at drivers/iommu/intel/iommu.c:") as string,
      });
    },
  );

  test("a complaint is told in the words of the code, macros and all", async () => {
    const complaints = ["WARN_ON", "WARN_ON_ONCE", "VM_WARN_ON"].map((name) => `${name}(!IS_ALIGNED(1, 2))`);
    // A place is told once, so each has a line of its own.
    const code = ["rcu_read_lock()", ...complaints, 'WARN_ONCE(!IS_ALIGNED(1, 2), "a text")'];
    const trace = await run(
      INTEL,
      [{ within: "intel_iommu_get_resv_regions", find: /rcu_read_lock\(\);/, replace: `${code.join(";\n")};` }],
      GET_AND_PUT,
    );
    const told = eventsOf(trace, "warning").map((event) => "message" in event && event.message);
    expect(told).toEqual([...complaints, "WARN_ONCE(!IS_ALIGNED(1, 2), …)"]);
  });

  test.each([true, false])("a null pointer ends the scenario at its place (sanitizers: %s)", async (sanitize) => {
    const trace = await run(
      INTEL,
      [
        {
          within: "intel_iommu_get_resv_regions",
          find: /rcu_read_lock\(\);/,
          replace: "rcu_read_lock(); head = NULL; head->next->prev = head;",
        },
      ],
      GET_AND_PUT,
      {},
      sanitize,
    );
    expect(trace.ended).toMatchObject({
      how: "died",
      message: expect.stringMatching(/null pointer.* at drivers\/iommu\/intel\/iommu\.c:\d+$/) as string,
    });
  });

  test.each([true, false])("a loop without end is found by counting (sanitizers: %s)", async (sanitize) => {
    const trace = await run(
      IOMMU,
      [{ within: "iommu_put_resv_regions", find: /kfree\(entry\);/, replace: "for (;;) ;" }],
      GET_AND_PUT,
      {},
      sanitize,
    );
    expect(trace.ended).toMatchObject({
      how: "hung",
      step: 1,
      message: expect.stringMatching(/ at drivers\/iommu\/iommu\.c:\d+$/) as string,
    });
  });

  test.each([
    ["with which everything ends", DMAR, "dmar_free_unused_resources", [{ do: "tear-down" }]],
    ["in letting go of the domain of a group", DMA, "iommu_put_dma_cookie", [{ do: "map", group: "both" }]],
  ] as const)("so is one %s", async (_, file, within, steps) => {
    const loop = "{ static volatile int turn; for (;;) if (turn) turn = 0; else turn = 1;";
    const trace = await run(file, [{ within, find: /^\{/m, replace: loop }], steps);
    expect(trace.ended).toMatchObject({ how: "hung", code: COUNTED_HANG, step: 0 });
  });

  test("recursion without end dies and does not take the harness along", async () => {
    const trace = await run(
      IOMMU,
      [
        {
          within: "iommu_put_resv_regions",
          find: /list_for_each_entry_safe/,
          replace: "iommu_put_resv_regions(dev, list); list_for_each_entry_safe",
        },
      ],
      GET_AND_PUT,
    );
    expect(["died", "hung"]).toContain(trace.ended?.how);
  });

  test("a lock that is not released deadlocks the next to take it", async () => {
    const trace = await run(
      INTEL,
      [
        {
          within: "intel_iommu_get_resv_regions",
          find: /rcu_read_lock\(\);/,
          replace: "rcu_read_lock(); rcu_read_unlock(); down_write(&dmar_global_lock); rcu_read_lock();",
        },
      ],
      [...GET_AND_PUT, ...GET_AND_PUT],
    );
    expect(trace.ended).toMatchObject({ how: "hung", step: 2, message: expect.stringContaining("deadlock") as string });
  });

  test("a read section that is not left is complained of", async () => {
    const trace = await run(
      INTEL,
      [{ within: "intel_iommu_get_resv_regions", find: /rcu_read_unlock\(\);/, replace: ";" }],
      GET_AND_PUT,
    );
    expect(eventsOf(trace, "warning")).toContainEqual({
      event: "warning",
      message: "returned inside of an RCU read section",
    });
    // The last allocation may sleep, and does not know where it stands.
    expect(eventsOf(trace, "alloc")).toContainEqual(
      expect.objectContaining({ kind: "region", maySleep: true, atomic: true }),
    );
  });

  test("an overrun of an allocation is told with its allocator", async () => {
    const trace = await run(
      DMAR,
      [
        { within: "dmar_alloc_dev_scope", find: /\(\*cnt\)\+\+;/, replace: "*cnt = 1;" },
        {
          within: "dmar_insert_dev_scope",
          find: /WARN_ON\(i >= devices_cnt\)|BUG_ON\(i >= devices_cnt\)/,
          replace: "0",
        },
        {
          within: "dmar_insert_dev_scope",
          find: /for_each_dev_scope\(devices, devices_cnt, i, tmp\)/,
          replace: "for_each_dev_scope(devices, devices_cnt + 1, i, tmp)",
        },
      ],
      GET_AND_PUT,
      {
        groups: [],
        dmar: dmar([rmrr(0x1000n, 0x1fffn, subHierarchy([1, 0]), subHierarchy([1, 0]), subHierarchy([2, 0]))]),
        functions: [
          ...FUNCTIONS.slice(0, 3),
          pciFunction("late", 0, 2, 0x060400, { headerType: 1, secondaryBus: 7, subordinateBus: 7 }),
        ],
      },
    );
    const [warning] = eventsOf(trace, "warning");
    expect(warning).toMatchObject({
      message: expect.stringMatching(
        /^AddressSanitizer: .* an object of 16 bytes that dmar_alloc_dev_scope\(\) allocated at drivers\/iommu\/intel\/dmar\.c:\d+$/,
      ) as string,
      place: expect.stringMatching(/^drivers\/iommu\/intel\/dmar\.c:\d+$/) as string,
    });
  });

  test("an overrun of a static variable is seen", async () => {
    const trace = await run(
      DMAR,
      [{ within: "dmar_alloc_pci_notify_info", find: /size <= sizeof\(dmar_pci_notify_info_buf\)/, replace: "size" }],
      [{ do: "get", device: "bridge0", list: "b" }],
      deepPlatform(30),
    );
    // What happens while the kernel boots stands with the first step.
    expect(eventsOf(trace, "warning")[0]).toMatchObject({
      message: expect.stringMatching(
        /^AddressSanitizer: write of \d bytes behind the end of a static variable$/,
      ) as string,
      place: expect.stringMatching(/^drivers\/iommu\/intel\/dmar\.c:\d+$/) as string,
    });
  });

  test("undefined behaviour is seen at its place", async () => {
    const trace = await run(
      INTEL,
      [
        {
          within: "intel_iommu_get_resv_regions",
          find: /rcu_read_lock\(\);/,
          replace: "rcu_read_lock(); prot = 1 << (prot + 70); prot = 3;",
        },
      ],
      GET_AND_PUT,
    );
    expect(eventsOf(trace, "warning")[0]).toMatchObject({
      message: expect.stringContaining("UndefinedBehaviorSanitizer: shift") as string,
      place: expect.stringMatching(/^drivers\/iommu\/intel\/iommu\.c:\d+$/) as string,
    });
  });

  test("a reference to a device that is never dropped is memory that is lost", async () => {
    const trace = await run(
      DMAR,
      [{ within: "dmar_remove_dev_scope", find: /put_device\(tmp\);/, replace: ";" }],
      [{ do: "remove", device: "bridge" }, { do: "tear-down" }],
    );
    expect(leftObjects(trace)).toHaveLength(2);
  });

  test("regions woven into two lists do not lead the harness astray", async () => {
    const trace = await run(
      INTEL,
      [
        {
          within: "intel_iommu_get_resv_regions",
          find: /resv = iommu_alloc_resv_region\(/,
          replace: "resv = keep_region(",
          before:
            "static struct iommu_resv_region *keep_region(phys_addr_t start, size_t length, int prot,\n" +
            "  enum iommu_resv_type type, gfp_t gfp)\n{\n" +
            "  static struct iommu_resv_region *kept;\n" +
            "  if (!kept) kept = iommu_alloc_resv_region(start, length, prot, type, gfp);\n  return kept;\n}",
        },
      ],
      [
        { do: "get", device: "nic", list: "a" },
        { do: "get", device: "nic", list: "b" },
        { do: "read", list: "a" },
        { do: "put", list: "a" },
      ],
    );
    const shared = trace.steps[0]!.regions![0]!.object;
    expect(trace.steps[1]!.regions!.map(({ object }) => object)).toContain(shared);
    expect(trace.steps[2]).toMatchObject({ endless: true });
  });
});

describeWithTree("static variables", (tree) => {
  test("are as new for every scenario: the thousandth is judged as the first", async () => {
    const { executor } = await openLinux({ tree, cache: TEST_CACHE });
    const probe = scenario([
      ...GET_AND_PUT,
      { do: "show", group: "both" },
      { do: "map", group: "both" },
      { do: "tear-down" },
    ]);
    const first = await executor.execute(probe);
    for (let round = 0; round < 1000; round++) {
      const functions = FUNCTIONS.slice(0, 1 + (round % FUNCTIONS.length));
      const table =
        round % 7 === 0
          ? PLATFORM.dmar.subarray(0, 40 + (round % 60))
          : dmar([rmrr(BigInt(round) << 12n, BigInt(round + 3) << 12n, subHierarchy([1, 0]))]);
      // Some leave everything behind, some do not even begin.
      const steps: Step[] =
        round % 3 === 0 ? [{ do: "get", device: "bridge", list: "x" }] : [{ do: "remove", device: "bridge" }];
      void executor.execute(scenario(steps, { functions, dmar: table, groups: [] }));
    }
    const last = await executor.execute(probe);
    expect(last).toEqual(first);
    await executor.close();
  });
});

/** A chain of so many bridges, one below the other. */
function deepPlatform(depth: number): Partial<Platform> {
  const functions = Array.from({ length: depth }, (_, level) =>
    pciFunction(`bridge${level}`, level, 0, 0x060400, {
      headerType: 1,
      secondaryBus: level + 1,
      subordinateBus: depth,
      ...(level === 0 ? {} : { parent: `bridge${level - 1}` }),
    }),
  );
  return { functions, groups: [], dmar: dmar([rmrr(0x1000n, 0x1fffn, subHierarchy([0, 0]))]) };
}
