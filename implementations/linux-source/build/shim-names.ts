/** The names defined by the shim's headers, so that the tree's definitions of the same names are not extracted. */

import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { readDirectives } from "../c/directives.ts";
import { splitItems } from "../c/items.ts";
import type { ShimNames } from "../tree/extraction.ts";

/** Reads the headers below a harness folder. */
export function shimNames(harness: string): ShimNames {
  const names = new Set<string>();
  const tags = new Set<string>();
  const kernel = join(harness, "kernel");
  const headers = readdirSync(kernel)
    .filter((name) => name.endsWith(".h"))
    .map((name) => join(kernel, name));
  for (const header of [...headers, join(harness, "harness.h"), join(harness, "glue.h")]) {
    for (const item of splitItems(header, readDirectives(readFileSync(header, "utf8"), new Map()))) {
      // A type that is only declared may still come from the tree.
      if (item.kind === "declaration" && item.tokens[0]!.text === "struct") continue;
      for (const name of item.names) names.add(name);
      for (const tag of item.tags) tags.add(tag);
    }
  }
  for (const error of ERRORS.split(" ")) names.add(error);
  // Names that the C library's headers define.
  for (const name of LIBRARY_NAMES.split(" ")) names.add(name);
  return { names, tags };
}

const LIBRARY_NAMES =
  "bool true false NULL offsetof size_t uintptr_t intptr_t va_list va_start va_end ULONG_MAX LONG_MAX UINT_MAX INT_MAX " +
  "INT_MIN CHAR_BIT LLONG_MAX ULLONG_MAX SHRT_MAX USHRT_MAX UCHAR_MAX SIZE_MAX";

const ERRORS =
  "EPERM ENOENT EIO ENXIO E2BIG ENOEXEC EAGAIN ENOMEM EACCES EFAULT EBUSY EEXIST EXDEV ENODEV EINVAL EMSGSIZE ENOSPC " +
  "ERANGE EDOM ENODATA ETIME EOVERFLOW ENOTTY EOPNOTSUPP EADDRINUSE EADDRNOTAVAIL ETIMEDOUT ECANCELED EINTR ENOSYS";
