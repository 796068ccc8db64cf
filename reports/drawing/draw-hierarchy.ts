/**
 * The PCI hierarchy in the manner of `lspci -tv`, with a line for every function, bridges included: a bridge
 * that a scope names is as much a device as what is below it.
 *
 *     -[0000:00]-+-02.0         gpu  VGA compatible controller [0300]  RMRR 0
 *                +-1c.0-[01-02] rp   PCI bridge [0604]                 RMRR 1
 *                |  \-00.0      nic  Ethernet controller [0200]        RMRR 1 (below)
 *                \-1f.0         isa  ISA bridge [0601]
 */

import { formatAddress, type PciFunction, type RootBus } from "../../model/platform.ts";
import { escapeText } from "../text/escape-text.ts";
import { className } from "../text/class-name.ts";
import { chooseFunctions } from "./choose-functions.ts";
import { leftOut, type DrawnLine } from "./drawn-line.ts";
import type { Focus } from "./focus.ts";
import { formatHop } from "../../model/dmar/format-path.ts";
import { hex } from "../text/hex.ts";
import type { Hierarchy } from "./hierarchy.ts";
import type { ScopedFunctions } from "./scoped-functions.ts";

/** How many functions are drawn before some are left out. */
const MOST_FUNCTIONS = 48;
/** A hierarchy deeper than this is indented by one column a level instead of three. */
const DEEP = 12;

interface Row {
  /** Lines of the tree, and the address. */
  readonly tree: string;
  readonly fn?: PciFunction;
}

export function drawHierarchy(
  hierarchy: Hierarchy,
  scoped: ScopedFunctions,
  focus: Focus,
  relevant: Iterable<string>,
): DrawnLine[] {
  const chosen = chooseFunctions(hierarchy, relevant, MOST_FUNCTIONS);
  const rows = new TreeRows(hierarchy, chosen).all();
  const widest = (texts: string[], limit: number): number =>
    Math.min(limit, Math.max(0, ...texts.map((t) => t.length)));
  const functions = rows.flatMap((row) => row.fn ?? []);
  const treeWidth = widest(
    rows.flatMap(({ tree, fn }) => (fn === undefined ? [] : tree)),
    64,
  );
  const labelWidth = widest(
    functions.map((fn) => labelOf(fn)),
    24,
  );
  const classWidth = widest(
    functions.map((fn) => className(fn.classCode)),
    40,
  );
  return rows.map(({ tree, fn }) => {
    if (fn === undefined) return { text: tree, marked: false };
    const columns = [
      tree.padEnd(treeWidth),
      labelOf(fn).padEnd(labelWidth),
      className(fn.classCode).padEnd(classWidth),
    ];
    const notes = [...notesOn(fn), ...scoped.notesOn(fn)];
    return { text: `${columns.join("  ")}  ${notes.join(", ")}`.trimEnd(), marked: focus.devices.has(fn.label) };
  });
}

function labelOf(fn: PciFunction): string {
  return escapeText(fn.label, 60);
}

function notesOn(fn: PciFunction): string[] {
  const notes: string[] = [];
  if (fn.absent === true) notes.push("absent at first");
  if (fn.physicalFunction !== undefined) notes.push(`virtual function of ${escapeText(fn.physicalFunction, 60)}`);
  return notes;
}

class TreeRows {
  readonly #hierarchy: Hierarchy;
  readonly #chosen: ReadonlySet<string> | undefined;
  readonly #rows: Row[] = [];
  readonly #step: number;

  constructor(hierarchy: Hierarchy, chosen: ReadonlySet<string> | undefined) {
    this.#hierarchy = hierarchy;
    this.#chosen = chosen;
    this.#step = this.#deepest() > DEEP ? 1 : 3;
  }

