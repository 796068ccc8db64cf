/**
 * HTML that nothing can be injected into: a tagged template that escapes every value but markup of its own.
 *
 * Texts are cut and have their acting characters shown as escapes (`escapeText`), so a right-to-left mark or a
 * megabyte in an implementation's name does as little as `<script>` does.
 */

import { escapeText } from "../text/escape-text.ts";
import { xmlText } from "../xml/xml-text.ts";

/** Markup: the only thing that is put into markup as it is. Made by {@link markup} and {@link trusted} alone. */
export class Html {
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}

export type HtmlValue = Html | string | number | false | undefined | readonly HtmlValue[];

/** No text in a report is longer than this; a replay command with a hostile name in it comes closest. */
const MOST = 8000;

/** Markup with values in it: attributes have to be quoted, and values never stand for names. */
export function markup(strings: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  let text = strings[0] ?? "";
  for (const [index, value] of values.entries()) text += write(value) + (strings[index + 1] ?? "");
  return new Html(text);
}

/** A style sheet or a script of ours: text that is not to be escaped. */
export function trusted(text: string): Html {
  return new Html(text);
}

/**
 * Texts below each other, for a `pre`. A line break in a template is white space to whoever formats the source, and
 * may become a blank.
 */
export function textBlock(lines: readonly string[]): Html {
  return new Html(lines.map((line) => `${write(line)}\n`).join(""));
}

function write(value: HtmlValue): string {
  if (value instanceof Html) return value.text;
  if (value === undefined || value === false) return "";
  if (typeof value === "number") return String(value);
  if (typeof value === "string") return xmlText(escapeText(value, MOST));
  return value.map(write).join("");
}
