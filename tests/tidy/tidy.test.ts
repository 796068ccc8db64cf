/** What keeps the house in order: imports one way, small files, nothing dead, nothing from this machine. */

import { spawnSync } from "node:child_process";
import { describe, expect, test } from "vitest";
import { FAULTY } from "../../implementations/faulty/index.ts";
import { REQUIREMENTS } from "../../suites/index.ts";
import { ROOT } from "../support/built.ts";
import { read, relativeImports, repositoryFiles, withoutComments } from "./source-files.ts";

const FILES = repositoryFiles();
const SOURCES = FILES.filter((path) => /\.(?:ts|mjs|py|c|h|sh)$/.test(path));

/** Which rooms the files of a room may import, besides their own. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  model: [],
  generators: ["model"],
  oracle: ["model"],
  implementations: ["model"],
  suites: ["oracle", "generators", "implementations", "model"],
  runner: ["suites", "oracle", "generators", "implementations", "model"],
  reports: ["suites", "oracle", "generators", "implementations", "model"],
  cli: ["reports", "runner", "suites", "oracle", "generators", "implementations", "model"],
  vitest: ["reports", "runner", "suites", "oracle", "generators", "implementations", "model"],
};

function roomOf(path: string): string {
  return path.split("/")[0] ?? "";
}

describe("imports", () => {
  const ours = SOURCES.filter((path) => path.endsWith(".ts") && roomOf(path) in MAY_IMPORT);

  test("go one way", () => {
    const wrong = ours.flatMap((path) =>
      relativeImports(path)
        .filter((target) => {
          const allowed = [roomOf(path), ...(MAY_IMPORT[roomOf(path)] ?? [])];
          return !allowed.includes(roomOf(target));
        })
        .map((target) => `${path} imports ${target}`),
    );
    expect(wrong).toEqual([]);
  });

  test("of the oracle never lead to the reference, directly or indirectly, nor the other way round", () => {
    const reachable = (start: string): Set<string> => {
      const seen = new Set<string>();
      const queue = ours.filter((path) => path.startsWith(start));
      for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
        if (seen.has(path)) continue;
        seen.add(path);
        queue.push(...relativeImports(path));
      }
      return seen;
    };
    expect([...reachable("oracle/")].filter((path) => /^(?:generators|implementations|suites)\//.test(path))).toEqual(
      [],
    );
    expect(
      [...reachable("implementations/reference/")].filter((path) => /^(?:oracle|generators|suites)\//.test(path)),
    ).toEqual([]);
  });

  test("of files name an existing file with its extension", () => {
    const missing = ours.flatMap((path) =>
      relativeImports(path)
        .filter((target) => !FILES.includes(target))
        .map((target) => `${path} imports ${target}`),
    );
    expect(missing).toEqual([]);
  });
});

describe("files", () => {
  test("have at most 400 lines", () => {
    const long = SOURCES.map((path) => ({ path, lines: read(path).split("\n").length - 1 })).filter(
      ({ lines }) => lines > 400,
    );
    expect(long).toEqual([]);
  });

  test("open with a comment on their purpose", () => {
    const silent = SOURCES.filter((path) => path.endsWith(".ts") && roomOf(path) in MAY_IMPORT).filter(
      (path) => !/^(?:#!.*\n)?\/\*\*/.test(read(path)),
    );
    expect(silent).toEqual([]);
  });

  test("are named in kebab-case", () => {
    const odd = SOURCES.filter((path) => path.endsWith(".ts")).filter(
      (path) => !/^(?:[a-z0-9-]+\/)*[a-z0-9-]+(?:\.(?:test|config))?\.ts$/.test(path),
    );
    expect(odd).toEqual([]);
  });

  test("contain no path of the machine they were written on, and no note of work left to do", () => {
    // Put together, so that this file does not find itself.
    const machine = new RegExp(`(^|[^A-Za-z0-9_.])/(${["work", "farm"].join("|")})/`, "m");
    const later = new RegExp(
      `\\b(${["TO", "FIX", "XX"].map((start, index) => start + ["DO", "ME", "X"][index]).join("|")})\\b`,
    );
    const found = FILES.filter(
      (path) => /\.(?:ts|mjs|json|md|py|c|h|sh|yml|yaml)$|^\.ci\//.test(path) && path !== "package-lock.json",
    ).filter((path) => machine.test(read(path)) || later.test(read(path)));
    expect(found).toEqual([]);
  });

  test("remove the temporary folders they create", () => {
    const left = SOURCES.filter((path) => path.endsWith(".ts")).filter((path) => {
      const text = withoutComments(read(path));
      return /\bmkdtempSync\(/.test(text) && !/\brmSync\(/.test(text);
    });
    expect(left).toEqual([]);
  });

  test("take randomness only from the seed", () => {
    const forbidden = /\bMath\.random\b|\bDate\.now\b|\bnew Date\(|\blocaleCompare\b|\btoLocale/;
    const judged = SOURCES.filter(
      (path) => /^(?:model|generators|oracle|suites|runner|implementations)\//.test(path) && path.endsWith(".ts"),
    );
    const found = judged.filter((path) => forbidden.test(withoutComments(read(path))));
    expect(found).toEqual([
      // By the clock it is only decided whether a file is read again, never what is made of it.
      "implementations/linux-source/tree/file-mark.ts",
      // The environment line of a record says when it was made, and is never compared.
      "runner/record-ends.ts",
    ]);
  });
});

describe("dead code", () => {
  test("there is none: files, exports, dependencies (knip)", { timeout: 120_000 }, () => {
    const { status, stdout, stderr } = spawnSync("npx", ["knip", "--no-progress"], { cwd: ROOT, encoding: "utf8" });
    expect(status, stdout + stderr).toBe(0);
  });
});

describe("requirements", () => {
  const ids = REQUIREMENTS.map(({ id }) => id);

  test("have unique ids made of a family and a name", () => {
    expect(new Set(ids).size).toBe(ids.length);
    for (const id of ids) expect(id).toMatch(/^[a-z]+\/[a-z0-9-]+$/);
  });

  test("have a statement, a source and a condition for being judged", () => {
    for (const { statement, source, when, streams } of REQUIREMENTS) {
      expect(statement).toMatch(/^[A-Z].*\.$/s);
      expect(source.length).toBeGreaterThan(3);
      expect(when.length).toBeGreaterThan(10);
      expect(streams.length).toBeGreaterThan(0);
    }
  });

  test("are each named by a faulty implementation that they must detect", () => {
    const killers = new Set(FAULTY.map(({ killedBy }) => killedBy.requirement));
    expect(ids.filter((id) => !killers.has(id))).toEqual([]);
  });

  test("exist for every faulty implementation, in known families", () => {
    const families = new Set(ids.map(familyOf));
    const missing = FAULTY.map(({ killedBy }) => killedBy.requirement).filter(
      (id) => families.has(familyOf(id)) && !ids.includes(id),
    );
    expect(missing).toEqual([]);
  });
});

function familyOf(id: string): string {
  return id.slice(0, id.indexOf("/"));
}
