/**
 * The messages between this suite and an adapter: a program in any language that executes scenarios on an
 * implementation. One message is one line of JSON. `docs/protocol.md` describes them for authors of adapters.
 */

import type { SwitchName } from "../../model/profile.ts";
import type { ScenarioWire, TraceWire } from "../../model/wire/wire-types.ts";
import type { Ability } from "./abilities.ts";
import type { StructureWire } from "./structures-to-wire.ts";

/** The version of the protocol. It changes when adapters written for the previous one would no longer work. */
export const PROTOCOL_VERSION = 1;

/** The first message to an adapter, sent once. */
export interface StartMessage {
  readonly message: "start";
  readonly protocol: typeof PROTOCOL_VERSION;
  readonly suite: { readonly name: string; readonly version: string };
}

/** The adapter's answer to {@link StartMessage}: what it is, and what it can do. */
export interface StartedMessage {
  readonly message: "started";
  readonly protocol: typeof PROTOCOL_VERSION;
  readonly name: string;
  readonly version?: string;
  readonly language?: string;
  readonly homepage?: string;
  /** The profile by which the implementation should be judged; `linux` if left out. */
  readonly profile?: string;
  /** Switches of the profile that should accept either answer. */
  readonly either?: readonly SwitchName[];
  /** What it can do and observe. */
  readonly abilities: readonly Ability[];
  /** How many scenarios it accepts before it has answered the first of them; 1 if left out. */
  readonly inFlight?: number;
  /** Whether the DMAR table should also be sent as structures. */
  readonly structures?: boolean;
}

/** Execute a scenario on a fresh subject. */
export interface RunMessage {
  readonly message: "run";
  /** A positive integer, never reused while a program runs. */
  readonly id: number;
  readonly scenario: ScenarioWire;
  readonly structures?: readonly StructureWire[];
}

/** Nothing follows; standard input is then closed, and the adapter must exit with status 0. */
export interface StopMessage {
  readonly message: "stop";
}

/** What the implementation did with a scenario. */
export interface TraceMessage {
  readonly message: "trace";
  readonly id: number;
  readonly trace: TraceWire;
}

/** The adapter declines a scenario, such as one with a segment that it does not support. */
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

/** The maximum number of scenarios ever in flight. */
export const MOST_IN_FLIGHT = 1024;
