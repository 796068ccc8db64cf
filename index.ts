/**
 * The library: what an implementation is written against, running the suite, and reading what it finds.
 *
 * ```ts
 * import { defineImplementation, inProcessExecutor, runConformance } from "rmrr-conformance";
 * ```
 */

// An implementation in this process, and what it is handed.
export {
  defineImplementation,
  type AllocationContext,
  type DmaDomain,
  type Implementation,
  type Memory,
  type RegionObject,
  type Report,
  type Subject,
} from "./implementations/contract.ts";
export type { Executor, ImplementationDescription } from "./implementations/executor.ts";
export { inProcessExecutor } from "./implementations/in-process/executor.ts";
export { referenceImplementation } from "./implementations/reference/index.ts";

// Implementations in other languages, and in other processes (docs/protocol.md).
export { openStdioExecutor, type StdioExecutor, type StdioOptions } from "./implementations/stdio/stdio-executor.ts";
export { serveImplementation } from "./implementations/stdio/serve-implementation.ts";
export { smokeAdapter, type SmokeOptions } from "./implementations/stdio/smoke/smoke-adapter.ts";
export type { SmokeFinding, SmokeKind, SmokeReport } from "./implementations/stdio/smoke/smoke-report.ts";

// The words: platforms, regions, scenarios, traces, verdicts, profiles.
export { decodeTable, type DecodedTable, type FoundStructure } from "./model/dmar/decode.ts";
export { encodeTable } from "./model/dmar/encode.ts";
export { findFaults } from "./model/dmar/faults.ts";
export { findNotes } from "./model/dmar/notes/find-notes.ts";
export { NOTE_KINDS, type NoteCode, noteKind, type NoteKind, type NoteWeight } from "./model/dmar/notes/note-kinds.ts";
export type { TableNote } from "./model/dmar/notes/table-note.ts";
export type * from "./model/dmar/table.ts";
export type { TableFault, TableFaultCode } from "./model/dmar/table-fault.ts";
export { ConformanceError, type ExitStatus } from "./model/conformance-error.ts";
export type * from "./model/platform.ts";
export { PROFILES, type Profile, type ProfileSwitches, type SwitchName } from "./model/profile.ts";
export type * from "./model/record.ts";
export type * from "./model/region.ts";
export type * from "./model/scenario.ts";
export { SUITE_VERSION, VTD_REVISION } from "./model/suite-version.ts";
export type * from "./model/trace.ts";
export { OUTCOMES, type Outcome, type Witness, type WitnessRegion, type WitnessValue } from "./model/verdict.ts";
export { scenarioFromWire, scenarioToWire } from "./model/wire/scenario-wire.ts";
export { traceFromWire, traceToWire } from "./model/wire/trace-wire.ts";
export type { ScenarioWire, TraceWire } from "./model/wire/wire-types.ts";

// Running and judging.
export { STREAMS, type Stream, type StreamName } from "./generators/streams.ts";
export { replayScenario, type Replay, type ReplayOptions } from "./runner/replay-scenario.ts";
export { runConformance } from "./runner/run-conformance.ts";
export type {
  GivenTable,
  Progress,
  ReplayableFailure,
  RunOptions,
  RunResult,
  RunSinks,
  SubjectUnderTest,
} from "./runner/run-options.ts";
export { loadKnownDivergences } from "./runner/load-known-divergences.ts";
export { Recording } from "./runner/recording/recording.ts";
export { RecordingFile } from "./runner/recording/recording-file.ts";
export type { KnownDivergence, VersionRange } from "./runner/known-divergence.ts";
export { REQUIREMENTS } from "./suites/index.ts";
export type { Requirement, RequirementLevel } from "./suites/requirement.ts";
export { judgeCase, type CaseVerdict } from "./suites/judge-case.ts";

// What was found, on disk and for people.
export { readRecord, type ReadRecord } from "./reports/record/read-record.ts";
export { RecordFile } from "./reports/record/record-file.ts";
export { drawPlatform, drawScenario, type DrawnSection } from "./reports/drawing/draw-scenario.ts";
export { renderFailure } from "./reports/failure/render-failure.ts";
export { witnessSentence } from "./reports/failure/witness-sentence.ts";
