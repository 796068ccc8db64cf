/**
 * Extracts from a tree what the capabilities name, and everything that this code needs.
 *
 * What it needs is found in two ways: from the text, as far as it shows (calls, constants, embedded types), and from
 * the compiler, which names what is still missing; see `complete`.
 */

import type { Item } from "../c/items.ts";
import { ConformanceError } from "../../../model/conformance-error.ts";
import { CAPABILITIES, type Capability, DRIVER_OPERATIONS, STUBBED } from "./capabilities.ts";
import { referencesOf } from "./references.ts";
import type { NameSpace, Symbols } from "./symbols.ts";
import { Unit } from "./unit.ts";

/** What the shim's headers define, which is never extracted from a tree. */
export interface ShimNames {
  readonly names: ReadonlySet<string>;
  readonly tags: ReadonlySet<string>;
}

/**
 * Headers whose types matter for the code under test; types embedded elsewhere stay opaque until code uses their
 * members.
 */
const OF_THE_SUBJECT = /iommu|dmar|iova|vfio|actbl|io_pagetable|io-pgtable|generic_pt/;

export class Extraction {
  readonly symbols: Symbols;
  readonly units: Map<string, Unit> = new Map<string, Unit>();
  /** Capabilities that the tree has, in the order of the list. */
  readonly present: Capability[] = [];
  readonly #shim: ShimNames;

  constructor(symbols: Symbols, shim: ShimNames) {
    this.symbols = symbols;
    this.#shim = shim;
    for (const capability of CAPABILITIES) this.#take(capability);
  }

  /** Adds what a unit turned out to lack; true if the tree has it and it was not there yet. */
  supply(unit: Unit, name: string, space: NameSpace): boolean {
    if (space === "tag") {
      if (this.#shim.tags.has(name)) return false;
      const item = this.symbols.find(unit.file, name, "tag");
      if (item === undefined || unit.items.has(item)) return false;
      this.#addItem(unit, item, undefined);
      return true;
    }
    const before = sizeOf(this.units);
    this.#need(unit, name, undefined);
    return sizeOf(this.units) !== before;
  }

  #take(capability: Capability): void {
    if (capability.unless !== undefined && this.#defined(capability.unless)) return;
    const anchor = this.symbols.define(capability.anchor);
    const missing =
      anchor?.kind !== "function"
        ? [capability.anchor]
        : (capability.needs ?? []).filter((name) => !this.#defined(name));
    if (anchor === undefined || missing.length > 0) {
      if (capability.essential !== true) return;
      throw new ConformanceError(
        "LINUX_FUNCTION_NOT_FOUND",
        `the kernel tree at ${this.symbols.tree.root} has no ${missing.join(" and no ")} below drivers/iommu and ` +
          "drivers/vfio, and reserved regions cannot be queried without it",
        "Check that the tree is complete, that it contains the Intel IOMMU driver, and that the function is not half " +
          "edited. If it was renamed, add the new name to implementations/linux-source/tree/capabilities.ts",
      );
    }
    this.present.push(capability);
    const unit = this.#unit(anchor.file);
    unit.glue.push(capability.name);
    this.#addItem(unit, anchor, capability.follow);
    for (const name of [...(capability.needs ?? []), ...(capability.uses ?? []), ...(capability.constants ?? [])]) {
      this.#need(unit, name, capability.follow);
    }
    for (const tag of capability.tags ?? []) this.#needTag(unit, tag, false);
    for (const hook of capability.hooks ?? []) this.#takeHook(unit, hook);
  }

  #defined(name: string): boolean {
    return this.symbols.define(name) !== undefined;
  }

  /** Extracts the function that the driver names for an operation, if it names one. */
  #takeHook(unit: Unit, hook: string): void {
    const operations = this.symbols.define(DRIVER_OPERATIONS);
    const at = operations?.tokens.findIndex((token, index, all) => token.text === hook && all[index - 1]?.text === ".");
    if (operations === undefined || at === undefined || at < 0) return;
    const name = operations.tokens[at + 2]?.text ?? "";
    unit.hooks.set(hook, name);
    this.#need(unit, name, undefined);
  }

