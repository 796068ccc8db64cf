/** The content of one compiled C file: everything extracted from one file of the tree, and what it needs. */

import type { Item } from "../c/items.ts";

export class Unit {
  /** The file of the tree that it represents. */
  readonly file: string;
  readonly items: Set<Item> = new Set<Item>();
  /** Functions that are called but replaced by stubs, by name; the item gives their signature. */
  readonly stubs: Map<string, Item> = new Map<string, Item>();
  /** Trace points used by the code: functions defined by macros, in no C file. */
  readonly tracePoints: Set<string> = new Set<string>();
  /** Variables that are declared without their initial value. */
  readonly bare: Set<Item> = new Set<Item>();
  /** Types that are embedded but whose members are not used. */
  readonly opaqueTags: Set<string> = new Set<string>();
  /** Types that are pointed to. */
  readonly pointedTags: Set<string> = new Set<string>();
  /** Glue that is compiled after it, by capability. */
  readonly glue: string[] = [];
  /** Hooks of the driver, by member of its operations. */
  readonly hooks: Map<string, string> = new Map<string, string>();

  constructor(file: string) {
    this.file = file;
  }
}
