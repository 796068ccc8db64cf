/** From what `--impl` says to the module that is judged. */

import { statSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { didYouMean } from "../../model/closest-name.ts";
import { ConformanceError } from "../../model/conformance-error.ts";

const FAULTY_PREFIX = "faulty/";

/**
 * The URL of the module that exports the implementation. Whether it does is seen when it is loaded.
 *
 * @throws ConformanceError `UNKNOWN_FAULTY`, `IMPLEMENTATION_NOT_FOUND`, `IMPLEMENTATION_IS_TYPESCRIPT`
 */
export async function findSubject(specifier: string): Promise<URL> {
  if (specifier === "reference") return builtIn("reference");
  if (specifier.startsWith(FAULTY_PREFIX)) return builtIn(await faultyName(specifier.slice(FAULTY_PREFIX.length)));
  if (!isFile(specifier)) {
    throw new ConformanceError(
      "IMPLEMENTATION_NOT_FOUND",
      `there is no file ${specifier}${didYouMean(specifier, ["reference"])}`,
      "Name a JavaScript module that exports `implementation`, or use reference, or faulty/NAME",
    );
  }
  if (/\.[mc]?tsx?$/u.test(specifier) && !runsTypeScript()) {
    throw new ConformanceError(
      "IMPLEMENTATION_IS_TYPESCRIPT",
      `${specifier} is TypeScript, which Node ${process.versions.node} does not run`,
      "Name the JavaScript that it compiles to, use Node 22.18 or later, or judge it from a vitest file (docs/plugging-in.md)",
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
  throw new ConformanceError(
    "UNKNOWN_FAULTY",
    `there is no faulty implementation ${JSON.stringify(name.slice(0, 80))}${didYouMean(name, names)}`,
    `Use one of ${names.map((each) => FAULTY_PREFIX + each).join(", ")}`,
  );
}

function isFile(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() ?? false;
}

/** Node says so since 22.10; before, it did not strip types either. */
function runsTypeScript(): boolean {
  return Boolean((process.features as { typescript?: unknown }).typescript);
}
