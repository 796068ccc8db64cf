/** Whether what is judged of a tree has changed since a moment. */

import { readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { digest } from "./build/cache-folder.ts";
import { KernelTree, listFolder } from "./tree/kernel-tree.ts";

/** Folders whose files are watched even while nothing could be taken out of them. */
const FOLDERS = ["drivers/iommu", "drivers/iommu/intel", "drivers/iommu/iommufd", "drivers/vfio", "include/linux"];

/** Headers that matter, of the thousands that lie beside them. */
const WATCHED_HEADER = /^(iommu|dmar|intel-iommu|iova|dma-iommu|vfio|io-pgtable)/;

interface Mark {
  readonly changed: number;
  readonly size: number;
}

export class TreeWatch {
  readonly #root: string;
  readonly #marks = new Map<string, Mark>();
  readonly #contents = new Map<string, string>();

  /** Remembers what the tree looks like now. Throws a ConformanceError if there is none. */
  constructor({ tree }: { readonly tree: string }) {
    this.#root = new KernelTree(tree).root;
    for (const file of this.#files()) {
      const mark = markOf(join(this.#root, file));
      if (mark === undefined) continue;
      this.#marks.set(file, mark);
      this.#contents.set(file, digest(readFileSync(join(this.#root, file))));
    }
  }

  /** A file came, went, or says something else. Being touched is not enough. */
  hasChanged(): boolean {
    const files = this.#files();
    if (files.length !== this.#marks.size) return true;
    for (const file of files) {
      const known = this.#marks.get(file);
      const mark = markOf(join(this.#root, file));
      if (known === undefined || mark === undefined) return true;
      if (mark.changed === known.changed && mark.size === known.size) continue;
      if (digest(readFileSync(join(this.#root, file))) !== this.#contents.get(file)) return true;
      this.#marks.set(file, mark);
    }
    return false;
  }

  #files(): string[] {
    return FOLDERS.flatMap((folder) =>
      listFolder(join(this.#root, folder))
        .filter((name) => !name.endsWith("/") && (folder !== "include/linux" || WATCHED_HEADER.test(name)))
        .map((name) => `${folder}/${name}`),
    );
  }
}

function markOf(path: string): Mark | undefined {
  const status = statSync(path, { throwIfNoEntry: false });
  return status === undefined ? undefined : { changed: status.mtimeMs, size: status.size };
}
