/** Steps of a scenario on the wire. */

import { REGION_TYPES, type RegionFields } from "../region.ts";
import type { Step } from "../scenario.ts";
import type { RangeWire, StepWire } from "./wire-types.ts";
import { describeValue, type Unchecked, type WireReader } from "./wire-reader.ts";
import { addressToWire, rangeToWire } from "./write-values.ts";

const PREDICATES = ["has-rmrr", "relaxable", "locked", "downstream"] as const;

/** Steps without an address are the same on the wire. */
export function stepToWire(step: Step): StepWire {
  switch (step.do) {
    case "insert":
      return { do: step.do, list: step.list, region: regionToWire(step.region) };
    case "attach":
      return {
        do: step.do,
        group: step.group,
        aperture: rangeToWire(step.aperture),
        mappings: step.mappings.map(rangeToWire),
      };
    default:
      return step;
  }
}

function regionToWire(region: RegionFields): RangeWire<RegionFields> {
  return {
    start: addressToWire(region.start),
    end: addressToWire(region.end),
    type: region.type,
    protection: region.protection,
  };
}

export function readStep(value: unknown, at: WireReader): Step {
  const raw = at.object(value);
  const action = at.text(raw.do, "do") as Step["do"];
  switch (action) {
    case "get":
      return { do: action, device: at.text(raw.device, "device"), list: at.text(raw.list, "list") };
    case "put":
    case "read":
    case "scribble":
    case "empty":
      return { do: action, list: at.text(raw.list, "list") };
    case "insert":
      return { do: action, list: at.text(raw.list, "list"), region: readRegion(raw.region, "region", at) };
    case "insert-all-of":
      return { do: action, list: at.text(raw.list, "list"), source: at.text(raw.source, "source") };
    case "group":
      return { do: action, group: at.text(raw.group, "group"), list: at.text(raw.list, "list") };
    case "show":
    case "map":
      return { do: action, group: at.text(raw.group, "group") };
    case "attach":
      return {
        do: action,
        group: at.text(raw.group, "group"),
        aperture: at.range(raw.aperture, "aperture"),
        mappings: at.each(raw.mappings, "mappings", (mapping) => at.range(mapping)),
      };
    case "ask":
      return readAsk(raw, at);
    case "add":
    case "remove":
      return { do: action, device: at.text(raw.device, "device") };
    case "fail-allocations":
      return {
        do: action,
        first: at.integer(raw.first, "first", 1, Number.MAX_SAFE_INTEGER),
        count: at.integer(raw.count, "count", 1, Number.MAX_SAFE_INTEGER),
      };
    case "restart":
    case "tear-down":
      return { do: action };
    default:
      action satisfies never;
      return at.fail("WIRE_CHOICE", "do", `there is no step ${describeValue(action)}`);
  }
}

function readAsk(raw: Unchecked, at: WireReader): Step {
  const predicate = at.choice(raw.predicate, "predicate", PREDICATES);
  const device = at.text(raw.device, "device");
  if (predicate !== "downstream") return { do: "ask", predicate, device };
  return { do: "ask", predicate, device, bridge: at.text(raw.bridge, "bridge") };
}

function readRegion(value: unknown, name: string, at: WireReader): RegionFields {
  const raw = at.object(value, name);
  at.enter(name);
  const region = {
    start: at.address(raw.start, "start"),
    end: at.address(raw.end, "end"),
    type: at.choice(raw.type, "type", REGION_TYPES),
    protection: at.integer(raw.protection, "protection", 0, 0xffff_ffff),
  };
  at.leave();
  return region;
}
