/** Whether the parts of a tree that are judged have changed since a given moment. */

import { join } from "node:path";
import { type FileMark, isAsMarked, readMarked } from "./tree/file-mark.ts";
import { KernelTree, listFolder } from "./tree/kernel-tree.ts";

/** Folders whose files are watched even while nothing can be extracted from them. */
const FOLDERS = ["drivers/iommu", "drivers/iommu/intel", "drivers/iommu/iommufd", "drivers/vfio", "include/linux"];

/** The relevant headers among thousands in the same folder. */
const WATCHED_HEADER = /^(iommu|dmar|intel-iommu|iova|dma-iommu|vfio|io-pgtable)/;

export class TreeWatch {
  readonly #root: string;
  readonly #marks = new Map<string, FileMark | null>();

  /** Remembers the present state of the tree. Throws a ConformanceError if there is none. */
  constructor({ tree }: { readonly tree: string }) {
    this.#root = new KernelTree(tree).root;
    for (const file of this.#files()) this.#marks.set(file, readMarked(join(this.#root, file))?.mark ?? null);
  }

  /** True if a file was added or removed, or has other content. A new time stamp alone is not enough. */
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
