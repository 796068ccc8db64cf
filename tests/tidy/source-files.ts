/** The files of this repository, as git knows them: what is ignored or built is not there. */

import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { ROOT } from "../support/built.ts";

/** Paths from the root, tracked or new, that exist. */
export function repositoryFiles(): string[] {
  const listed = execFileSync("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"], {
    cwd: ROOT,
    encoding: "utf8",
  });
  return listed.split("\0").filter((path) => path !== "" && existsSync(join(ROOT, path)));
}

export function read(path: string): string {
  return readFileSync(join(ROOT, path), "utf8");
}

/** What a file imports by a relative path, statically or not, from the root; types too. */
export function relativeImports(path: string): string[] {
  // At the start of a line: the imports of an example in a comment are not the file's.
  const statements = read(path).matchAll(/^(?:(?:import|export)\b[^;"]*\bfrom|import)\s+"(\.{1,2}\/[^"]+)"/gm);
  const calls = read(path).matchAll(/\bimport\(\s*"(\.{1,2}\/[^"]+)"/g);
  return [...statements, ...calls].map(([, target = ""]) => normalize(join(dirname(path), target)));
}

/** The text of a source file without its comments, so that what a comment talks about is not found. */
export function withoutComments(text: string): string {
  return text.replaceAll(/^\s*\/\*[^]*?\*\//gm, "").replaceAll(/(^|\s)\/\/.*$/gm, "");
}
