/**
 * The file of known divergences.
 *
 * ```json
 * {
 *   "format": "rmrr-conformance/known-divergences/1",
 *   "divergences": [
 *     {
 *       "requirement": "merge/adjacent",
 *       "rule": "touching-regions-apart",
 *       "also": [{ "requirement": "merge/any-order", "rules": ["order-matters"] }],
 *       "when": ["touching-ranges", "!three-regions-bridged"],
 *       "reason": "Merging touching regions came with 5.4.",
 *       "link": "https://lore.kernel.org/…",
 *       "versions": { "from": "5.3", "to": "5.3" },
 *       "fixed": { "release": "5.4", "change": "4dbd258ff63e" },
 *       "scenario": "rmrr-failures/merge.adjacent--touching-regions-apart--0123456789ab.json"
 *     }
 *   ]
 * }
 * ```
 *
 * `scenario` is a scenario, or the path of a file that holds one, relative to this file: a stored failure will do.
 */

import { readFile } from "node:fs/promises";
import { dirname, resolve } from "node:path";
import { ConformanceError } from "../model/conformance-error.ts";
import type { Scenario } from "../model/scenario.ts";
import { whyUnread } from "../model/unread-file.ts";
import { readScenario } from "../model/wire/scenario-wire.ts";
import { WireReader, type Unchecked } from "../model/wire/wire-reader.ts";
import type { Fix, FurtherRules, KnownDivergence, VersionRange } from "./known-divergence.ts";

export const KNOWN_DIVERGENCES_FORMAT = "rmrr-conformance/known-divergences/1";

/**
 * Reads known divergences from a file.
 *
 * @throws ConformanceError `KNOWN_NOT_FOUND`, `KNOWN_INVALID`
 */
export async function loadKnownDivergences(path: string): Promise<readonly KnownDivergence[]> {
  const value = await readJson(path, path);
  const at = new WireReader("file of known divergences");
  try {
    const raw = at.object(value);
    if (raw.format !== KNOWN_DIVERGENCES_FORMAT) throw invalid(path, `its format is not ${KNOWN_DIVERGENCES_FORMAT}`);
    // Scenarios in separate files are read afterwards, because this pass is synchronous.
    const divergences = at.each(raw.divergences, "divergences", readDivergence);
    return await Promise.all(
      divergences.map(async ({ scenario, ...rest }) => ({
        ...rest,
        scenario: typeof scenario === "string" ? await loadScenario(resolve(dirname(path), scenario), path) : scenario,
      })),
    );
  } catch (error) {
    if (error instanceof ConformanceError && error.code.startsWith("WIRE_")) throw invalid(path, error.message);
    throw error;
  }
}

/** A divergence as written in the file: its scenario may be the path of another file. */
function readDivergence(
  value: unknown,
  at: WireReader,
): Omit<KnownDivergence, "scenario"> & { readonly scenario: Scenario | string } {
  const raw = at.object(value);
  return {
    requirement: at.text(raw.requirement, "requirement"),
    rule: at.text(raw.rule, "rule"),
    ...(raw.also === undefined ? {} : { also: at.each(raw.also, "also", readFurtherRules) }),
    when: at.texts(raw.when, "when"),
    reason: at.text(raw.reason, "reason"),
    ...(raw.link === undefined ? {} : { link: at.text(raw.link, "link") }),
    ...(raw.versions === undefined ? {} : { versions: readVersions(raw.versions, at) }),
    ...(raw.fixed === undefined ? {} : { fixed: readFix(raw.fixed, at) }),
    scenario: typeof raw.scenario === "string" ? raw.scenario : readScenario(raw.scenario, at, "scenario"),
  };
}

/** A divergence as a record stores it, independent of the files it was read from. */
export function readKeptDivergence(value: unknown, at: WireReader): KnownDivergence {
  const { scenario, ...rest } = readDivergence(value, at);
  if (typeof scenario === "string") at.fail("WIRE_TYPE", "scenario", "a path, where the scenario itself has to be");
  return { ...rest, scenario };
}

function readFurtherRules(value: unknown, at: WireReader): FurtherRules {
  const raw = at.object(value);
  return { requirement: at.text(raw.requirement, "requirement"), rules: at.texts(raw.rules, "rules") };
}

function readVersions(value: unknown, at: WireReader): VersionRange {
  const raw = at.object(value, "versions");
  at.enter("versions");
  const range = {
    ...(raw.from === undefined ? {} : { from: at.text(raw.from, "from") }),
    ...(raw.to === undefined ? {} : { to: at.text(raw.to, "to") }),
  };
  at.leave();
  return range;
}

function readFix(value: unknown, at: WireReader): Fix {
  const raw = at.object(value, "fixed");
  at.enter("fixed");
  const release = at.text(raw.release, "release");
  // A release that cannot be compared would leave the divergence in force forever.
  if (!/^\d+(\.\d+)*$/u.test(release)) at.fail("WIRE_VALUE", "release", "no version of numbers, such as 6.4");
  const change = raw.change === undefined ? {} : { change: at.text(raw.change, "change") };
  at.leave();
  return { release, ...change };
}

/** A scenario from a file that contains it directly, or as the member `scenario` of another object. */
async function loadScenario(path: string, from: string): Promise<Scenario> {
  const value = await readJson(path, from);
  const at = new WireReader("scenario");
  const raw: Unchecked = at.object(value);
  return raw.platform === undefined ? readScenario(raw.scenario, at, "scenario") : readScenario(raw, at);
}

async function readJson(path: string, from: string): Promise<unknown> {
  let text: string;
  try {
    text = await readFile(path, "utf8");
  } catch (error) {
    throw new ConformanceError(
      "KNOWN_NOT_FOUND",
      whyUnread(path, error),
      "Name an existing file of known divergences; scenario paths in it are relative to that file.",
    );
  }
  try {
    // Windows editors may put a byte order mark at the start.
    return JSON.parse(text.replace(/^\uFEFF/, ""));
  } catch {
    throw invalid(from, path === from ? "it is not JSON" : `${path} is not JSON`);
  }
}

function invalid(path: string, problem: string): ConformanceError {
  return new ConformanceError(
    "KNOWN_INVALID",
    `the known divergences in ${path} cannot be used: ${problem}`,
    "See docs/known-divergences.md for the format.",
  );
}
