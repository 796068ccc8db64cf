/** The origin of a case, as read from the wire. */

import type { CaseOrigin } from "../record.ts";
import { describeValue, type Unchecked, type WireReader } from "./wire-reader.ts";

const MOST = Number.MAX_SAFE_INTEGER;

/** Reads the member `origin` of another value. @throws ConformanceError `WIRE_…` */
export function readOrigin(value: unknown, at: WireReader): CaseOrigin {
  const raw = at.object(value, "origin");
  at.enter("origin");
  const origin = readOriginMembers(raw, at);
  at.leave();
  return origin;
}

function readOriginMembers(raw: Unchecked, at: WireReader): CaseOrigin {
  const from = at.text(raw.from, "from") as CaseOrigin["from"];
  switch (from) {
    case "stream":
      return { from, stream: at.text(raw.stream, "stream"), index: at.integer(raw.index, "index", 0, MOST) };
    case "table":
      return { from, table: at.text(raw.table, "table"), index: at.integer(raw.index, "index", 0, MOST) };
    case "store":
      return { from, file: at.text(raw.file, "file") };
    case "known":
      return { from, divergence: at.text(raw.divergence, "divergence") };
    default:
      from satisfies never;
      return at.fail("WIRE_CHOICE", "from", `no case comes from ${describeValue(from)}`);
  }
}
