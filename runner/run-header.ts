/** The first lines of a record: what is judged, and what the run was asked to do. */

import { readFileSync } from "node:fs";
import { RECORD_FORMAT, type AskedLine, type HeaderLine, type RecordedOptions } from "../model/record.ts";
import { SUITE_VERSION, VTD_REVISION } from "../model/suite-version.ts";
import { scenarioToWire } from "../model/wire/scenario-wire.ts";
import { canonicalJson, sha256 } from "./canonical-json.ts";
import type { StoreContent } from "./failure-store.ts";
import type { PlanData } from "./judging-plan.ts";
import type { KnownDivergence } from "./known-divergence.ts";
import { moduleUrl } from "./load-implementation.ts";
import type { RunContext } from "./run-context.ts";

export function headerOf(
  context: RunContext,
  data: PlanData,
  store: StoreContent,
  judgesStored: boolean,
  caseTimeout: number,
): HeaderLine {
  const { options, profile, judge, divergences, fixed } = context;
  const { name, version, language, homepage, either = [] } = judge.description;
  const { allowUnobserved = [] } = options;
  const recorded: RecordedOptions = {
    runs: data.runs,
    ...(data.exhaustive === true ? { exhaustive: true as const } : {}),
    only: data.only,
    tables: data.tables.map((table) => ({ name: table.name, digest: table.digest })),
    stored: judgesStored,
    ...(allowUnobserved.length === 0 ? {} : { allowUnobserved }),
    ...("module" in options.subject ? { caseTimeout } : {}),
    ...(data.countsSituations === true ? { situations: true } : {}),
  };
  return {
    line: "header",
    format: RECORD_FORMAT,
    suiteVersion: SUITE_VERSION,
    specification: VTD_REVISION,
    profile: profile.name,
    either,
    seed: options.seed,
    options: recorded,
    storeDigest: digestOfStore(store, [...divergences, ...fixed]),
    implementation: {
      name,
      ...(version === undefined ? {} : { version }),
      ...(language === undefined ? {} : { language }),
      ...(homepage === undefined ? {} : { homepage }),
    },
  };
}

/** What the header does not say completely, for a run that is resumed or merged. */
export function askedOf({ options, divergences, fixed }: RunContext, store: StoreContent): AskedLine {
  return {
    line: "asked",
    command: options.command ?? [],
    ...("module" in options.subject ? digestOfModule(options.subject.module) : {}),
    tables: (options.tables ?? []).map(({ name, bytes }) => ({ name, bytes })),
    known: [...divergences, ...fixed].map(divergenceToWire),
    stored: store.files.map(({ name, text }) => ({ name, text })),
    problems: store.problems.map(({ code, message: cause, nextStep }) => ({ code, cause, nextStep })),
  };
}

/** Modules imported by the module are not included; the implementation's version should cover them. */
function digestOfModule(module: string | URL): { readonly module?: string } {
  const url = moduleUrl(module);
  return url.protocol === "file:" ? { module: sha256(readFileSync(url)) } : {};
}

function digestOfStore({ files }: StoreContent, divergences: readonly KnownDivergence[]): string {
  const known = divergences.map(divergenceToWire);
  return sha256(canonicalJson({ stored: files.map(({ name, digest }) => [name, digest]), known }));
}

function divergenceToWire({ scenario, ...rest }: KnownDivergence): AskedLine["known"][number] {
  return { ...rest, scenario: scenarioToWire(scenario) };
}
