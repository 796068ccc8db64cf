/**
 * Finds where a tree defines a name: in the file that uses it, in its includes, and in the other files of the
 * subsystem.
 */

import { posix } from "node:path";
import type { Configuration } from "../c/condition.ts";
import { type ActiveText, readDirectives } from "../c/directives.ts";
import { expand } from "../c/expand.ts";
import { type Item, splitItems } from "../c/items.ts";
import type { KernelTree } from "./kernel-tree.ts";

/** The subsystem's own C files are in these folders, searched in this order. */
const SUBSYSTEM_FOLDERS = ["drivers/iommu", "drivers/vfio"];

/** How deep nested includes are followed. */
const INCLUDE_DEPTH = 3;

/** ACPI's tables are included by way of half the kernel, so they are searched directly. */
const ALWAYS_INCLUDED = ["actbl1", "actbl2", "actbl3", "actbl", "actypes"].map((name) => `include/acpi/${name}.h`);

/** `tag` looks for `struct NAME {`, `name` for everything else. */
export type NameSpace = "tag" | "name";

interface IndexedFile {
  readonly active: ActiveText;
  readonly items: readonly Item[];
  readonly names: ReadonlyMap<string, Item>;
  readonly tags: ReadonlyMap<string, Item>;
}

export class Symbols {
  readonly tree: KernelTree;
  readonly #configuration: Configuration;
  readonly #files = new Map<string, IndexedFile | undefined>();
  readonly #headers = new Map<string, readonly string[]>();
  readonly #margins = new Map<string, ReadonlySet<string>>();
  #subsystem: readonly string[] | undefined;

  constructor(tree: KernelTree, configuration: Configuration) {
    this.tree = tree;
    this.#configuration = configuration;
  }

  /** The items of a file; none if there is no such file. */
  items(file: string): readonly Item[] {
    return this.#index(file)?.items ?? [];
  }

  /** What `name` means in `file`: its own item, or that of an included header. */
  find(file: string, name: string, space: NameSpace): Item | undefined {
    const own = this.findIn(file, name, space);
    if (own !== undefined && own.kind !== "declaration") return own;
    let declaration = own;
    for (const header of this.#headersOf(file)) {
      if (!this.#mentions(header, name)) continue;
      const found = this.findIn(header, name, space);
      if (found === undefined) continue;
      if (found.kind !== "declaration") return found;
      declaration ??= found;
    }
    return declaration ?? this.#findPasted(file, name);
  }

  /** A function whose name a macro creates by pasting appears in no text; the subsystem has few headers of its own. */
  #findPasted(file: string, name: string): Item | undefined {
    const folder = posix.dirname(file);
    for (const header of this.#headersOf(file)) {
      if (posix.dirname(header) !== folder) continue;
      const item = this.findIn(header, name, "name");
      if (item !== undefined) return item;
    }
    return undefined;
  }

  /** What `file` itself defines or declares under a name. */
  findIn(file: string, name: string, space: NameSpace): Item | undefined {
    const index = this.#index(file);
    return space === "tag" ? index?.tags.get(name) : index?.names.get(name);
  }

  /** The function or variable that a C file of the subsystem defines, in any file. */
  define(name: string): Item | undefined {
    for (const file of this.#subsystemFiles()) {
      if (!this.#mentions(file, name)) continue;
      const item = this.findIn(file, name, "name");
      if (item?.kind === "function" || item?.kind === "variable") return item;
    }
    return undefined;
  }

  #subsystemFiles(): readonly string[] {
    this.#subsystem ??= SUBSYSTEM_FOLDERS.flatMap((folder) => this.tree.cFilesBelow(folder));
    return this.#subsystem;
  }

  /** Whether a file may define a name, without parsing it: most files only use it. */
  #mentions(file: string, name: string): boolean {
    let words = this.#margins.get(file);
    if (words === undefined) {
      words = marginWords(this.tree.read(file) ?? "");
      this.#margins.set(file, words);
    }
    return words.has(name);
  }

  #index(file: string): IndexedFile | undefined {
    if (!this.#files.has(file)) this.#files.set(file, this.#read(file));
    return this.#files.get(file);
  }

  #read(file: string): IndexedFile | undefined {
    const source = this.tree.read(file);
    if (source === undefined) return undefined;
    const active = readDirectives(source, this.#configuration);
    const items = splitItems(file, active).map((item) =>
      item.kind === "expansion" ? expand(item, active.macros) : item,
    );
    const names = new Map<string, Item>();
    const tags = new Map<string, Item>();
    for (const item of items) {
      for (const name of item.names) {
        const known = names.get(name);
        if (known === undefined || rank(item) > rank(known)) names.set(name, item);
      }
      for (const tag of item.tags) if (!tags.has(tag)) tags.set(tag, item);
    }
    return { active, items, names, tags };
  }

  /** Headers sorted by distance. */
  #headersOf(file: string): readonly string[] {
    const known = this.#headers.get(file);
    if (known !== undefined) return known;
    const seen = new Set([file]);
    let ring = [file];
    for (let depth = 0; depth < INCLUDE_DEPTH; depth++) {
      const next: string[] = [];
      for (const includer of ring) {
        for (const header of this.#includesOf(includer)) {
          if (seen.has(header)) continue;
          seen.add(header);
          next.push(header);
        }
      }
      ring = next;
    }
    seen.delete(file);
    const headers = [...seen, ...ALWAYS_INCLUDED.filter((header) => !seen.has(header))];
    this.#headers.set(file, headers);
    return headers;
  }

  /** Conditions are not evaluated, because a superfluous header does no harm. */
  #includesOf(file: string): string[] {
    const found: string[] = [];
    for (const match of (this.tree.read(file) ?? "").matchAll(/^[ \t]*#[ \t]*include[ \t]*([<"])([^>"\n]+)[>"]/gm)) {
      const [, delimiter, name] = match;
      const beside = delimiter === '"' ? [posix.normalize(`${posix.dirname(file)}/${name!}`)] : [];
      const places = [...beside, `include/${name!}`, `include/uapi/${name!}`, `arch/x86/include/${name!}`];
      const header = places.find((place) => this.tree.read(place) !== undefined);
      if (header !== undefined) found.push(header);
    }
    return found;
  }
}

/** A definition takes precedence over a prototype, and an initialised variable over a mere declaration. */
function rank(item: Item): number {
  if (item.kind === "declaration") return 0;
  return item.kind === "variable" && !item.tokens.some((token) => token.text === "=") ? 1 : 2;
}

/** The words where definitions put their names: on lines that begin in the first column, and first on indented ones. */
function marginWords(text: string): ReadonlySet<string> {
  const words = new Set<string>();
  for (const [line] of text.matchAll(/^[A-Za-z_#].*|^[ \t]+[A-Z_]\w*/gm)) {
    for (const [word] of line.matchAll(/[A-Za-z_]\w*/g)) words.add(word);
  }
  return words;
}
