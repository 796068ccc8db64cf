/** `--impl`, `--cmd` and `--linux`: who is judged. */

import { Option } from "commander";
import { ConformanceError } from "../model/conformance-error.ts";
import { checkLinuxFlags, type LinuxFlags, type LinuxRunFlags, linuxOptions, linuxWords } from "./linux-options.ts";

/** Who is judged, as it was said on the command line; exactly one of them. */
export interface SubjectOptions extends LinuxFlags {
  /** A module, `reference`, `reference-5.3`, or `faulty/NAME`. */
  readonly impl?: string;
  /** A command for /bin/sh that speaks the adapter protocol. */
  readonly cmd?: string;
  /** The root of a kernel tree. */
  readonly linux?: string;
}

export function subjectOptions(): Option[] {
  return [
    new Option("--impl <implementation>", "the implementation to judge: a module, reference, or faulty/NAME"),
    new Option("--cmd <command>", "or an adapter in any language: a /bin/sh command line (docs/protocol.md)"),
    new Option("--linux <tree>", "or a Linux source tree, whose functions are compiled for user space"),
    ...linuxOptions(),
  ];
}

/**
 * Checks that it was said who is to be judged. There is no default: a run that judged the reference because
 * somebody forgot to say whom to judge would be green by accident. Commander could insist on it, but would
 * complain of that before it says which option is misspelt.
 *
 * @throws ConformanceError `MISSING_OPTION`, `CONFLICTING_OPTIONS`
 */
export function checkSubject(options: SubjectOptions & LinuxRunFlags): void {
  const { impl, cmd, linux } = options;
  const given = [impl, cmd, linux].filter((value) => value !== undefined);
  if (given.length === 1) return checkLinuxFlags(options);
  if (given.length > 1) {
    throw new ConformanceError(
      "CONFLICTING_OPTIONS",
      "more than one implementation was named",
      "Give only one of --impl, --cmd and --linux",
    );
  }
  throw new ConformanceError(
    "MISSING_OPTION",
    "no implementation was named",
    "Add --impl with a module, reference or faulty/NAME; or --cmd with an adapter; or --linux with a kernel tree",
  );
}

/** The words that say the same again. */
export function subjectWords({ impl, cmd, linux, ...flags }: SubjectOptions): string[] {
  if (impl !== undefined) return ["--impl", impl];
  if (cmd !== undefined) return ["--cmd", cmd];
  return linux === undefined ? [] : ["--linux", linux, ...linuxWords(flags)];
}
