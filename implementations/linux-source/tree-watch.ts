/** Whether what is judged of a tree has changed since a moment. */

import { join } from "node:path";
import { type FileMark, isAsMarked, readMarked } from "./tree/file-mark.ts";
import { KernelTree, listFolder } from "./tree/kernel-tree.ts";

/** Folders whose files are watched even while nothing could be taken out of them. */
const FOLDERS = ["drivers/iommu", "drivers/iommu/intel", "drivers/iommu/iommufd", "drivers/vfio", "include/linux"];

/** Headers that matter, of the thousands that lie beside them. */
const WATCHED_HEADER = /^(iommu|dmar|intel-iommu|iova|dma-iommu|vfio|io-pgtable)/;

export class TreeWatch {
  readonly #root: string;
  readonly #marks = new Map<string, FileMark | null>();

  /** Remembers what the tree looks like now. Throws a ConformanceError if there is none. */
  constructor({ tree }: { readonly tree: string }) {
    this.#root = new KernelTree(tree).root;
    for (const file of this.#files()) this.#marks.set(file, readMarked(join(this.#root, file))?.mark ?? null);
  }

  /** A file came, went, or says something else. Being touched is not enough. */
  hasChanged(): boolean {
    const files = this.#files();
    if (files.length !== this.#marks.size) return true;
    return files.some((file) => {
      const mark = this.#marks.get(file);
      return mark === undefined || !isAsMarked(join(this.#root, file), mark);
    });
  }

  #files(): string[] {
    return FOLDERS.flatMap((folder) =>
      listFolder(join(this.#root, folder))
        .filter((name) => !name.endsWith("/") && (folder !== "include/linux" || WATCHED_HEADER.test(name)))
        .map((name) => `${folder}/${name}`),
    );
  }
}
