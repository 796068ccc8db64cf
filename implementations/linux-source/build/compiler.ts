/** The C compiler of the machine, what it is asked for, and what it says. */

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

/** What a kernel is compiled with, as far as it changes what code means. */
const KERNEL_FLAGS = [
  "-std=gnu11",
  "-O2",
  "-g1",
  "-fno-strict-aliasing",
  "-fwrapv",
  "-fno-delete-null-pointer-checks",
  "-fno-common",
  "-fno-pie",
  // All static variables in one section, so that they can be put back between scenarios.
  "-fno-zero-initialized-in-bss",
  "-fno-stack-protector",
  "-fno-toplevel-reorder",
  "-Werror=implicit-function-declaration",
  "-Werror=implicit-int",
  "-fno-diagnostics-show-caret",
  "-fno-diagnostics-color",
  // An endless loop is found by the edges that it takes.
  "-fsanitize-coverage=trace-pc",
];

const SANITIZE_FLAGS = [
  // The kernel's own way: calls to handlers, which are ours.
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
  // A handler must know its caller, which it does not if the rest of it was split off.
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

/** A complaint of the compiler's. */
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

/** What a complaint is about, if it is about something that was not taken out of the tree. */
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
