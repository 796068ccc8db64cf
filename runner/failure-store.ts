/**
 * The folder of stored failures. Files are added and read, but never changed or deleted: they belong to the user and
 * may be under version control.
 */

import { randomUUID } from "node:crypto";
import { link, open, readFile, readdir, rename, stat, unlink } from "node:fs/promises";
import { join } from "node:path";
import { ConformanceError } from "../model/conformance-error.ts";
import { messageOf } from "../model/error-message.ts";
import { sha256 } from "./canonical-json.ts";
import { makeFolder } from "../model/make-folder.ts";
import { storedFailureFromText, storedFailureName, storedFailureToText, type StoredFailure } from "./stored-failure.ts";

/** Where the command line and vitest store failures by default, in the user's current folder. */
export const DEFAULT_STORE = "rmrr-failures";

export interface StoredFile {
  /** Without the folder. */
  readonly name: string;
  /** SHA-256 of the file. */
  readonly digest: string;
  readonly text: string;
  readonly failure: StoredFailure;
}

/** @throws ConformanceError as {@link storedFailureFromText} */
export function storedFile(name: string, text: string, shown: string = name): StoredFile {
  return { name, digest: sha256(text), text, failure: storedFailureFromText(text, shown) };
}

export interface StoreContent {
  /** In the order of their names. */
  readonly files: readonly StoredFile[];
  /** Problems with files, or with the folder, that could not be read. */
  readonly problems: readonly ConformanceError[];
}

/** Reads all stored failures. A folder that does not exist contains none. */
export async function readStore(folder: string): Promise<StoreContent> {
  const files: StoredFile[] = [];
  const problems: ConformanceError[] = [];
  let names: readonly string[];
  try {
    names = (await readdir(folder)).filter((name) => name.endsWith(".json")).sort();
  } catch (error) {
    if (codeOf(error) === "ENOENT") return { files, problems };
    return { files, problems: [unreadableStore(folder, error)] };
  }
  for (const name of names) {
    try {
      const text = await readFile(join(folder, name), "utf8");
      files.push(storedFile(name, text, join(folder, name)));
    } catch (error) {
      problems.push(error instanceof ConformanceError ? error : unreadableStore(join(folder, name), error));
    }
  }
  return { files, problems };
}

/**
 * Stores a failure, unless one with the same requirement, rule and scenario is already stored.
 *
 * The file appears under its name only when it is complete.
 *
 * @returns its path
 * @throws ConformanceError `STORE_UNWRITABLE`
 */
export async function storeFailure(folder: string, failure: StoredFailure): Promise<string> {
  const path = join(folder, storedFailureName(failure));
  const temporary = join(folder, `.${randomUUID()}.tmp`);
  try {
    makeFolder(folder);
    if (await exists(path)) return path;
    try {
      await writeDurably(temporary, storedFailureToText(failure));
      await appear(temporary, path);
    } finally {
      await unlink(temporary).catch(() => undefined);
    }
    return path;
  } catch (error) {
    throw new ConformanceError(
      "STORE_UNWRITABLE",
      `failures cannot be stored in ${folder}: ${messageOf(error)}`,
      "Make the folder writable, name another one with `--store`, or use `--no-store`; every failure is still in the report.",
      3,
    );
  }
}

async function writeDurably(path: string, text: string): Promise<void> {
  const file = await open(path, "wx");
  try {
    await file.writeFile(text);
    await file.sync();
  } finally {
    await file.close();
  }
}

/** Gives a complete file its name, without replacing one that has appeared meanwhile. */
async function appear(temporary: string, path: string): Promise<void> {
  try {
    await link(temporary, path);
  } catch (error) {
    if (codeOf(error) === "EEXIST") return;
    // Some file systems have no hard links. Renaming is atomic too but would replace a file, so check first.
    if (!(await exists(path))) await rename(temporary, path);
  }
}

async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if (codeOf(error) === "ENOENT") return false;
    throw error;
  }
}

function unreadableStore(path: string, error: unknown): ConformanceError {
  return new ConformanceError(
    "STORE_UNREADABLE",
    `stored failures in ${path} cannot be read: ${messageOf(error)}`,
    "Make it readable, or skip stored failures with --no-stored; the run continues without them.",
    3,
  );
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && "code" in error ? error.code : undefined;
}
