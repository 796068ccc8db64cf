/**
 * A page that stands alone: its style and its script are inside of it, and its policy lets nothing else in and no
 * request out. Both are named by their digests, so that not even markup that slipped through could run.
 */

import { createHash } from "node:crypto";
import { escapeText } from "../text/escape-text.ts";
import { markup, trusted, type Html } from "./html.ts";
import { REPORT_SCRIPT } from "./report-script.ts";
import { REPORT_STYLE } from "./report-style.ts";

/** The whole document. */
export function page(title: string, body: Html): string {
  const policy = [
    "default-src 'none'",
    `style-src '${digest(REPORT_STYLE)}'`,
    `script-src '${digest(REPORT_SCRIPT)}'`,
    // The icon that browsers would otherwise ask a server for.
    "img-src data:",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
  return markup`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${trusted(policy)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="referrer" content="no-referrer">
<link rel="icon" href="data:,">
<title>${escapeText(title, 200)}</title>
<style>${trusted(REPORT_STYLE)}</style>
</head>
<body>
${body}
<script>${trusted(REPORT_SCRIPT)}</script>
</body>
</html>
`.text;
}

function digest(text: string): string {
  return `sha256-${createHash("sha256").update(text).digest("base64")}`;
}
