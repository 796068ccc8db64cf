/**
 * A kernel tree on disk: its files, read once, and its version.
 *
 * Every requested path is recorded, found or not, so that a later run can tell whether anything that the extraction
 * looked at has changed.
 */

import { readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { ConformanceError } from "../../../model/conformance-error.ts";
import { type FileMark, readMarked } from "./file-mark.ts";

/** The files that identify a kernel tree with the code in question. */
const LANDMARKS = ["Makefile", "drivers/iommu/iommu.c", "include/linux/iommu.h"];

export class KernelTree {
  /** Absolute path of the root. */
  readonly root: string;
  readonly #texts = new Map<string, string | undefined>();
  readonly #marks = new Map<string, FileMark | null>();
  readonly #folders = new Map<string, readonly string[]>();

  /** Throws a {@link ConformanceError} if there is no kernel tree at `path`. */
  constructor(path: string) {
    this.root = resolve(path);
    if (statSync(this.root, { throwIfNoEntry: false })?.isDirectory() !== true) {
      throw new ConformanceError(
        "LINUX_TREE_NOT_FOUND",
        `there is no folder at ${path}`,
        "Name the root of a kernel tree: the folder that holds its Makefile",
      );
    }
    const missing = LANDMARKS.filter((file) => this.read(file) === undefined);
    if (missing.length === LANDMARKS.length) {
      throw new ConformanceError(
        "LINUX_TREE_NOT_A_TREE",
        `${path} is not a kernel tree: it has neither ${LANDMARKS.join(" nor ")}`,
        "Name the root of a kernel tree: the folder that holds its Makefile",
      );
    }
    if (missing.length > 0) {
      throw new ConformanceError(
        "LINUX_TREE_INCOMPLETE",
        `the kernel tree at ${path} has no ${missing.join(" and no ")}, so there is no reserved-region code to judge`,
        "Check that the tree is complete, and that a sparse checkout includes drivers/iommu, drivers/vfio and include",
      );
    }
  }

  /** The text of a file, or undefined if there is none; `path` is relative to the root. */
  read(path: string): string | undefined {
    if (!this.#texts.has(path)) {
      const found = readMarked(join(this.root, path));
      this.#texts.set(path, found?.bytes.toString("utf8").replaceAll("\r\n", "\n"));
      this.#marks.set(path, found?.mark ?? null);
    }
    return this.#texts.get(path);
  }

  /** The C files below a folder, sorted by name, the folder's own before those of its subfolders. */
  cFilesBelow(folder: string): string[] {
    const entries = this.#entries(folder);
    const files = entries.filter((name) => name.endsWith(".c")).map((name) => `${folder}/${name}`);
    const folders = entries.filter((name) => name.endsWith("/"));
    return [...files, ...folders.flatMap((name) => this.cFilesBelow(`${folder}/${name.slice(0, -1)}`))];
  }

  /** `6.1.192`, as in its Makefile; empty if it has none. */
  get version(): string {
    const makefile = this.read("Makefile") ?? "";
    const field = (name: string): string => new RegExp(`^${name} *= *(\\S*)`, "m").exec(makefile)?.[1] ?? "";
    const numbers = [field("VERSION"), field("PATCHLEVEL"), field("SUBLEVEL")].filter((part) => part !== "");
    return numbers.join(".") + field("EXTRAVERSION");
  }

  /** What was looked at: files by path, null for one that does not exist; and folders with their entries. */
  get consulted(): { files: ReadonlyMap<string, FileMark | null>; folders: ReadonlyMap<string, readonly string[]> } {
    return { files: this.#marks, folders: this.#folders };
  }

  /** Names in a folder, folders with a trailing slash, sorted by code unit so that locale does not matter. */
  #entries(folder: string): readonly string[] {
    let entries = this.#folders.get(folder);
    if (entries === undefined) {
      entries = listFolder(join(this.root, folder));
      this.#folders.set(folder, entries);
    }
    return entries;
  }
}

/** What {@link KernelTree} sees of a folder, for comparison in a later run. */
export function listFolder(path: string): readonly string[] {
  try {
    return readdirSync(path, { withFileTypes: true })
      .filter((entry) => entry.isDirectory() || /\.[ch]$/.test(entry.name))
      .map((entry) => (entry.isDirectory() ? `${entry.name}/` : entry.name))
      .sort();
  } catch {
    return [];
  }
}
