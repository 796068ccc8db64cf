/** The reference of Linux 5.3: what conforms to the profile `linux-5.3`. */

import { defineImplementation, type Implementation } from "../contract.ts";
import type { RegionList } from "../reference/region-list.ts";
import { ReferenceDriver53 } from "./reference-driver-5-3.ts";

export const reference53Implementation: Implementation<RegionList> = defineImplementation({
  name: "reference-5.3",
  profile: "linux-5.3",
  start: (platform, memory) => new ReferenceDriver53(platform, memory).start(),
});
