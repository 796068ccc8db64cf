/**
 * Colour, which never says anything that the text does not say too.
 *
 * `util.styleText` is the only source of escape sequences; whether a stream wants them is decided once, by
 * {@link wantsColour}, and not again at every word.
 */

import { styleText } from "node:util";

/** What a text is, not how it looks. */
export type Tone = "good" | "bad" | "warning" | "title" | "quiet" | "plain";

export type Painter = (tone: Tone, text: string) => string;

/** A painter that colours, or one that leaves every text as it is. */
export function painter(colour: boolean): Painter {
  return colour ? paint : (_tone, text) => text;
}

/** What is known here of a stream. The types of Node are not for the declarations that a user of the library reads. */
interface OutputStream {
  readonly isTTY?: boolean;
  write(text: string): unknown;
}

/** True if the stream is a terminal that shows colours, as NO_COLOR and FORCE_COLOR have it. */
export function wantsColour(stream: OutputStream): boolean {
  // One format, not an array: Node 20 colours arrays whatever the stream is.
  return styleText("bold", "x", { validateStream: true, stream: stream as NodeJS.WritableStream }) !== "x";
}

const FORMATS = { good: "green", bad: "red", warning: "yellow", title: "bold", quiet: "dim", plain: "reset" } as const;

function paint(tone: Tone, text: string): string {
  if (tone === "plain" || text === "") return text;
  return styleText(FORMATS[tone], text, { validateStream: false });
}