  #unit(file: string): Unit {
    let unit = this.units.get(file);
    if (unit === undefined) {
      unit = new Unit(file);
      this.units.set(file, unit);
    }
    return unit;
  }

  /** Makes a name available to a unit, from wherever it is defined. */
  #need(unit: Unit, name: string, follow: RegExp | undefined): void {
    if (this.#shim.names.has(name)) return;
    const item = this.symbols.find(unit.file, name, "name");
    if (item === undefined && name.startsWith("trace_")) unit.tracePoints.add(name);
    if (item === undefined) {
      // Requested by a capability whose file does not even declare it.
      const elsewhere = this.symbols.define(name);
      if (elsewhere !== undefined && elsewhere.file !== unit.file)
        this.#addItem(this.#unit(elsewhere.file), elsewhere, follow);
      return;
    }
    if (item.kind === "declaration") this.#needDeclared(unit, item, name, follow);
    else if (item.kind === "function" && item.file === unit.file && !follows(name, follow))
      this.#stub(unit, name, item);
    else this.#addItem(unit, item, follow);
  }

  /** For a prototype or `extern`, the definition goes into the unit of the file that has it. */
  #needDeclared(unit: Unit, declaration: Item, name: string, follow: RegExp | undefined): void {
    const definition = this.symbols.define(name);
    if (definition === undefined || isStatic(definition) || !follows(name, follow)) {
      // Left for the compiler to report, unless it may be replaced by a stub.
      if (STUBBED.has(name) || !follows(name, follow)) this.#stub(unit, name, declaration);
      return;
    }
    if (STUBBED.has(name)) {
      this.#stub(unit, name, declaration);
      return;
    }
    this.#addItem(unit, declaration, follow);
    // A function called in another file is followed there without restriction: `follow` applies only to one long
    // function.
    this.#addItem(this.#unit(definition.file), definition, undefined);
  }

  #stub(unit: Unit, name: string, signature: Item): void {
    if (unit.stubs.has(name) || unit.items.has(signature)) return;
    unit.stubs.set(name, signature);
    for (const tag of referencesOf({ ...signature, kind: "declaration" }).pointedTags) unit.pointedTags.add(tag);
  }

  #addItem(unit: Unit, item: Item, follow: RegExp | undefined): void {
    if (item.kind === "function" && STUBBED.has(item.name)) {
      this.#stub(unit, item.name, item);
      return;
    }
    if (unit.items.has(item)) return;
    // A function that was a stub for one caller is followed as soon as another caller needs it.
    if (item.kind === "function") unit.stubs.delete(item.name);
    unit.items.add(item);
    for (const tag of item.tags) unit.opaqueTags.delete(tag);
    const bare = item.kind === "variable" && /_ops$|^dmar_pci_bus_nb$/.test(item.name);
    if (bare) unit.bare.add(item);
    const references = referencesOf(item);
    for (const tag of references.pointedTags) unit.pointedTags.add(tag);
    for (const tag of references.completeTags) this.#needTag(unit, tag, item.kind === "type");
    if (bare) return;
    for (const name of references.names) this.#need(unit, name, follow);
    for (const word of references.words) {
      // A word that the file itself defines is most probably meant; all others are left to the compiler.
      const own = this.symbols.findIn(item.file, word, "name");
      if (own !== undefined && isWorthTaking(own, item)) this.#need(unit, word, follow);
    }
  }

  #needTag(unit: Unit, tag: string, embedded: boolean): void {
    if (this.#shim.tags.has(tag)) return;
    const item = this.symbols.find(unit.file, tag, "tag");
    if (item !== undefined && (!embedded || item.file === unit.file || OF_THE_SUBJECT.test(item.file))) {
      this.#addItem(unit, item, undefined);
    } else if (embedded && item?.text.startsWith("enum") === true) {
      this.#addItem(unit, item, undefined);
    } else if (embedded) {
      if (item === undefined || !unit.items.has(item)) unit.opaqueTags.add(tag);
    } else {
      unit.pointedTags.add(tag);
    }
  }
}

function follows(name: string, follow: RegExp | undefined): boolean {
  return follow === undefined || follow.test(name);
}

function isStatic(item: Item): boolean {
  return item.tokens.slice(0, 3).some((token) => token.text === "static");
}

/** A local variable rarely shares its name with a macro or enumerator of its file. */
function isWorthTaking(own: Item, user: Item): boolean {
  return own !== user && own.kind !== "declaration";
}

function sizeOf(units: ReadonlyMap<string, Unit>): number {
  let size = 0;
  for (const unit of units.values()) size += unit.items.size + unit.stubs.size + unit.tracePoints.size + 1;
  return size;
}
