/**
 * Copies of a kernel tree with something changed, made at run time. What is written here looks for a few tokens
 * and puts a few others in their place; the code itself stays where it is.
 */

import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { openLinux } from "../../implementations/linux-source/open-linux.ts";
import { TEST_CACHE } from "./debian-tree.ts";

export interface Edit {
  /** The function in which it happens; left out for an edit of the whole file. */
  readonly within?: string;
  readonly find: RegExp;
  readonly replace: string;
  /** Code of our own, put before the function. */
  readonly before?: string;
}

export interface EditedFile {
  /** From the root of the tree. */
  readonly file: string;
  readonly edits: readonly Edit[];
}

/** A copy of the files that judging a tree reads: made by `copy`, removed by `dispose`. */
export class EditedTree {
  readonly #original: string;
  readonly #edited = new Set<string>();
  #root = "";

  constructor(original: string) {
    this.#original = original;
  }

  get root(): string {
    if (this.#root === "") throw new Error("the tree is only there while tests run");
    return this.#root;
  }

  /** Which files there are to copy, is known once the tree was compiled. */
  async copy(): Promise<void> {
    const { executor, harness } = await openLinux({ tree: this.#original, cache: TEST_CACHE });
    await executor.close();
    this.#root = mkdtempSync(join(tmpdir(), "rmrr-tree-"));
    for (const file of harness.files) this.#copyFile(file);
  }

  /** Changes a file; throws if there is nothing to change, so that no edit is taken for made that is not. */
  edit({ file, edits }: EditedFile): this {
    let text = readFileSync(join(this.#original, file), "utf8");
    for (const edit of edits) text = apply(text, edit, file);
    writeFileSync(join(this.root, file), text);
    this.#edited.add(file);
    return this;
  }

  /** Takes back all edits. */
  restore(): void {
    for (const file of this.#edited) this.#copyFile(file);
    this.#edited.clear();
  }

  dispose(): void {
    if (this.#root !== "") rmSync(this.#root, { recursive: true, force: true });
  }

  #copyFile(file: string): void {
    const target = join(this.root, file);
    mkdirSync(dirname(target), { recursive: true });
    try {
      cpSync(join(this.#original, file), target);
    } catch (error) {
      // Among what was looked for is also what was not there.
      if ((error as NodeJS.ErrnoException).code !== "ENOENT") throw error;
    }
  }
}

function apply(text: string, { within, find, replace, before }: Edit, file: string): string {
  const [start, end] = within === undefined ? [0, text.length] : extentOf(text, within, file);
  const part = text.slice(start, end);
  if (!find.test(part))
    throw new Error(`${file} has no ${String(find)}${within === undefined ? "" : ` in ${within}()`}`);
  const changed = part.replace(find, replace);
  return `${text.slice(0, start)}${before === undefined ? "" : `${before}\n`}${changed}${text.slice(end)}`;
}

/** From the line on which a function's definition begins to its closing brace at the margin. */
function extentOf(text: string, name: string, file: string): [number, number] {
  const definition = new RegExp(`^(?:[a-z][^;{}()]*\\n?)?\\b${name}\\([^;]*?\\)\\s*\\{`, "m").exec(text);
  if (definition === null) throw new Error(`${file} does not define ${name}()`);
  const end = text.indexOf("\n}", definition.index);
  return [definition.index, end + 2];
}