  all(): Row[] {
    const roots = this.#hierarchy.platform.rootBuses.map((root) => ({
      root,
      functions: this.#hierarchy.onRootBus(root),
    }));
    if (roots.length === 0) this.#rows.push({ tree: "no root bus" });
    const shown = roots.filter(
      ({ functions }) => this.#chosen === undefined || functions.some((fn) => this.#shows(fn)),
    );
    for (const [index, { root, functions }] of shown.entries()) {
      const several = shown.length > 1;
      const first = index === 0 ? "-+" : index === shown.length - 1 ? " \\" : " +";
      const head = `${several ? first : ""}-[${formatRoot(root)}]-`;
      const below = !several ? "" : index === shown.length - 1 ? "  " : " |";
      if (functions.length === 0) this.#rows.push({ tree: `${head} nothing on this bus` });
      else this.#siblings(functions, head, below.padEnd(head.length));
    }
    if (shown.length < roots.length)
      this.#rows.push({ tree: leftOut(roots.length - shown.length, "root bus", "root buses") });
    const orphans = this.#hierarchy.onNoBus();
    if (orphans.length > 0) {
      this.#rows.push({ tree: "on no bus that exists:" });
      for (const fn of orphans.filter((each) => this.#shows(each))) {
        this.#rows.push({ tree: formatAddress(fn) + formatBuses(fn), fn });
        this.#siblings(this.#hierarchy.below(fn), " ", " ");
      }
    }
    return this.#rows;
  }

  /** @param first what stands before the first of them, @param rest before all others */
  #siblings(functions: readonly PciFunction[], first: string, rest: string): void {
    const shown = functions.filter((fn) => this.#shows(fn));
    const hidden = functions.filter((fn) => !this.#shows(fn));
    const count = shown.length + (hidden.length > 0 ? 1 : 0);
    let lead = first;
    for (const [index, fn] of shown.entries()) {
      const glyph = count === 1 && first !== rest ? "-" : index === count - 1 ? "\\" : "+";
      this.#rows.push({ tree: `${lead}${glyph}-${addressOf(fn, functions)}${formatBuses(fn)}`, fn });
      const indent = (index === count - 1 ? " " : "|").padEnd(this.#step);
      const children = this.#hierarchy.below(fn);
      if (children.length > 0) this.#siblings(children, rest + indent, rest + indent);
      lead = rest;
    }
    if (hidden.length > 0) {
      const missing = hidden.reduce((sum, fn) => sum + this.#hierarchy.sizeOf(fn), 0);
      this.#rows.push({ tree: `${lead}\\-${leftOut(missing, "function")}` });
    }
  }

  #shows(fn: PciFunction): boolean {
    return this.#chosen === undefined || this.#chosen.has(fn.label);
  }

  #deepest(): number {
    const depths = new Map<string, number>();
    let deepest = 0;
    for (const fn of this.#hierarchy.platform.functions) {
      if (!this.#shows(fn)) continue;
      const depth = 1 + (fn.parent === undefined ? 0 : (depths.get(fn.parent) ?? 0));
      depths.set(fn.label, depth);
      deepest = Math.max(deepest, depth);
    }
    return deepest;
  }
}

/** `0000:00`, and the last bus number if the root bus may not hand out all of them: `0000:00-3f`. */
function formatRoot(root: RootBus): string {
  const buses = root.lastBus === 0xff ? hex(root.bus) : `${hex(root.bus)}-${hex(root.lastBus)}`;
  return `${hex(root.segment, 4)}:${buses}`;
}

/** Device and function; the bus too, where it is not that of the siblings (virtual functions). */
function addressOf(fn: PciFunction, siblings: readonly PciFunction[]): string {
  const bus = siblings[0]?.bus === fn.bus ? "" : `${hex(fn.bus)}:`;
  return bus + formatHop(fn);
}

function formatBuses(fn: PciFunction): string {
  if (fn.secondaryBus === undefined) return "";
  const last = fn.subordinateBus ?? fn.secondaryBus;
  return last === fn.secondaryBus ? `-[${hex(last)}]` : `-[${hex(fn.secondaryBus)}-${hex(last)}]`;
}
