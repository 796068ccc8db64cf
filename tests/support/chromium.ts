/** A real browser for tests of what it shows: Debian's chromium, or the one that CHROMIUM names. */

import { existsSync } from "node:fs";
import { chromium, type Browser } from "playwright-core";

const CANDIDATES = [process.env.CHROMIUM, "/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"];

const ARGUMENTS = [
  "--headless",
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

/** The path of the browser, or undefined if there is none. */
export const CHROMIUM: string | undefined = CANDIDATES.find((path) => path !== undefined && existsSync(path));

/** Starts it with a profile of its own, which is removed when it is closed. */
export function startChromium(): Promise<Browser> {
  return chromium.launch({ executablePath: CHROMIUM!, args: ARGUMENTS });
}
