/** The machine's C compiler: its options and its messages. */

import { execFile, spawnSync } from "node:child_process";
import { ConformanceError } from "../../../model/conformance-error.ts";
import { configurationFlags } from "../tree/configuration.ts";

export interface Compiler {
  readonly command: string;
  /** The first line of `--version`; part of what a cached object depends on. */
  readonly version: string;
}

/** How the code under test is compiled. */
export interface BuildVariant {
  /** With AddressSanitizer's and UndefinedBehaviorSanitizer's checks. */
  readonly sanitize: boolean;
}

/** Finds the compiler; throws a {@link ConformanceError} if there is none. */
export function findCompiler(command: string = process.env["CC"] ?? "gcc"): Compiler {
  const found = spawnSync(command, ["--version"], { encoding: "utf8" });
  if (found.status === 0) return { command, version: found.stdout.split("\n", 1)[0] ?? "" };
  throw new ConformanceError(
    "LINUX_NO_COMPILER",
    `there is no C compiler: ${command} could not be started`,
    "Install gcc 10 or newer (Debian: apt-get install gcc libc6-dev), or set CC to another compiler",
    3,
  );
}

/** The options with which a kernel is compiled, as far as they change the meaning of the code. */
const KERNEL_FLAGS = [
  "-std=gnu11",
  "-O2",
  "-g1",
  "-fno-strict-aliasing",
  "-fwrapv",
  "-fno-delete-null-pointer-checks",
  "-fno-common",
  "-fno-pie",
  // All static variables go into one section, so that they can be restored between scenarios.
  "-fno-zero-initialized-in-bss",
  "-fno-stack-protector",
  "-fno-toplevel-reorder",
  "-Werror=implicit-function-declaration",
  "-Werror=implicit-int",
  "-fno-diagnostics-show-caret",
  "-fno-diagnostics-color",
  // An endless loop is detected by counting the edges it takes.
  "-fsanitize-coverage=trace-pc",
];

const SANITIZE_FLAGS = [
  // As in the kernel: checks call handlers, which the harness provides.
  "-fsanitize=kernel-address",
  "--param=asan-instrumentation-with-call-threshold=0",
  "--param=asan-globals=1",
  "--param=asan-stack=0",
  "-fsanitize=bool,bounds,builtin,enum,integer-divide-by-zero,null,object-size,pointer-overflow,return,shift,unreachable,vla-bound",
  "-fsanitize-recover=all",
  "-DHARNESS_SANITIZED=1",
];

const HARNESS_FLAGS = [
  "-std=gnu11",
  "-O2",
  "-g1",
  "-fno-pie",
  // A handler must be able to identify its caller, which is impossible if part of the caller was split off.
  "-fno-partial-inlining",
  "-fno-diagnostics-color",
];

export function kernelFlags(variant: BuildVariant): string[] {
  return [...KERNEL_FLAGS, ...configurationFlags(), ...(variant.sanitize ? SANITIZE_FLAGS : [])];
}

export function harnessFlags(variant: BuildVariant): string[] {
  return variant.sanitize ? [...HARNESS_FLAGS, "-DHARNESS_SANITIZED=1"] : HARNESS_FLAGS;
}

export interface CompilerRun {
  readonly succeeded: boolean;
  readonly messages: string;
}

/** Runs the compiler; its messages are in English wherever it runs. */
export function compile(compiler: Compiler, options: readonly string[], input?: string): Promise<CompilerRun> {
  return new Promise((resolve) => {
    const child = execFile(
      compiler.command,
      options,
      { env: { ...process.env, LC_ALL: "C" }, maxBuffer: 64 << 20 },
      (error, _stdout, stderr) => {
        resolve({ succeeded: error === null, messages: stderr });
      },
    );
    child.stdin?.end(input ?? "");
  });
}

/** A message of the compiler. */
export interface Diagnostic {
  readonly file: string;
  readonly line: number;
  readonly message: string;
}

/** The errors among the compiler's messages, in their order. */
export function readErrors(messages: string): Diagnostic[] {
  const errors: Diagnostic[] = [];
  for (const match of messages.matchAll(/^(.+?):(\d+):(?:\d+:)? (?:fatal )?error: (.*)$/gm)) {
    errors.push({ file: match[1]!, line: Number(match[2]), message: match[3]! });
  }
  return errors;
}

/** The symbol a message is about, if it was not extracted from the tree. */
export function missingSymbol(message: string): { name: string; space: "tag" | "name" } | undefined {
  const name = MISSING_NAME.map((pattern) => pattern.exec(message)?.[1]).find((found) => found !== undefined);
  if (name !== undefined) return { name, space: "name" };
  const tag = MISSING_TAG.map((pattern) => pattern.exec(message)?.[1]).find((found) => found !== undefined);
  return tag === undefined ? undefined : { name: tag, space: "tag" };
}

/** As gcc and as clang put it. */
const MISSING_NAME = [
  /'(\w+)' undeclared/,
  /implicit declaration of function '(\w+)'/,
  /unknown type name '(\w+)'/,
  /use of undeclared identifier '(\w+)'/,
  /call to undeclared function '(\w+)'/,
];
const MISSING_TAG = [
  /(?:undefined|incomplete) type '(?:const )?(?:struct|union|enum) (\w+)'/,
  /incomplete definition of type '(?:const )?(?:struct|union) (\w+)'/,
  /storage size of '\w+' isn't known.*struct (\w+)/,
  /has incomplete type '?(?:const )?(?:struct|union) (\w+)/,
];
