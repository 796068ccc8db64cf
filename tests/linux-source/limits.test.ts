/** How much the harness can take, and that it says so where it is too much: nothing is left out in silence. */

import { describe, expect, test } from "vitest";
import type { Step } from "../../model/scenario.ts";
import { describeWithTree } from "./debian-tree.ts";
import { INTEL, IOMMU } from "./kernel-files.ts";
import { eventsOf, leftObjects } from "./trace-events.ts";
import { useEditedKernel } from "./use-edited-kernel.ts";

const GET_AND_PUT: readonly Step[] = [
  { do: "get", device: "nic", list: "n" },
  { do: "put", list: "n" },
];

describeWithTree("however much a kernel does", (original) => {
  const run = useEditedKernel(original);

  test.each([
    ["ten thousand turns are let through", 10_000, undefined],
    ["a million are a loop without end", 1_000_000, "hung"],
  ] as const)("of a loop, on a small machine, %s", async (_, turns, how) => {
    const trace = await run(
      IOMMU,
      [
        {
          within: "iommu_put_resv_regions",
          find: /kfree\(entry\);/,
          replace: `{ int turn; for (turn = 0; turn < ${turns}; turn++) dev_is_pci(*(struct device *volatile *)&dev); kfree(entry); }`,
        },
      ],
      GET_AND_PUT,
    );
    expect(trace.ended?.how).toBe(how);
  });

  describe("a step in which very much happens", () => {
    /** So many objects come and go, and one more is lost; many in a turn, since turns are counted. */
    const put = (objects: number) => {
      const turns = objects / 20;
      const turn = "kfree(kmalloc(8, GFP_KERNEL)); ".repeat(20);
      const loop = `{ int turn; for (turn = 0; turn < ${turns}; turn++) { ${turn} } kmalloc(8, GFP_KERNEL); }`;
      const edit = {
        within: "iommu_put_resv_regions",
        find: /list_for_each_entry_safe/,
        replace: `${loop} list_for_each_entry_safe`,
      };
      return run(IOMMU, [edit], GET_AND_PUT);
    };

    test("is told to its end", async () => {
      const trace = await put(400_000);
      expect(trace.ended).toBeUndefined();
      expect(leftObjects(trace).filter((object) => Number(object) > 400_000)).toHaveLength(1);
    });

    test("is not told by half: beyond what can be told, nobody judges", async () => {
      const trace = await put(600_000);
      expect(trace.steps).toHaveLength(1);
      expect(trace.ended).toMatchObject({ how: "skipped", code: "LINUX_TOO_MANY_EVENTS", step: 1 });
    });
  });

  test("a device that is not PCI is named, however many there are", async () => {
    const otherDevices = Array.from(
      { length: 300 },
      (_, index) => ({ kind: "other", label: `other ${index}` }) as const,
    );
    const trace = await run(
      INTEL,
      [{ within: "device_rmrr_is_relaxable", find: /!dev_is_pci\(dev\)/, replace: "0" }],
      [
        { do: "ask", predicate: "relaxable", device: "other 0" },
        { do: "ask", predicate: "relaxable", device: "other 299" },
      ],
      { otherDevices },
    );
    expect(eventsOf(trace, "foreign-read")).toMatchObject([{ device: "other 0" }, { device: "other 299" }]);
  });

  test("what readers may still see is watched, however much of it there is", async () => {
    const takeBack = "kept[at] = kmalloc(8, GFP_KERNEL); last = kept[at]; rcu_assign_pointer(kept[at], NULL);";
    const code = `{ static void *kept[100], *last; int at; for (at = 0; at < 100; at++) { ${takeBack} } kfree(last); }`;
    const trace = await run(
      IOMMU,
      [
        {
          within: "iommu_put_resv_regions",
          find: /list_for_each_entry_safe/,
          replace: `${code} list_for_each_entry_safe`,
        },
      ],
      GET_AND_PUT,
    );
    const message = expect.stringContaining("let go of what RCU readers may still see") as string;
    expect(eventsOf(trace, "warning")).toMatchObject([{ message }]);
  });
});
