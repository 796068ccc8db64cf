/** From what the command line says to who is judged. */

import { statSync } from "node:fs";
import { fileURLToPath, pathToFileURL } from "node:url";
import { closestName, didYouMean } from "../../model/closest-name.ts";
import { ConformanceError } from "../../model/conformance-error.ts";
import { SUITE_VERSION } from "../../model/suite-version.ts";
import { shellQuote } from "../../reports/text/shell-quote.ts";
import { loadImplementation, moduleUrl } from "../../runner/load-implementation.ts";
import type { SubjectUnderTest } from "../../runner/run-options.ts";
import { linuxTree } from "../linux-options.ts";
import type { SubjectOptions } from "../subject-options.ts";

const FAULTY_PREFIX = "faulty/";
/** By the profile that they conform to: `linux`, and `linux-5.3`. */
const REFERENCES: readonly string[] = ["reference", "reference-5.3"];

/**
 * Who is judged. Adapters and kernel code are started here; modules are loaded by the run, in a worker.
 *
 * @param caseTimeout milliseconds, for those who supervise themselves
 * @throws ConformanceError `UNKNOWN_FAULTY`, `IMPLEMENTATION_…`, `ADAPTER_…`, `LINUX_…`
 */
export async function findSubject(options: SubjectOptions, caseTimeout: number): Promise<SubjectUnderTest> {
  const { impl, cmd, linux } = options;
  if (cmd !== undefined) {
    const { openStdioExecutor } = await import("../../implementations/stdio/stdio-executor.ts");
    return { executor: await openStdioExecutor({ command: cmd, caseTimeout, suiteVersion: SUITE_VERSION }) };
  }
  if (linux !== undefined) {
    const { openLinux } = await import("../../implementations/linux-source/open-linux.ts");
    return { executor: (await openLinux(linuxTree({ ...options, linux }))).executor };
  }
  return { module: await findModule(impl ?? "reference") };
}

/**
 * Who is judged, as an executor: a module is served by a process of its own.
 *
 * @throws ConformanceError as {@link findSubject}, and `IMPLEMENTATION_…` for a module that cannot be loaded
 */
export async function findServedSubject(options: SubjectOptions, caseTimeout: number): Promise<SubjectUnderTest> {
  const found = await findSubject(options, caseTimeout);
  if (!("module" in found)) return found;
  // An error in the module is told here, with its own code; the process could only say that it ended.
  const url = moduleUrl(found.module);
  await loadImplementation(url);
  const server = fileURLToPath(new URL("../serve-implementation.js", import.meta.url));
  const command = `exec ${[process.execPath, server, url.href].map(shellQuote).join(" ")}`;
  const { openStdioExecutor } = await import("../../implementations/stdio/stdio-executor.ts");
  return { executor: await openStdioExecutor({ command, caseTimeout, suiteVersion: SUITE_VERSION }) };
}

/** The URL of the module that exports the implementation. Whether it does is seen when it is loaded. */
async function findModule(specifier: string): Promise<URL> {
  if (REFERENCES.includes(specifier)) return builtIn(specifier);
  if (specifier.startsWith(FAULTY_PREFIX)) return builtIn(await faultyName(specifier.slice(FAULTY_PREFIX.length)));
  if (!isFile(specifier)) {
    throw new ConformanceError(
      "IMPLEMENTATION_NOT_FOUND",
      `there is no file ${specifier}${didYouMean(specifier, REFERENCES)}`,
      `Name a JavaScript module that exports \`implementation\`, or use ${REFERENCES.join(", ")}, or faulty/NAME`,
    );
  }
  if (/\.[mc]?tsx?$/u.test(specifier) && !runsTypeScript()) {
    throw new ConformanceError(
      "IMPLEMENTATION_IS_TYPESCRIPT",
      `${specifier} is TypeScript, which Node ${process.versions.node} does not run`,
      "Name the compiled JavaScript, use Node 22.18 or later, or judge it from a vitest file (docs/plugging-in.md)",
    );
  }
  return pathToFileURL(specifier);
}

/** The same file extension as this module's: it is JavaScript once it is built. */
function builtIn(name: string): URL {
  const extension = import.meta.url.endsWith(".ts") ? "ts" : "js";
  const url = new URL(`../built-in-implementation.${extension}`, import.meta.url);
  url.searchParams.set("name", name);
  return url;
}

async function faultyName(name: string): Promise<string> {
  const { FAULTY } = await import("../../implementations/faulty/index.ts");
  const names = FAULTY.map((variant) => variant.name);
  if (names.includes(name)) return name;
  const closest = closestName(name, names);
  const cause = `there is no faulty implementation ${JSON.stringify(name.slice(0, 80))}`;
  // Nearly two hundred names bury the one that was meant.
  throw closest === undefined
    ? new ConformanceError("UNKNOWN_FAULTY", cause, `Use one of ${names.map((it) => FAULTY_PREFIX + it).join(", ")}`)
    : new ConformanceError(
        "UNKNOWN_FAULTY",
        `${cause} (did you mean ${closest}?)`,
        `Use ${FAULTY_PREFIX}${closest}; --impl ${FAULTY_PREFIX} alone lists them all`,
      );
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** Node says so since 22.10; before, it did not strip types either. */
function runsTypeScript(): boolean {
  return Boolean((process.features as { typescript?: unknown }).typescript);
}
