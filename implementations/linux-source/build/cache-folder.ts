/**
 * The folder of compiled files, named by content: below XDG_CACHE_HOME, or a given folder. It may be deleted at any
 * time.
 */

import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { randomUUID } from "node:crypto";
import { homedir } from "node:os";
import { join, resolve } from "node:path";
import { ConformanceError } from "../../../model/conformance-error.ts";
import { messageOf } from "../../../model/error-message.ts";
import { makeFolder } from "../../../model/make-folder.ts";

export class CacheFolder {
  readonly path: string;

  constructor(path?: string) {
    const base = process.env["XDG_CACHE_HOME"] ?? join(homedir(), ".cache");
    this.path = path === undefined ? join(base, "rmrr-conformance", "linux") : resolve(path);
    try {
      makeFolder(this.path);
    } catch (error) {
      throw this.#unwritable(error);
    }
  }

  file(name: string): string {
    return join(this.path, name);
  }

  read(name: string): string | undefined {
    try {
      return readFileSync(this.file(name), "utf8");
    } catch {
      return undefined;
    }
  }

  write(name: string, text: string): void {
    try {
      this.replace(name, (path) => {
        writeFileSync(path, text);
      });
    } catch (error) {
      throw this.#unwritable(error);
    }
  }

  /** Creates a file under a temporary name first, so that concurrent builds never see an incomplete one. */
  replace(name: string, make: (path: string) => void): void {
    const path = this.temporary(name);
    try {
      make(path);
      renameSync(path, this.file(name));
    } finally {
      rmSync(path, { force: true });
    }
  }

  /** Every call gets a different name, across processes and threads. */
  temporary(name: string): string {
    return this.file(`${name}.${randomUUID()}.tmp`);
  }

  #unwritable(error: unknown): ConformanceError {
    return new ConformanceError(
      "LINUX_CACHE_UNWRITABLE",
      `the cache folder ${this.path} cannot be written: ${messageOf(error)}`,
      "Name a writable folder with --cache or in XDG_CACHE_HOME",
      3,
    );
  }
}
