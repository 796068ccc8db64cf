/** What kernels of today write otherwise than those of yesterday, and mean the same by: none of it may be misread. */

import { expect, test } from "vitest";
import type { AddressRange } from "../../model/region.ts";
import type { Step } from "../../model/scenario.ts";
import { describeWithTree } from "./debian-tree.ts";
import type { Edit } from "./edited-tree.ts";
import { FUNCTIONS, pciFunction } from "./hand-made.ts";
import { INTEL, IOMMU } from "./kernel-files.ts";
import { eventsOf, leftObjects } from "./trace-events.ts";
import { useEditedKernel } from "./use-edited-kernel.ts";

const insert = (start: bigint, end: bigint): Step => ({
  do: "insert",
  list: "l",
  region: { start, end, type: "direct", protection: 3 },
});
const PUT: readonly Step[] = [{ do: "put", list: "l" }, { do: "tear-down" }];
const PLACE = expect.stringMatching(/ at drivers\/iommu\/(intel\/)?iommu\.c:\d+$/) as string;

describeWithTree("code whose scopes end what they began", (original) => {
  const run = useEditedKernel(original);

  const ownedByScope = (held: string): readonly Edit[] => [
    { within: "iommu_insert_resv_region", find: /\*tmp, \*nr, \*top;/, replace: "*tmp, *top;" },
    {
      within: "iommu_insert_resv_region",
      find: /nr = iommu_alloc/,
      replace: "struct iommu_resv_region *nr __free(kfree) = iommu_alloc",
    },
    { within: "iommu_insert_resv_region", find: /list_add_tail\(&nr->list/, replace: `list_add_tail(&${held}->list` },
  ];

  test("what a variable holds is freed with it, unless it was given away", async () => {
    const steps = [insert(0n, 0xfffn), ...PUT];
    const kept = await run(IOMMU, ownedByScope("no_free_ptr(nr)"), steps);
    expect(kept.steps[0]!.regions).toHaveLength(1);
    expect(leftObjects(kept)).toEqual([]);
    expect(eventsOf(kept, "touch-after-free")).toEqual([]);

    // Forgotten, it leaves the list with what is no more.
    const lost = await run(IOMMU, ownedByScope("nr"), steps);
    expect(lost.steps[0]!.events!.map(({ event }) => event)).toContain("free");
  });

  test("what the tree itself defines for scopes is taken from it", async () => {
    const trace = await run(
      IOMMU,
      [
        {
          within: "iommu_insert_resv_region",
          find: /LIST_HEAD\(stack\);/,
          replace:
            "LIST_HEAD(stack); struct iommu_resv_region *spare __free(resv_region) = kzalloc(sizeof(*spare), GFP_KERNEL);" +
            "CLASS(spare_region, more)(GFP_KERNEL); guard(spares)();",
          before:
            "DEFINE_FREE(resv_region, struct iommu_resv_region *, if (_T) kfree(_T))\n" +
            "DEFINE_CLASS(spare_region, struct iommu_resv_region *, kfree(_T), kzalloc(sizeof(struct iommu_resv_region), gfp), gfp_t gfp)\n" +
            "static DEFINE_MUTEX(spare_lock);\n" +
            "DEFINE_LOCK_GUARD_0(spares, mutex_lock(&spare_lock), mutex_unlock(&spare_lock))",
        },
      ],
      [insert(0n, 0xfffn), insert(0x1000n, 0x1fffn), ...PUT],
    );
    expect(trace.ended).toBeUndefined();
    expect(trace.steps[1]!.events!.filter(({ event }) => event === "alloc")).toHaveLength(3);
    expect(leftObjects(trace)).toEqual([]);
  });

  test("a guarded scope is a section in which nobody may sleep, or a lock that is taken where the guard stands", async () => {
    const sections = await run(
      INTEL,
      [
        {
          within: "intel_iommu_get_resv_regions",
          find: /rcu_read_lock\(\);/,
          replace: "scoped_guard(rcu) kfree(kmalloc(8, GFP_KERNEL)); kfree(kmalloc(8, GFP_KERNEL)); rcu_read_lock();",
        },
      ],
      [{ do: "get", device: "nic", list: "l" }, ...PUT],
    );
    const [guarded, open] = sections.steps[0]!.events!.filter(
      (event) => event.event === "alloc" && event.kind === "other" && event.maySleep,
    ).slice(-2);
    expect([guarded, open]).toMatchObject([{ atomic: true }, { atomic: false }]);

    const locked = await run(
      IOMMU,
      [
        {
          within: "iommu_get_group_resv_regions",
          find: /mutex_lock\(&group->mutex\);/,
          replace: "guard(mutex)(&group->mutex); scoped_guard(mutex, &group->mutex) ret = 0;",
        },
      ],
      [{ do: "group", group: "both", list: "l" }, ...PUT],
    );
    expect(locked.ended).toMatchObject({
      how: "hung",
      step: 0,
      message: expect.stringContaining("deadlock") as string,
    });
    expect(locked.ended!.message).toEqual(PLACE);
  });

  test("a list is sorted, and what compares equal keeps its order", async () => {
    const ranges: AddressRange[] = [5n, 1n, 9n, 3n, 1n, 7n, 5n].map((start, at) => ({
      start: start << 20n,
      end: (start << 20n) + BigInt(at),
    }));
    const trace = await run(
      IOMMU,
      [
        {
          within: "iommu_insert_resv_region",
          find: /list_splice\(&stack, regions\);/,
          replace: "list_splice(&stack, regions); list_sort(NULL, regions, by_start);",
          before:
            "static int by_start(void *unused, const struct list_head *a, const struct list_head *b)\n{\n" +
            "  return list_entry(a, struct iommu_resv_region, list)->start > list_entry(b, struct iommu_resv_region, list)->start;\n}",
        },
        // Nothing else orders or joins.
        { within: "iommu_insert_resv_region", find: /nr->start < iter->start \|\|/, replace: "0 &&" },
        { within: "iommu_insert_resv_region", find: /iter->type != new->type/, replace: "1" },
      ],
      [...ranges.map(({ start, end }) => insert(start, end)), ...PUT],
    );
    const sorted = [...ranges].sort((left, right) => Number(left.start - right.start));
    expect(trace.steps[ranges.length - 1]!.regions!.map(({ start, end }) => ({ start, end }))).toEqual(sorted);
  });

  test("who goes up from bridge to bridge finds the same as who compares bus numbers, whoever is there", async () => {
    const functions = [
      ...FUNCTIONS,
      // On a bus that no bridge leads to.
      pciFunction("virtual", 2, 0, 0x020000, { parent: "bridge", physicalFunction: "nic" }),
    ];
    const questions: readonly Step[] = ["usb", "virtual", "disk", "bridge"].map((device) => ({
      do: "ask",
      predicate: "downstream",
      device,
      bridge: "bridge",
    }));
    const steps: readonly Step[] = [
      ...questions,
      ...["virtual", "usb", "nic", "bridge"].map((device): Step => ({ do: "remove", device })),
      ...questions,
    ];
    const trace = await run(
      INTEL,
      [
        {
          within: "is_downstream_to_pci_bridge",
          find: /if \(pbridge->subordinate &&/,
          replace: "while ((pdev = pci_upstream_bridge(pdev))) if (pdev == pbridge) return true; if (0 && ",
        },
      ],
      steps,
      { functions },
    );
    expect(trace.ended).toBeUndefined();
    expect(trace.steps.slice(0, 4).map(({ answer }) => answer)).toEqual([true, true, false, false]);
    expect(eventsOf(trace, "warning")).toEqual([]);
  });
});
