/** Text inside of XML, SVG and HTML, none of which it can leave. */

const ENTITIES: ReadonlyMap<string, string> = new Map([
  ["&", "&amp;"],
  ["<", "&lt;"],
  [">", "&gt;"],
  ['"', "&quot;"],
  ["'", "&#39;"],
]);

/** What XML 1.0 has no way to write, not even as a reference: controls, lone surrogates, U+FFFE and U+FFFF. */
// oxlint-disable-next-line no-control-regex
const NOT_XML = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]|\p{Cs}/gu;

/** The text as character data or as the value of a quoted attribute. Line breaks and tabs are kept. */
export function xmlText(text: string): string {
  return text
    .replace(NOT_XML, (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`)
    .replace(/[&<>"']/g, (character) => ENTITIES.get(character) ?? character);
}

/** ` name="value"` for each attribute that has a value. Names are ours; values may be anybody's. */
export function xmlAttributes(attributes: Readonly<Record<string, string | number | undefined>>): string {
  return Object.entries(attributes)
    .flatMap(([name, value]) => (value === undefined ? [] : ` ${name}="${xmlText(String(value))}"`))
    .join("");
}
