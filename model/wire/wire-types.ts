/**
 * Scenarios, traces, witnesses and record lines as they are exchanged: plain data that JSON can represent.
 *
 * The names are those of the values themselves. The differences: addresses are strings such as `"0xfee00000"`, the DMAR
 * table is a string of hexadecimal digits, and devices have no `kind`, because PCI functions and other devices are in
 * separate lists. Digits are written in lower case without leading zeros; readers accept either case.
 */

import type { IommuGroup, OtherDevice, PciFunction, RootBus } from "../platform.ts";
import type { CaseFailure, FoundFailure, JudgedAnswer, KeptTally, NamedVerdict, ShrunkFailure } from "../judged.ts";
import type {
  AskedLine,
  EnvironmentLine,
  FailureLine,
  FooterLine,
  HeaderLine,
  RequirementLine,
  ShardLine,
  SituationLine,
  StreamLine,
} from "../record.ts";
import type { AddressRange, RegionFields } from "../region.ts";
import type { AttachStep, InsertStep, Scenario, Step } from "../scenario.ts";
import type { MappedRange, ObservedRegion, StepResult, Trace } from "../trace.ts";
import type { Witness, WitnessRegion } from "../verdict.ts";

/** A 64-bit address: `0x` and up to sixteen hexadecimal digits. */
export type AddressWire = string;

/** A value whose address range is written as strings. */
export type RangeWire<Value extends AddressRange = AddressRange> = Omit<Value, "start" | "end"> & {
  readonly start: AddressWire;
  readonly end: AddressWire;
};

export type PciFunctionWire = Omit<PciFunction, "kind">;
export type OtherDeviceWire = Omit<OtherDevice, "kind">;

export interface PlatformWire {
  readonly rootBuses: readonly RootBus[];
  readonly functions: readonly PciFunctionWire[];
  readonly otherDevices: readonly OtherDeviceWire[];
  readonly groups: readonly IommuGroup[];
  /** Two hexadecimal digits per byte. */
  readonly dmar: string;
}

export interface InsertStepWire extends Omit<InsertStep, "region"> {
  readonly region: RangeWire<RegionFields>;
}

export interface AttachStepWire extends Omit<AttachStep, "aperture" | "mappings"> {
  readonly aperture: RangeWire;
  readonly mappings: readonly RangeWire[];
}

export type StepWire = Exclude<Step, InsertStep | AttachStep> | InsertStepWire | AttachStepWire;

export interface ScenarioWire extends Omit<Scenario, "platform" | "steps"> {
  readonly platform: PlatformWire;
  readonly steps: readonly StepWire[];
}

export interface StepResultWire extends Omit<StepResult, "regions" | "input" | "mapped" | "dmaHoles" | "usable"> {
  readonly regions?: readonly RangeWire<ObservedRegion>[];
  readonly input?: RangeWire<ObservedRegion>;
  readonly mapped?: readonly RangeWire<MappedRange>[];
  readonly dmaHoles?: readonly RangeWire[];
  readonly usable?: readonly RangeWire[];
}

export interface TraceWire extends Omit<Trace, "steps" | "twins"> {
  readonly steps: readonly StepResultWire[];
  readonly twins?: readonly { readonly name: string; readonly trace: TraceWire }[];
}

export type WitnessValueWire = boolean | string | number | readonly RangeWire<WitnessRegion>[] | readonly string[];

export interface WitnessWire extends Omit<Witness, "expected" | "received"> {
  readonly expected?: WitnessValueWire;
  readonly received?: WitnessValueWire;
}

export interface FailureLineWire extends Omit<FailureLine, "witness" | "scenario" | "trace"> {
  readonly witness: WitnessWire;
  readonly scenario: ScenarioWire;
  readonly trace: TraceWire;
}

export interface FoundFailureWire extends Omit<FoundFailure, "trace" | "witness"> {
  readonly trace: TraceWire;
  readonly witness: WitnessWire;
}

export interface JudgedScenarioWire {
  readonly trace: TraceWire;
  readonly verdicts: readonly (Omit<NamedVerdict, "witnesses"> & { readonly witnesses: readonly WitnessWire[] })[];
  readonly failures: readonly (Omit<CaseFailure, "witness"> & { readonly witness: WitnessWire })[];
}

type AnswerOf<What extends JudgedAnswer["what"]> = Extract<JudgedAnswer, { readonly what: What }>;

export type JudgedAnswerWire =
  | (Omit<AnswerOf<"scenario">, "judged"> & { readonly judged: JudgedScenarioWire })
  | {
      readonly what: "cases";
      readonly tally: Omit<KeptTally, "failures"> & {
        readonly failures: readonly (Omit<KeptTally["failures"][number], "witness" | "trace"> &
          Partial<FoundFailureWire>)[];
      };
    }
  | (Omit<AnswerOf<"least">, "shrunk"> & {
      readonly shrunk: Omit<ShrunkFailure, "scenario" | "found"> & {
        readonly scenario: ScenarioWire;
        readonly found?: FoundFailureWire;
      };
    })
  | AnswerOf<"stored">
  | AnswerOf<"problem">;

export type RecordLineWire =
  | EnvironmentLine
  | HeaderLine
  | ShardLine
  | StreamLine
  | SituationLine
  | RequirementLine
  | FailureLineWire
  | (Omit<AskedLine, "tables"> & {
      readonly tables: readonly {
        readonly name: string;
        /** Two hexadecimal digits per byte. */
        readonly bytes: string;
      }[];
    })
  | ({ readonly line: "judged" } & JudgedAnswerWire)
  | FooterLine;
