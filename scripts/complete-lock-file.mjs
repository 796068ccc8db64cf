/**
 * Puts into package-lock.json what `npm install` leaves out of it where a registry does not hold the binaries of
 * every platform: `npm ci` refuses a lock file in which an optional dependency is missing, even one that it would
 * not install. Run it after `npm install`; it changes nothing if nothing is missing.
 *
 * An entry made here has no integrity, because there was nothing to compute it from; npm verifies such a package
 * by what its registry says, on the platforms that want it.
 */

import { readFileSync, writeFileSync } from "node:fs";

const FILE = new URL("../package-lock.json", import.meta.url);
const lock = JSON.parse(readFileSync(FILE, "utf8"));

/** Operating systems and processors as npm names them, where a binding's name says them in another way. */
const PROCESSORS = {
  x64: "x64",
  arm64: "arm64",
  arm: "arm",
  ia32: "ia32",
  ppc64: "ppc64",
  riscv64: "riscv64",
  s390x: "s390x",
};
const LIBRARIES = { gnu: "glibc", musl: "musl", gnueabihf: "glibc", musleabihf: "musl" };

const added = [];
for (const { optionalDependencies = {}, dev } of Object.values(lock.packages)) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const key = `node_modules/${name}`;
    if (lock.packages[key] !== undefined) continue;
    const binding = /binding-(?<os>[a-z0-9]+)-(?<cpu>[a-z0-9]+)(?:-(?<library>[a-z]+))?$/.exec(name)?.groups;
    if (binding === undefined || !/^\d+\.\d+\.\d+$/.test(version)) {
      throw new Error(`${name}@${version} is missing from the lock file and is no binary of a known platform`);
    }
    const library = binding.os === "linux" ? LIBRARIES[binding.library] : undefined;
    lock.packages[key] = {
      version,
      cpu: [PROCESSORS[binding.cpu] ?? binding.cpu],
      ...(dev === true ? { dev } : {}),
      ...(library === undefined ? {} : { libc: [library] }),
      optional: true,
      os: [binding.os],
    };
    added.push(name);
  }
}

// The order in which npm writes them.
const sorted = Object.entries(lock.packages).sort(([left], [right]) => left.localeCompare(right, "en"));
lock.packages = Object.fromEntries(sorted);
if (added.length > 0) writeFileSync(FILE, `${JSON.stringify(lock, undefined, 2)}\n`);
console.log(added.length === 0 ? "nothing is missing" : `added ${added.length}: ${added.join(", ")}`);
