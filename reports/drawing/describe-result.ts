/** What a step returned, in lines: the status with what happened to memory, then the regions of the list. */

import type { ObjectIdentity, ObservedRegion, StepResult, TraceEvent } from "../../model/trace.ts";
import { countOf } from "../text/group-digits.ts";
import { escapeText } from "../text/escape-text.ts";
import { formatProtection, formatRange } from "../text/format-region.ts";
import { leftOut } from "./drawn-line.ts";

/** How many regions of a list, and how many objects of an event, are shown. */
const MOST_REGIONS = 12;
const MOST_OBJECTS = 12;

export interface DescribedResult {
  readonly status: string;
  readonly regions: readonly string[];
}

/** @param unchangedSince the step that showed the same list with the same objects, if one did */
export function describeResult(result: StepResult, unchangedSince: number | undefined): DescribedResult {
  const said = [result.status as string];
  if (result.message !== undefined) said.push(escapeText(result.message, 200));
  if (result.answer !== undefined) said.push(result.answer ? "yes" : "no");
  if (result.text !== undefined) said.push(`"${escapeText(result.text, 400)}"`);
  if (result.mapped !== undefined)
    said.push(
      `maps ${listed(result.mapped.map((range) => `${formatRange(range)} ${formatProtection(range.protection)}`))}`,
    );
  if (result.dmaHoles !== undefined) said.push(`keeps out of DMA ${listed(result.dmaHoles.map(formatRange))}`);
  if (result.usable !== undefined) said.push(`usable ${listed(result.usable.map(formatRange))}`);
  if (result.input !== undefined) said.push(`the caller's region is ${formatRegion(result.input)}`);
  said.push(...describeEvents(result.events ?? []));
  if (result.endless === true) said.push("the list does not end");
  const { regions } = result;
  if (regions === undefined) return { status: said.join("; "), regions: [] };
  if (unchangedSince !== undefined)
    return { status: [...said, `as in step ${unchangedSince}`].join("; "), regions: [] };
  said.push(countOf(regions.length, "region"));
  const shown = regions.slice(0, MOST_REGIONS).map(formatRegion);
  if (regions.length > shown.length) shown.push(leftOut(regions.length - shown.length, "region"));
  return { status: said.join("; "), regions: shown };
}

/** `[0x7b000000, 0x7b7fffff] direct rw #1`; the number is the identity of the object. */
export function formatRegion(region: ObservedRegion): string {
  return `${formatRange(region)} ${escapeText(region.type, 40)} ${formatProtection(region.protection)} ${formatObject(region.object)}`;
}

/** The identity of an object: `#12`. */
export function formatObject(object: ObjectIdentity): string {
  return typeof object === "number" ? `#${object}` : `#${escapeText(object, 40)}`;
}

function describeEvents(events: readonly TraceEvent[]): string[] {
  const objects = new Map<string, string[]>();
  const others: string[] = [];
  const note = (what: string, object: ObjectIdentity): void => {
    const known = objects.get(what);
    if (known === undefined) objects.set(what, [formatObject(object)]);
    else known.push(formatObject(object));
  };
  for (const event of events) {
    const place = "place" in event && event.place !== undefined ? ` at ${escapeText(event.place, 120)}` : "";
    switch (event.event) {
      case "alloc":
        note(
          event.atomic && event.maySleep ? "allocates, and may sleep where it must not," : "allocates",
          event.object,
        );
        break;
      case "alloc-failed":
        others.push("an allocation fails");
        break;
      case "free":
        note(event.by === "caller" ? "the caller frees" : "frees", event.object);
        break;
      case "touch-after-free":
        others.push(`touches ${formatObject(event.object)} after its free${place}`);
        break;
      case "foreign-read":
        others.push(
          `reads ${escapeText(event.field, 40)} of ${escapeText(event.device, 60)}, which is not PCI${place}`,
        );
        break;
      case "warning":
        others.push(`warns: ${escapeText(event.message, 200)}${place}`);
        break;
      default:
        event satisfies never;
    }
  }
  const texts = [...objects].map(([what, which]) => `${what} ${listed(which, MOST_OBJECTS)}`);
  const shown = others.slice(0, MOST_OBJECTS);
  if (others.length > shown.length) shown.push(leftOut(others.length - shown.length, "event"));
  return [...texts, ...shown];
}

function listed(texts: readonly string[], most: number = MOST_REGIONS): string {
  if (texts.length === 0) return "nothing";
  const shown = texts.slice(0, most).join(" ");
  return texts.length > most ? `${shown} ${leftOut(texts.length - most, "of them", "of them")}` : shown;
}
