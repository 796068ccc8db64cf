/** Numbers for people, the same under every locale: 12,345. */

/** A count, 0 or more, with a comma between groups of three digits. */
export function groupDigits(count: number): string {
  return String(count).replace(/\B(?=(\d{3})+$)/g, ",");
}

/** `1 case`, `12,345 cases`; `many` where the plural is not the singular and an s. */
export function countOf(count: number, one: string, many: string = `${one}s`): string {
  return `${groupDigits(count)} ${count === 1 ? one : many}`;
}
