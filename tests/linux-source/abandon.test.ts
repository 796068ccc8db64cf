/** What is under way when nobody waits for it any more. */

import { expect, test } from "vitest";
import { openLinux } from "../../implementations/linux-source/open-linux.ts";
import type { Scenario } from "../../model/scenario.ts";
import { describeWithTree, TEST_CACHE } from "./debian-tree.ts";
import { scenario } from "./hand-made.ts";

describeWithTree("a kernel that is asked much", (tree) => {
  test("and is abandoned answers what is asked next as if nothing had been", async () => {
    const { executor } = await openLinux({ tree, cache: TEST_CACHE });
    try {
      const getting = (device: string): Scenario =>
        scenario([{ do: "get", device, list: "l" }, { do: "put", list: "l" }, { do: "tear-down" }]);
      const [asked, next] = [getting("nic"), getting("disk")];
      const before = await executor.execute(next);
      expect(before.ended).toBeUndefined();
      expect(await executor.execute(asked)).not.toEqual(before);
      // Some are sent already, the rest would be later.
      const underWay = Array.from({ length: 300 }, () => executor.execute(asked));
      await underWay[0];
      underWay.push(executor.execute(asked));
      executor.abandon!();
      const answered = await Promise.all(underWay);
      expect(answered.at(-1)!.ended).toMatchObject({ how: "skipped", code: "LINUX_ABANDONED" });
      expect(await executor.execute(next)).toEqual(before);
      executor.abandon!();
      expect(await executor.execute(next)).toEqual(before);
    } finally {
      await executor.close();
    }
  });
});
