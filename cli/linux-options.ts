/** Options that say how a kernel tree is judged. */

import { Option } from "commander";
import { ConformanceError } from "../model/conformance-error.ts";
import { oneOf } from "./option-values.ts";

const CONSUMERS = ["vfio", "iommufd"] as const;
const CONVENTIONS = ["bisect"] as const;

export interface LinuxFlags {
  /** False for `--no-sanitize`. */
  readonly sanitize?: boolean;
  readonly consumer?: (typeof CONSUMERS)[number];
  readonly cache?: string;
}

export interface LinuxRunFlags {
  readonly watch?: true;
  readonly exitCode?: (typeof CONVENTIONS)[number];
  /** False for `--no-shipped-known`. */
  readonly shippedKnown?: boolean;
}

/** Options of every command that takes `--linux`. */
export function linuxOptions(): Option[] {
  const options = [
    new Option("--no-sanitize", "compile without sanitizers: faster, but misses many memory errors"),
    new Option("--consumer <name>", "which interface assigns devices to user space (default: vfio)")
      .choices(CONSUMERS)
      .argParser(oneOf(CONSUMERS, "UNKNOWN_CONSUMER", "consumer")),
    new Option("--cache <folder>", "where compiled code is cached (default: below XDG_CACHE_HOME)"),
  ];
  for (const option of options) option.helpGroup("With --linux:");
  return options;
}

/** Options of `run` alone. */
export function linuxRunOptions(): Option[] {
  const options = [
    new Option("--watch", "judge again whenever the tree changes"),
    new Option("--no-shipped-known", "count the known divergences of Linux that this suite ships as failures"),
  ];
  for (const option of options) option.helpGroup("With --linux:");
  return [
    new Option("--exit-code <convention>", "bisect: 0 good, 1 bad, 125 cannot be judged, 128 wrong usage")
      .choices(CONVENTIONS)
      .argParser(oneOf(CONVENTIONS, "UNKNOWN_CONVENTION", "convention")),
    ...options,
  ];
}

/**
 * Checks that what only means something with a kernel tree was given with one.
 *
 * @throws ConformanceError `CONFLICTING_OPTIONS`
 */
export function checkLinuxFlags(flags: LinuxFlags & LinuxRunFlags & { readonly linux?: string }): void {
  if (flags.linux !== undefined) return;
  const [first] = [
    ...linuxWords(flags).filter((word) => word.startsWith("--")),
    ...(flags.watch ? ["--watch"] : []),
    ...(flags.shippedKnown === false ? ["--no-shipped-known"] : []),
  ];
  if (first === undefined) return;
  throw new ConformanceError(
    "CONFLICTING_OPTIONS",
    `${first} was given, but no kernel tree`,
    `Add --linux with the root of a kernel tree, or leave ${first} out`,
  );
}

/** The words that say the same again. */
export function linuxWords({ sanitize, consumer, cache }: LinuxFlags): string[] {
  return [
    ...(sanitize === false ? ["--no-sanitize"] : []),
    ...(consumer === undefined ? [] : ["--consumer", consumer]),
    ...(cache === undefined ? [] : ["--cache", cache]),
  ];
}

/** The words that say the same of a run again; to watch is for who sits before it. */
export function linuxRunWords({ exitCode, shippedKnown }: LinuxRunFlags): string[] {
  return [
    ...(exitCode === undefined ? [] : ["--exit-code", exitCode]),
    ...(shippedKnown === false ? ["--no-shipped-known"] : []),
  ];
}

/** The same as options of the implementation. */
export function linuxTree({ linux, sanitize, consumer, cache }: LinuxFlags & { readonly linux: string }): {
  readonly tree: string;
  readonly sanitize: boolean;
  readonly consumer?: (typeof CONSUMERS)[number];
  readonly cache?: string;
} {
  return {
    tree: linux,
    sanitize: sanitize !== false,
    ...(consumer === undefined ? {} : { consumer }),
    ...(cache === undefined ? {} : { cache }),
  };
}
