/** A kernel tree as an implementation to be judged: the entry point of this folder. */

import type { Executor } from "../executor.ts";
import { type BuiltHarness, buildHarness } from "./build/build-harness.ts";
import { CacheFolder } from "./build/cache-folder.ts";
import { findCompiler } from "./build/compiler.ts";
import type { ExtractionReport } from "./build/extraction-report.ts";
import { LinuxExecutor } from "./linux-executor.ts";
import type { Consumer } from "./wire/operations.ts";

export interface LinuxOptions {
  /** The root of a kernel tree. */
  readonly tree: string;
  /** With sanitizers, which find more but take three times as long; true if left out. */
  readonly sanitize?: boolean;
  /** Which consumer answers `attach` steps; VFIO if left out. */
  readonly consumer?: Consumer;
  /** Folder of compiled code; one below XDG_CACHE_HOME if left out. */
  readonly cache?: string;
  /** The C compiler; if left out, the one named by CC, else gcc. */
  readonly compiler?: string;
}

/** What can be judged in a tree, without starting it. */
export async function describeLinux(options: LinuxOptions): Promise<ExtractionReport> {
  return (await build(options)).report;
}

export interface LinuxImplementation {
  readonly executor: Executor;
  readonly harness: BuiltHarness;
}

/** Extracts, compiles and starts; throws a ConformanceError that says what is missing if that cannot be done. */
export async function openLinux(options: LinuxOptions): Promise<LinuxImplementation> {
  const harness = await build(options);
  const files = new Map(harness.report.functions.map((line) => line.split(/[ :]/, 2) as [string, string]));
  const executor = new LinuxExecutor({
    program: harness.program,
    sanitized: isSanitized(options),
    fileOf: (name) => files.get(name),
    description: {
      name: "Linux",
      version: harness.report.version,
      language: "C",
      homepage: "https://kernel.org/",
      profile: "linux",
    },
    ...(options.consumer === undefined ? {} : { consumer: options.consumer }),
  });
  return { executor, harness };
}

/** Whether the reads of the tree's code are checked. */
export function isSanitized({ sanitize = true }: LinuxOptions): boolean {
  return sanitize;
}

function build(options: LinuxOptions): Promise<BuiltHarness> {
  const cache = new CacheFolder(options.cache);
  return buildHarness(options.tree, { sanitize: isSanitized(options) }, findCompiler(options.compiler), cache);
}
