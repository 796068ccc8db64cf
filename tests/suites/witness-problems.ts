/**
 * What is wrong with a witness, whatever it is about: it has to speak of things that there are, to show what was seen,
 * and to expect something else.
 */

import { isDeepStrictEqual } from "node:util";
import { decodeTable } from "../../model/dmar/decode.ts";
import type { RmrrStructure } from "../../model/dmar/table.ts";
import type { Scenario } from "../../model/scenario.ts";
import type { Trace } from "../../model/trace.ts";
import type { Witness, WitnessRegion, WitnessValue } from "../../model/verdict.ts";
import { witnessFromWire, witnessToWire } from "../../model/wire/witness-wire.ts";

/** Rules about what did not come at all. */
const NOTHING_CAME: ReadonlySet<string> = new Set(["not-freed", "line-missing"]);

/** In words, for the message of a failing test; none if the witness may be so. */
export function witnessProblems({ platform, steps }: Scenario, trace: Trace, witness: Witness): readonly string[] {
  const problems: string[] = [];
  const { rule, step: at, device, otherDevice, list, otherList, rmrr, scope, hop, expected, received } = witness;
  const step = at === undefined ? undefined : steps[at];
  if (at !== undefined && step === undefined && at !== steps.length) problems.push(`there is no step ${at}`);
  const labels = new Set([...platform.functions, ...platform.otherDevices].map(({ label }) => label));
  for (const label of [device, otherDevice]) {
    if (label !== undefined && !labels.has(label)) problems.push(`there is no device ${label}`);
  }
  const lists = new Set(steps.flatMap((each) => ("list" in each ? [each.list] : [])));
  for (const label of [list, otherList]) {
    if (label !== undefined && !lists.has(label)) problems.push(`there is no list ${label}`);
  }
  if (step?.do === "get" && device !== undefined && device !== step.device) {
    problems.push(`step ${at} asks ${step.device}, not ${device}`);
  }
  if (step !== undefined && "list" in step && list === undefined && expected !== undefined)
    problems.push(`no list of step ${at} is named`);
  const structure = rmrr === undefined ? undefined : rmrrsOf(platform.dmar)[rmrr];
  if (rmrr !== undefined && structure === undefined) problems.push(`there is no RMRR ${rmrr}`);
  const named = scope === undefined ? undefined : structure?.scopes[scope];
  if (scope !== undefined && named === undefined) problems.push(`RMRR ${rmrr} has no scope ${scope}`);
  if (hop !== undefined && named?.path[hop] === undefined) problems.push(`scope ${scope} has no hop ${hop}`);
  if (expected !== undefined && isDeepStrictEqual(expected, received)) problems.push("what is expected was received");
  if (expected !== undefined && received === undefined && !NOTHING_CAME.has(rule))
    problems.push("what was received is not said");
  const result = at === undefined ? undefined : trace.steps[at];
  const input = result?.input === undefined ? [] : [result.input];
  const shown = [
    ...(result?.regions ?? []),
    ...input,
    ...(result?.usable ?? []),
    ...(result?.dmaHoles ?? []),
    ...(result?.mapped ?? []),
  ];
  for (const { start, end } of regionsOf(received)) {
    if (result !== undefined && !shown.some((seen) => seen.start <= start && end <= seen.end)) {
      problems.push(`step ${at} does not show ${start}..${end}`);
    }
  }
  if (!isDeepStrictEqual(witnessFromWire(witnessToWire(witness)), witness)) problems.push("it cannot be written down");
  return problems;
}

function rmrrsOf(table: Uint8Array): readonly RmrrStructure[] {
  return decodeTable(table)
    .structures.map(({ structure }) => structure)
    .filter((structure) => structure.kind === "rmrr");
}

function regionsOf(value: WitnessValue | undefined): readonly WitnessRegion[] {
  return Array.isArray(value) ? value.filter((each): each is WitnessRegion => typeof each === "object") : [];
}
