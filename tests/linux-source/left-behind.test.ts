/** What a call does that nobody sees at once: a lock that it holds, a pointer that readers still have, an IOMMU that is off. */

import { expect, test } from "vitest";
import type { Step } from "../../model/scenario.ts";
import { describeWithTree } from "./debian-tree.ts";
import { DMAR, IOMMU } from "./kernel-files.ts";
import { eventsOf } from "./trace-events.ts";
import { useEditedKernel } from "./use-edited-kernel.ts";

describeWithTree("what a kernel leaves behind", (original) => {
  const run = useEditedKernel(original);

  test("a lock that is still held when a call returns is told with the place where it was taken", async () => {
    const trace = await run(
      IOMMU,
      [
        {
          within: "iommu_get_group_resv_regions",
          find: /if \(ret\)\s*break;/,
          replace: "if (ret) return ret;",
        },
      ],
      [
        { do: "group", group: "both", list: "whole" },
        { do: "fail-allocations", first: 3, count: 9 },
        { do: "group", group: "both", list: "cut" },
      ],
    );
    expect(trace.steps[0]!.events?.filter(({ event }) => event === "warning") ?? []).toEqual([]);
    expect(trace.steps[2]!.status).toBe("no-memory");
    expect(trace.steps[2]!.events!.filter(({ event }) => event === "warning")).toEqual([
      {
        event: "warning",
        message: "returned with a lock held, which was taken here",
        place: expect.stringMatching(/^drivers\/iommu\/iommu\.c:\d+$/) as string,
      },
    ]);
  });

  test("a table that is refused is told, though what was made of it is asked for all the same", async () => {
    const refuse = { within: "parse_dmar_table", find: /if \(ret == 0 &&/, replace: "ret = -EINVAL; if (ret == 0 &&" };
    const steps: readonly Step[] = [
      { do: "get", device: "nic", list: "l" },
      { do: "put", list: "l" },
    ];
    const right = await run(DMAR, [], steps);
    expect(eventsOf(right, "warning")).toEqual([]);
    const trace = await run(DMAR, [refuse], steps);
    expect(eventsOf(trace, "warning")).toEqual([
      { event: "warning", message: expect.stringContaining("refuses the table") as string },
    ]);
    expect(trace.steps[0]!.regions).toHaveLength(right.steps[0]!.regions!.length);
  });

  test("a reference that is dropped while readers may still see the device is complained of at its place", async () => {
    const steps: readonly Step[] = [{ do: "remove", device: "bridge" }, { do: "tear-down" }];
    const right = await run(DMAR, [], steps);
    expect(eventsOf(right, "warning")).toEqual([]);
    for (const replace of ["", "rcu_read_lock(); rcu_read_unlock();"]) {
      const trace = await run(
        DMAR,
        [{ within: "dmar_remove_dev_scope", find: /synchronize_rcu\(\);/, replace }],
        steps,
      );
      expect(eventsOf(trace, "warning")).toEqual([
        {
          event: "warning",
          message: expect.stringContaining("RCU readers may still see") as string,
          place: expect.stringMatching(/^drivers\/iommu\/intel\/dmar\.c:\d+$/) as string,
        },
      ]);
    }
    // Who has somebody else do it when readers are done need not wait.
    const deferred = await run(
      DMAR,
      [
        {
          within: "dmar_remove_dev_scope",
          find: /synchronize_rcu\(\);\s*put_device\(tmp\);/,
          replace: "call_rcu(&later, drop_later);",
          before:
            "static struct rcu_head later;\nstatic struct device *leaving;\n" +
            "static void drop_later(struct rcu_head *unused)\n{\n  put_device(leaving);\n}",
        },
        { within: "dmar_remove_dev_scope", find: /RCU_INIT_POINTER/, replace: "leaving = tmp; RCU_INIT_POINTER" },
      ],
      steps,
    );
    expect(eventsOf(deferred, "warning")).toEqual([]);
  });
});
