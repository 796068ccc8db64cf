/**
 * Turns a kernel tree into a program that judges it: extraction, completion, compilation. Each is skipped if the cache
 * already has its result.
 */

import { readdirSync, readFileSync, renameSync, statSync } from "node:fs";
import { join } from "node:path";
import { ConformanceError } from "../../../model/conformance-error.ts";
import { digest } from "../digest.ts";
import { CONFIGURATION } from "../tree/configuration.ts";
import { Extraction } from "../tree/extraction.ts";
import { type FileMark, isAsMarked } from "../tree/file-mark.ts";
import { KernelTree, listFolder } from "../tree/kernel-tree.ts";
import { Symbols } from "../tree/symbols.ts";
import type { CacheFolder } from "./cache-folder.ts";
import { complete } from "./complete.ts";
import { type BuildVariant, compile, type Compiler, harnessFlags, kernelFlags } from "./compiler.ts";
import { describeExtraction, type ExtractionReport } from "./extraction-report.ts";
import { harnessFolder } from "./harness-folder.ts";
import { shimNames } from "./shim-names.ts";

export interface BuiltHarness {
  /** The program. */
  readonly program: string;
  readonly report: ExtractionReport;
  /** Every file and folder of the tree on which the program depends, relative to its root. */
  readonly files: readonly string[];
  readonly folders: readonly string[];
}

/**
 * Change this along with what is extracted or stored, so that files written by an earlier version of the suite are not
 * read.
 */
const MANIFEST_FORMAT = "3";

/** What the cache stores about a tree. */
interface Manifest {
  readonly key: string;
  readonly program: string;
  readonly report: ExtractionReport;
  /** By path; null for a file that was looked for but does not exist. */
  readonly files: Readonly<Record<string, FileMark | null>>;
  readonly folders: Readonly<Record<string, readonly string[]>>;
}

/** Builds the program for the tree at `path`, or finds it built. */
export async function buildHarness(
  path: string,
  variant: BuildVariant,
  compiler: Compiler,
  cache: CacheFolder,
): Promise<BuiltHarness> {
  const harness = harnessFolder();
  const sources = harnessSources(harness);
  const own = digest(MANIFEST_FORMAT, ...sources.values(), compiler.version, kernelFlags(variant).join(" "));
  const tree = new KernelTree(path);
  const manifestName = `${digest(tree.root, String(variant.sanitize))}.tree.json`;
  const known = readManifest(cache, manifestName, own);
  if (known !== undefined && isUnchanged(tree.root, known)) return builtFrom(known, cache);

  const workshop = new Workshop(harness, own, variant, compiler, cache);
  // The harness's own files are compiled without waiting for the tree.
  const core = workshop.compileCore([...sources.keys()]);
  // If the extraction fails, nobody awaits them.
  core.catch(() => undefined);
  const extraction = new Extraction(new Symbols(tree, CONFIGURATION), shimNames(harness));
  const units = await complete(extraction, compiler, harness);
  const [[begin, end, ...rest], fromTree] = await Promise.all([core, workshop.compileUnits(units)]);
  // The static variables of the tree's code lie between two that mark the beginning and the end.
  const objects = [begin!, ...fromTree, end!, ...rest];
  const program = `${digest(...objects)}.harness`;
  if (!isThere(cache.file(program))) await link(objects, program, compiler, cache);
  const { files, folders } = tree.consulted;
  const manifest: Manifest = {
    key: own,
    program,
    report: describeExtraction(extraction),
    files: Object.fromEntries(files),
    folders: Object.fromEntries(folders),
  };
  cache.write(manifestName, JSON.stringify(manifest));
  return builtFrom(manifest, cache);
}

function builtFrom(manifest: Manifest, cache: CacheFolder): BuiltHarness {
  return {
    program: cache.file(manifest.program),
    report: manifest.report,
    files: Object.keys(manifest.files),
    folders: Object.keys(manifest.folders),
  };
}

function readManifest(cache: CacheFolder, name: string, key: string): Manifest | undefined {
  try {
    const manifest = JSON.parse(cache.read(name) ?? "null") as Manifest | null;
    return manifest !== null && manifest.key === key && isThere(cache.file(manifest.program)) ? manifest : undefined;
  } catch {
    return undefined;
  }
}

