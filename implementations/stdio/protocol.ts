/**
 * The messages between this suite and an adapter: a program in any language that executes scenarios on an
 * implementation. One message is one line of JSON. `docs/protocol.md` is the page for those who write adapters.
 */

import type { SwitchName } from "../../model/profile.ts";
import type { ScenarioWire, TraceWire } from "../../model/wire/wire-types.ts";
import type { Ability } from "./abilities.ts";
import type { StructureWire } from "./structures-to-wire.ts";

/** The version of the protocol. It changes when an adapter written for the former one would no longer do. */
export const PROTOCOL_VERSION = 1;

/** The first message to an adapter, sent once. */
export interface StartMessage {
  readonly message: "start";
  readonly protocol: typeof PROTOCOL_VERSION;
  readonly suite: { readonly name: string; readonly version: string };
}

/** The adapter's answer to {@link StartMessage}: who it is, and what it can do. */
export interface StartedMessage {
  readonly message: "started";
  readonly protocol: typeof PROTOCOL_VERSION;
  readonly name: string;
  readonly version?: string;
  readonly language?: string;
  readonly homepage?: string;
  /** The profile by which the implementation wants to be judged; `linux` if it says nothing. */
  readonly profile?: string;
  /** Switches of the profile that are to accept either answer. */
  readonly either?: readonly SwitchName[];
  /** What it can do and observe. */
  readonly abilities: readonly Ability[];
  /** How many scenarios it wants to have before it has answered the first of them; 1 if it says nothing. */
  readonly inFlight?: number;
  /** Whether it wants the DMAR table also as structures. */
  readonly structures?: boolean;
}

/** Execute a scenario on a fresh subject. */
export interface RunMessage {
  readonly message: "run";
  /** A positive integer, never used twice in the life of a program. */
  readonly id: number;
  readonly scenario: ScenarioWire;
  readonly structures?: readonly StructureWire[];
}

/** Nothing else comes; standard input is closed behind it, and the adapter ends with status 0. */
export interface StopMessage {
  readonly message: "stop";
}

/** What the implementation did with a scenario. */
export interface TraceMessage {
  readonly message: "trace";
  readonly id: number;
  readonly trace: TraceWire;
}

/** The adapter declines a scenario, such as one with a segment that it does not know. */
export interface SkipMessage {
  readonly message: "skip";
  readonly id: number;
  readonly reason: string;
}

/** Something went wrong that says nothing about the implementation. */
export interface ErrorMessage {
  readonly message: "error";
  readonly id: number;
  readonly reason: string;
  /** Where it went wrong, such as a stack trace. */
  readonly context?: string;
}

export type AnswerMessage = TraceMessage | SkipMessage | ErrorMessage;

/** The greatest number of scenarios that are ever under way. */
export const MOST_IN_FLIGHT = 1024;
