/** What a witness points at, by name: the words of which sentences are made. */

import { decodeTable } from "../../model/dmar/decode.ts";
import { namesPciFunction, type RmrrStructure } from "../../model/dmar/table.ts";
import { formatAddress } from "../../model/platform.ts";
import type { FailureLine } from "../../model/record.ts";
import type { Witness, WitnessRegion, WitnessValue } from "../../model/verdict.ts";
import { REQUIREMENTS } from "../../suites/index.ts";
import { formatObject } from "../drawing/describe-result.ts";
import { describeStep } from "../drawing/describe-step.ts";
import { rmrrsOf } from "../drawing/draw-rmrrs.ts";
import { leftOut } from "../drawing/drawn-line.ts";
import { followPath } from "../drawing/follow-path.ts";
import { Hierarchy } from "../drawing/hierarchy.ts";
import { formatHop } from "../../model/dmar/format-path.ts";
import { describeScope } from "../table/describe-scope.ts";
import { capitalised } from "../text/capitalised.ts";
import { className } from "../text/class-name.ts";
import { escapeText } from "../text/escape-text.ts";
import { formatProtection, formatRange } from "../text/format-region.ts";
import { hex } from "../text/hex.ts";

/** How many regions or texts of a value are named before some are left out. */
const MOST_VALUES = 6;

export class WitnessScene {
  readonly witness: Witness;
  readonly requirement: string;
  readonly #failure: FailureLine;
  readonly #hierarchy: Hierarchy;
  readonly #rmrrs: readonly RmrrStructure[];

  constructor(failure: FailureLine) {
    this.witness = failure.witness;
    this.requirement = failure.requirements[0] ?? "";
    this.#failure = failure;
    this.#hierarchy = new Hierarchy(failure.scenario.platform);
    this.#rmrrs = rmrrsOf(decodeTable(failure.scenario.platform.dmar));
  }

  /** The requirement compares two scenarios, and says of neither that it is answered rightly. */
  get comparesTwins(): boolean {
    return REQUIREMENTS.some(({ id, twin }) => id === this.requirement && twin !== undefined);
  }

  /** `nic (0000:01:00.0, Ethernet controller [0200])`. */
  device(label: string | undefined = this.witness.device): string {
    if (label === undefined) return "the device";
    const device = this.#hierarchy.device(label);
    const name = escapeText(label, 60);
    if (device === undefined) return name;
    if (device.kind === "other") return `${name} (not PCI)`;
    return `${name} (${formatAddress(device)}, ${className(device.classCode)})`;
  }

  /** `step 3 (put A)`. */
  step(index: number | undefined = this.witness.step): string {
    if (index === undefined) return "no single step";
    const step = this.#failure.scenario.steps[index];
    return step === undefined ? `step ${index}` : `step ${index} (${describeStep(step)})`;
  }

  /** `RMRR 0`. */
  rmrrName(): string {
    return this.witness.rmrr === undefined ? "an RMRR" : `RMRR ${this.witness.rmrr}`;
  }

  /** `scope 1`. */
  scopeName(): string {
    return this.witness.scope === undefined ? "a scope" : `scope ${this.witness.scope}`;
  }

  /** `RMRR 0 [0x7b000000, 0x7b7fffff] of segment 0000`. */
  rmrr(): string {
    const index = this.witness.rmrr;
    if (index === undefined) return "the RMRR";
    const rmrr = this.#rmrrs[index];
    if (rmrr === undefined) return `RMRR ${index}`;
    return `RMRR ${index} ${formatRange({ start: rmrr.base, end: rmrr.limit })} of segment ${hex(rmrr.segment, 4)}`;
  }

  /** `scope 1 (endpoint 00:1c.0/00.0: port, nic)`: the path, and what is at each of its hops. */
  scope(): string {
    const { rmrr, scope } = this.witness;
    if (scope === undefined) return "its scopes";
    const structure = rmrr === undefined ? undefined : this.#rmrrs[rmrr];
    const found = structure?.scopes[scope];
    if (structure === undefined || found === undefined) return `scope ${scope}`;
    const stops = namesPciFunction(found)
      ? followPath(this.#hierarchy, structure.segment, found).hops.map((hop) => hop.found?.label ?? "nothing")
      : [];
    const where = stops.length === 0 ? "" : `: ${stops.map((label) => escapeText(label, 60)).join(", ")}`;
    return `scope ${scope} (${describeScope(found)}${where})`;
  }

  /** `hop 0 (1d.0 on bus 00, rp)`: where the hop is looked for, and what is there. */
  hop(): string {
    const { rmrr, scope, hop } = this.witness;
    if (hop === undefined) return "its path";
    const structure = rmrr === undefined ? undefined : this.#rmrrs[rmrr];
    const found = scope === undefined ? undefined : structure?.scopes[scope];
    if (structure === undefined || found === undefined) return `hop ${hop}`;
    const followed = followPath(this.#hierarchy, structure.segment, found).hops[hop];
    if (followed === undefined) return `hop ${hop}`;
    const bus = followed.bus === undefined ? "no bus" : `bus ${hex(followed.bus)}`;
    const what = followed.found === undefined ? "where nothing is" : escapeText(followed.found.label, 60);
    return `hop ${hop} (${formatHop(followed.hop)} on ${bus}, ${what})`;
  }

  /** `list A`; a label that says that it is one's is enough. */
  list(label: string | undefined = this.witness.list): string {
    if (label === undefined) return "the list";
    return label.startsWith("list") ? escapeText(label, 60) : `list ${escapeText(label, 60)}`;
  }

  /** {@link list} where a sentence begins; a label stays as it is. */
  listFirst(): string {
    const list = this.list();
    return list === this.witness.list ? list : capitalised(list);
  }

  /** `object #3`. */
  object(): string {
    const { object } = this.witness;
    return object === undefined ? "the object" : `object ${formatObject(object)}`;
  }

  expected(): string {
    return this.#value(this.witness.expected);
  }

  received(): string {
    return this.#value(this.witness.received);
  }

  #value(value: WitnessValue | undefined): string {
    if (value === undefined) return "nothing in particular";
    if (typeof value === "boolean") return value ? "yes" : "no";
    if (typeof value === "string") return value === "" ? "an empty text" : escapeText(value, 400);
    if (typeof value === "number") return this.witness.rule === "protection" ? formatProtection(value) : String(value);
    if (value.length === 0) return "nothing";
    const shown = value
      .slice(0, MOST_VALUES)
      .map((each) => (typeof each === "string" ? escapeText(each, 120) : regionText(each)));
    if (value.length > shown.length) shown.push(leftOut(value.length - shown.length, "of them", "of them"));
    return shown.join(", ");
  }
}

/** `[0x7b000000, 0x7b7fffff] direct rw #1`, as far as the witness tells. */
function regionText({ start, end, type, protection, object }: WitnessRegion): string {
  const parts = [formatRange({ start, end })];
  if (type !== undefined) parts.push(escapeText(type, 40));
  if (protection !== undefined) parts.push(formatProtection(protection));
  if (object !== undefined) parts.push(formatObject(object));
  return parts.join(" ");
}