/** True if everything that the extraction looked at is unchanged. */
function isUnchanged(root: string, manifest: Pick<Manifest, "files" | "folders">): boolean {
  return (
    Object.entries(manifest.files).every(([file, mark]) => isAsMarked(join(root, file), mark)) &&
    Object.entries(manifest.folders).every(
      ([folder, entries]) => JSON.stringify(listFolder(join(root, folder))) === JSON.stringify(entries),
    )
  );
}

/** The harness's own files by their path from its folder. */
function harnessSources(harness: string): Map<string, string> {
  const sources = new Map<string, string>();
  for (const folder of ["", "kernel/", "glue/", "core/"]) {
    for (const name of readdirSync(harness + folder).sort()) {
      if (/\.[ch]$/.test(name)) sources.set(folder + name, readFileSync(harness + folder + name, "utf8"));
    }
  }
  return sources;
}

/** Compiles for one tree and variant; results of earlier compilations come from the cache. */
class Workshop {
  readonly #harness: string;
  readonly #own: string;
  readonly #variant: BuildVariant;
  readonly #compiler: Compiler;
  readonly #cache: CacheFolder;

  /** @param own what objects depend on besides their text: the harness, the compiler, its options */
  constructor(harness: string, own: string, variant: BuildVariant, compiler: Compiler, cache: CacheFolder) {
    this.#harness = harness;
    this.#own = own;
    this.#variant = variant;
    this.#compiler = compiler;
    this.#cache = cache;
  }

  /** Objects of the harness: the two that mark the beginning and end of the tree's variables, then all others. */
  compileCore(sources: readonly string[]): Promise<string[]> {
    const markers = ["core/data-begin.c", "core/data-end.c"];
    const others = sources.filter((name) => name.startsWith("core/") && name.endsWith(".c") && !markers.includes(name));
    const flags = harnessFlags(this.#variant);
    return Promise.all([...markers, ...others].map((name) => this.#compile(name, flags, undefined)));
  }

  /** Objects of a tree's units, by file of the tree. */
  compileUnits(units: ReadonlyMap<string, string>): Promise<string[]> {
    const flags = kernelFlags(this.#variant);
    return Promise.all([...units].map(([name, text]) => this.#compile(name, flags, text)));
  }

  async #compile(name: string, flags: readonly string[], text: string | undefined): Promise<string> {
    const object = `${digest(this.#own, name, text ?? "")}.o`;
    if (isThere(this.#cache.file(object))) return object;
    const from = text === undefined ? ["-c", this.#harness + name] : ["-x", "c", "-c", "-"];
    const made = this.#cache.temporary(object);
    const options = [...flags, "-I", this.#harness, "-o", made, ...from];
    const { succeeded, messages } = await compile(this.#compiler, options, text);
    if (!succeeded) throw broken(this.#compiler, name, messages);
    renameSync(made, this.#cache.file(object));
    return object;
  }
}

async function link(
  objects: readonly string[],
  program: string,
  compiler: Compiler,
  cache: CacheFolder,
): Promise<void> {
  const made = cache.temporary(program);
  const options = ["-no-pie", "-o", made, ...objects.map((object) => cache.file(object))];
  const { succeeded, messages } = await compile(compiler, options);
  if (!succeeded) {
    const missing = /undefined reference to `(\w+)'/.exec(messages)?.[1];
    if (missing === undefined) throw broken(compiler, "the harness", messages);
    const user = /in function `(\w+)'/.exec(messages)?.[1] ?? "a function";
    throw new ConformanceError(
      "LINUX_SYMBOL_MISSING",
      `${user}() of the kernel tree needs ${missing}, which no file below drivers/iommu and drivers/vfio defines`,
      `Define ${missing} in implementations/linux-source/harness/kernel, or, if it does not matter for ` +
        "reserved regions, name it in STUBBED of implementations/linux-source/tree/capabilities.ts",
      3,
    );
  }
  renameSync(made, cache.file(program));
}

function broken(compiler: Compiler, name: string, messages: string): ConformanceError {
  const first = /^.*error: .*$/m.exec(messages)?.[0] ?? messages.trim().split("\n", 1)[0] ?? "it gave no reason";
  return new ConformanceError(
    "LINUX_COMPILER_FAILED",
    `${compiler.command} (${compiler.version}) could not compile ${name}: ${first}`,
    "Use gcc 10 or newer with the C library headers (Debian: gcc, libc6-dev); set CC to use another compiler",
    3,
  );
}

function isThere(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isFile() === true;
}
