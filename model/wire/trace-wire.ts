/** Traces on the wire. */

import { REGION_TYPES } from "../region.ts";
import type { MappedRange, ObservedRegion, StepResult, Trace, TraceEnd, TwinTrace } from "../trace.ts";
import { readEvent, readIdentity } from "./event-wire.ts";
import { WireReader, type Unchecked } from "./wire-reader.ts";
import type { RangeWire, StepResultWire, TraceWire } from "./wire-types.ts";
import { addressToWire, rangeToWire, type Mutable } from "./write-values.ts";

const STATUSES = ["ok", "no-memory", "refused", "unsupported", "error"] as const;
const ENDINGS = ["died", "hung", "skipped"] as const;

/** The trace as plain data for JSON. It shares unchanged parts with the trace, so do not modify it. */
export function traceToWire(trace: Trace): TraceWire {
  const steps = trace.steps.map(resultToWire);
  const { observesMemory, readsUnseen, ended, twins } = trace;
  const wire: Mutable<TraceWire> = { steps, observesMemory };
  if (readsUnseen) wire.readsUnseen = true;
  if (ended !== undefined) wire.ended = ended;
  if (twins !== undefined) wire.twins = twins.map((twin) => ({ name: twin.name, trace: traceToWire(twin.trace) }));
  return wire;
}

function resultToWire(result: StepResult): StepResultWire {
  const wire: Mutable<StepResultWire> = { status: result.status };
  if (result.regions !== undefined) wire.regions = result.regions.map(observedToWire);
  if (result.endless) wire.endless = true;
  if (result.input !== undefined) wire.input = observedToWire(result.input);
  if (result.answer !== undefined) wire.answer = result.answer;
  if (result.text !== undefined) wire.text = result.text;
  if (result.mapped !== undefined) wire.mapped = result.mapped.map(mappedToWire);
  if (result.dmaHoles !== undefined) wire.dmaHoles = result.dmaHoles.map(rangeToWire);
  if (result.usable !== undefined) wire.usable = result.usable.map(rangeToWire);
  if (result.events !== undefined) wire.events = result.events;
  if (result.message !== undefined) wire.message = result.message;
  return wire;
}

function observedToWire(region: ObservedRegion): RangeWire<ObservedRegion> {
  return {
    object: region.object,
    start: addressToWire(region.start),
    end: addressToWire(region.end),
    type: region.type,
    protection: region.protection,
  };
}

function mappedToWire(range: MappedRange): RangeWire<MappedRange> {
  return { start: addressToWire(range.start), end: addressToWire(range.end), protection: range.protection };
}

/**
 * Reads a trace from an untrusted value. Unknown members are ignored.
 *
 * @throws ConformanceError `WIRE_MISSING`, `WIRE_TYPE`, `WIRE_RANGE`, `WIRE_CHOICE` or `WIRE_HEX`, with the path to the
 * first wrong member.
 */
export function traceFromWire(value: unknown): Trace {
  return readTrace(value, new WireReader("trace"));
}

/** As {@link traceFromWire}, for a trace inside another value. */
export function readTrace(value: unknown, at: WireReader, name?: string): Trace {
  const raw = at.object(value, name);
  if (name !== undefined) at.enter(name);
  const trace: Mutable<Trace> = readTraceAlone(raw, at);
  if (raw.twins !== undefined) trace.twins = at.each(raw.twins, "twins", readTwin);
  if (name !== undefined) at.leave();
  return trace;
}

/** A twin has no twins of its own: unlimited nesting would exhaust the stack. */
function readTwin(value: unknown, at: WireReader): TwinTrace {
  const raw = at.object(value);
  const name = at.text(raw.name, "name");
  return { name, trace: readSingleTrace(raw.trace, at, "trace") };
}

/** As {@link readTrace}, but without twins: an adapter can only send the trace of a single scenario. */
export function readSingleTrace(value: unknown, at: WireReader, name: string): Trace {
  const raw = at.object(value, name);
  at.enter(name);
  const trace = readTraceAlone(raw, at);
  at.leave();
  return trace;
}

function readTraceAlone(raw: Unchecked, at: WireReader): Trace {
  const steps = at.each(raw.steps, "steps", readResult);
  const observesMemory = at.flag(raw.observesMemory, "observesMemory");
  const trace: Mutable<Trace> = { steps, observesMemory };
  if (raw.readsUnseen !== undefined) trace.readsUnseen = at.mark(raw.readsUnseen, "readsUnseen");
  if (raw.ended !== undefined) trace.ended = readEnd(raw.ended, at);
  return trace;
}

function readEnd(value: unknown, at: WireReader): TraceEnd {
  const raw = at.object(value, "ended");
  at.enter("ended");
  const ended: Mutable<TraceEnd> = {
    how: at.choice(raw.how, "how", ENDINGS),
    message: at.text(raw.message, "message"),
  };
  if (raw.step !== undefined) ended.step = at.integer(raw.step, "step", 0, Number.MAX_SAFE_INTEGER);
  if (raw.code !== undefined) ended.code = at.text(raw.code, "code");
  at.leave();
  return ended;
}

function readResult(value: unknown, at: WireReader): StepResult {
  const raw = at.object(value);
  const result: Mutable<StepResult> = { status: at.choice(raw.status, "status", STATUSES) };
  if (raw.regions !== undefined) result.regions = at.each(raw.regions, "regions", readObserved);
  if (raw.endless !== undefined) result.endless = at.mark(raw.endless, "endless");
  if (raw.input !== undefined) result.input = readInput(raw.input, at);
  if (raw.answer !== undefined) result.answer = at.flag(raw.answer, "answer");
  if (raw.text !== undefined) result.text = at.text(raw.text, "text");
  if (raw.mapped !== undefined) result.mapped = at.each(raw.mapped, "mapped", readMapped);
  if (raw.dmaHoles !== undefined) result.dmaHoles = at.each(raw.dmaHoles, "dmaHoles", readRange);
  if (raw.usable !== undefined) result.usable = at.each(raw.usable, "usable", readRange);
  if (raw.events !== undefined) result.events = at.each(raw.events, "events", readEvent);
  if (raw.message !== undefined) result.message = at.text(raw.message, "message");
  return result;
}

function readInput(value: unknown, at: WireReader): ObservedRegion {
  at.enter("input");
  const input = readObserved(value, at);
  at.leave();
  return input;
}

function readObserved(value: unknown, at: WireReader): ObservedRegion {
  const raw = at.object(value);
  return {
    object: readIdentity(raw.object, "object", at),
    start: at.address(raw.start, "start"),
    end: at.address(raw.end, "end"),
    type: at.choice(raw.type, "type", REGION_TYPES),
    protection: at.integer(raw.protection, "protection", Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
  };
}

function readMapped(value: unknown, at: WireReader): MappedRange {
  const raw = at.object(value);
  return {
    start: at.address(raw.start, "start"),
    end: at.address(raw.end, "end"),
    protection: at.integer(raw.protection, "protection", Number.MIN_SAFE_INTEGER, Number.MAX_SAFE_INTEGER),
  };
}

function readRange(value: unknown, at: WireReader): { start: bigint; end: bigint } {
  return at.range(value);
}
