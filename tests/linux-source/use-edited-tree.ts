/** One copy of a kernel tree for all tests of a describe, each of which finds it unedited. */

import { afterAll, afterEach, beforeAll } from "vitest";
import { EditedTree } from "./edited-tree.ts";

/** To be called where hooks are: the copy is there once tests run. */
export function useEditedTree(original: string): EditedTree {
  const tree = new EditedTree(original);
  beforeAll(() => tree.copy(), 120_000);
  afterEach(() => tree.restore());
  afterAll(() => tree.dispose());
  return tree;
}
