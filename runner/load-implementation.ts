/** Loads an implementation from a user's module. */

import { existsSync } from "node:fs";
import { pathToFileURL } from "node:url";
import type { Implementation, RegionObject } from "../implementations/contract.ts";
import { ConformanceError } from "../model/conformance-error.ts";
import { messageOf } from "../model/error-message.ts";

const EXAMPLE = 'For example: export const implementation = { name: "my driver", start(platform, memory) { … } };';

/** An implementation with any kind of list. */
export type AnyImplementation = Implementation<Iterable<RegionObject>>;

/** The URL of a module that a user names by path or URL; paths are relative to the current folder. */
export function moduleUrl(module: string | URL): URL {
  if (module instanceof URL) return module;
  return /^(?:file|data|node):/u.test(module) ? new URL(module) : pathToFileURL(module);
}

/**
 * The implementation that a module exports as `implementation` or as its default.
 *
 * @throws ConformanceError `IMPLEMENTATION_NOT_FOUND`, `IMPLEMENTATION_UNLOADABLE` or `IMPLEMENTATION_INVALID`
 */
export async function loadImplementation(module: string | URL): Promise<AnyImplementation> {
  const url = moduleUrl(module);
  const shown = String(module instanceof URL && module.protocol === "file:" ? module.pathname : module);
  if (url.protocol === "file:" && !existsSync(url)) {
    throw new ConformanceError(
      "IMPLEMENTATION_NOT_FOUND",
      `there is no file ${shown}`,
      "Name the module that exports the implementation; the path is relative to the current folder.",
    );
  }
  let exports: Readonly<Record<string, unknown>>;
  try {
    exports = (await import(url.href)) as Readonly<Record<string, unknown>>;
  } catch (error) {
    throw new ConformanceError(
      "IMPLEMENTATION_UNLOADABLE",
      `${shown} cannot be loaded: ${messageOf(error)}`,
      isTakenForCommonJs(error)
        ? `Node takes it for CommonJS: name it .mjs, or put "type": "module" into its package.json`
        : `Try to load it on its own: node ${url.protocol === "file:" ? shown : url.href}`,
    );
  }
  return checkImplementation(exports.implementation ?? exports.default, shown);
}

/** The package.json that `npm init` writes makes .js files CommonJS, where `export` and `import` are syntax errors. */
function isTakenForCommonJs(error: unknown): boolean {
  return (
    error instanceof SyntaxError &&
    /Unexpected token 'export'|import statement outside a module|only valid in .* modules/.test(error.message)
  );
}

/** @throws ConformanceError `IMPLEMENTATION_INVALID` */
export function checkImplementation(value: unknown, from: string): AnyImplementation {
  const invalid = (problem: string): ConformanceError =>
    new ConformanceError("IMPLEMENTATION_INVALID", `${from} ${problem}`, EXAMPLE);
  if (value === undefined) throw invalid("exports neither `implementation` nor a default");
  if (typeof value !== "object" || value === null) throw invalid("exports an implementation that is not an object");
  const { name, start } = value as { readonly name?: unknown; readonly start?: unknown };
  if (typeof name !== "string" || name === "") throw invalid("exports an implementation without a name");
  if (typeof start !== "function") throw invalid("exports an implementation without a `start` method");
  return value as AnyImplementation;
}
