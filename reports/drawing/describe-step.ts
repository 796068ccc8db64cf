/** A step as one would say it at a white board. */

import { match } from "ts-pattern";
import type { RegionFields } from "../../model/region.ts";
import type { Step } from "../../model/scenario.ts";
import { escapeText } from "../text/escape-text.ts";
import { formatProtection, formatRange } from "../text/format-region.ts";

/** `get nic -> A`, `insert [0x0, 0xfff] direct rw -> G`, `is nic downstream of rp?` */
export function describeStep(step: Step): string {
  return match(step)
    .with({ do: "get" }, ({ device, list }) => `get ${name(device)} -> ${name(list)}`)
    .with({ do: "put" }, ({ list }) => `put ${name(list)}`)
    .with({ do: "insert" }, ({ region, list }) => `insert ${describeRegion(region)} -> ${name(list)}`)
    .with({ do: "insert-all-of" }, ({ source, list }) => `insert all of ${name(source)} -> ${name(list)}`)
    .with({ do: "read" }, ({ list }) => `read ${name(list)}`)
    .with({ do: "scribble" }, ({ list }) => `scribble over every region of ${name(list)}`)
    .with({ do: "empty" }, ({ list }) => `free every region of ${name(list)}`)
    .with({ do: "group" }, ({ group, list }) => `get group ${name(group)} -> ${name(list)}`)
    .with({ do: "show" }, ({ group }) => `show reserved_regions of ${name(group)}`)
    .with({ do: "map" }, ({ group }) => `set up the DMA domain of ${name(group)}`)
    .with({ do: "attach" }, ({ group, aperture, mappings }) => {
      const existing = mappings.length === 0 ? "" : `, mapped already ${mappings.map(formatRange).join(" ")}`;
      return `attach ${name(group)} through ${formatRange(aperture)}${existing}`;
    })
    .with({ do: "ask", predicate: "downstream" }, (s) => `is ${name(s.device)} downstream of ${name(s.bridge)}?`)
    .with({ do: "ask", predicate: "has-rmrr" }, ({ device }) => `does ${name(device)} have an RMRR?`)
    .with({ do: "ask", predicate: "relaxable" }, ({ device }) => `is ${name(device)} relaxable?`)
    .with({ do: "ask", predicate: "locked" }, ({ device }) => `is ${name(device)} locked?`)
    .with({ do: "add" }, ({ device }) => `add ${name(device)}`)
    .with({ do: "remove" }, ({ device }) => `remove ${name(device)}`)
    .with({ do: "fail-allocations" }, ({ first, count }) =>
      count === 1
        ? `let allocation ${first} from here fail`
        : `let allocations ${first} to ${first + count - 1} from here fail`,
    )
    .with({ do: "restart" }, () => "start again")
    .with({ do: "tear-down" }, () => "tear down")
    .exhaustive();
}

/** The lists that a step touches. */
export function listsOf(step: Step): string[] {
  const lists = "list" in step ? [step.list] : [];
  return step.do === "insert-all-of" ? [...lists, step.source] : lists;
}

/** The devices that a step names. */
export function devicesOf(step: Step): string[] {
  if (!("device" in step)) return [];
  return step.do === "ask" && step.predicate === "downstream" ? [step.device, step.bridge] : [step.device];
}

function describeRegion(region: RegionFields): string {
  return `${formatRange(region)} ${region.type} ${formatProtection(region.protection)}`;
}

function name(label: string): string {
  return escapeText(label, 60);
}
