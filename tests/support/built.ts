/** The built package, for tests that run it as a user does: `dist` is built first if a source is newer. */

import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readFileSync, rmdirSync, statSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** The root of the repository. */
export const ROOT: string = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

/** The command as built. */
export const COMMAND: string = join(ROOT, "dist", "cli", "main.js");

const LOCK = join(ROOT, "node_modules", ".rmrr-conformance-building");
/** A lock that is older was left behind by a process that died. */
const MOST_MILLISECONDS = 180_000;

/** Builds `dist` unless it is newer than every source. Test files that run at the same time build it once. */
export function ensureBuilt(): void {
  if (!isStale()) return;
  withLock(() => {
    if (!isStale()) return;
    try {
      execFileSync(process.execPath, [join(ROOT, "node_modules", "typescript", "bin", "tsc"), "-p", "tsconfig.json"], {
        cwd: ROOT,
        stdio: "pipe",
      });
    } catch (error) {
      // A type error elsewhere does not keep tsc from emitting, and `npm run typecheck` is where it belongs.
      if (!existsSync(COMMAND)) throw error;
    }
  });
}

function isStale(): boolean {
  if (!existsSync(COMMAND)) return true;
  const built = statSync(COMMAND).mtimeMs;
  const { include } = JSON.parse(readFileSync(join(ROOT, "tsconfig.json"), "utf8")) as { include: string[] };
  return ["tsconfig.json", ...include].some((entry) => newestOf(join(ROOT, entry)) > built);
}

function newestOf(path: string): number {
  const stats = statSync(path, { throwIfNoEntry: false });
  if (stats === undefined) return 0;
  if (!stats.isDirectory()) return stats.mtimeMs;
  return Math.max(0, ...readdirSync(path).map((name) => newestOf(join(path, name))));
}

function withLock(action: () => void): void {
  const started = Date.now();
  for (;;) {
    try {
      mkdirSync(LOCK);
      break;
    } catch {
      const age = Date.now() - (statSync(LOCK, { throwIfNoEntry: false })?.mtimeMs ?? Date.now());
      if (age > MOST_MILLISECONDS) rmdirSync(LOCK);
      if (Date.now() - started > 2 * MOST_MILLISECONDS) throw new Error(`${LOCK} is held by another process`);
      Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 100);
    }
  }
  try {
    action();
  } finally {
    rmdirSync(LOCK);
  }
}
