/**
 * Checks single values that come over the wire, and tracks the path to the one that is wrong.
 *
 * Readers check while they convert: in one pass over the data, without recursing into unknown members, and without
 * using a member name as anything but a constant. So neither deep nesting nor names such as `__proto__` can do harm.
 * Tracking the path costs a push and a pop for each list element.
 */

import { ConformanceError } from "../conformance-error.ts";
import type { AddressRange } from "../region.ts";

/** An object parsed from JSON, not yet checked. */
export type Unchecked = Readonly<Record<string, unknown>>;

/** Hexadecimal addresses longer than this may not fit into a number exactly. */
const EXACT_DIGITS = 13;

export class WireReader {
  readonly #what: string;
  readonly #path: (string | number)[] = [];

  /** `what` is the value's name in errors: `scenario`, `trace`. */
  constructor(what: string) {
    this.#what = what;
  }

  /** The following checks are about the members of this member. */
  enter(member: string | number): void {
    this.#path.push(member);
  }

  leave(): void {
    this.#path.pop();
  }

  /** Throws the error for a member of the current value; without a name, for the value itself. */
  fail(code: string, name: string | undefined, problem: string): never {
    let path = "$";
    for (const member of name === undefined ? this.#path : [...this.#path, name]) {
      path += typeof member === "number" ? `[${member}]` : `.${member}`;
    }
    throw new ConformanceError(
      code,
      `the ${this.#what} is wrong at ${path}: ${problem}`,
      `Compare it with the JSON Schema of a ${this.#what} in the folder schemas.`,
      3,
    );
  }

  /** Throws the error for a value of another type than the one wanted. */
  wrongType(value: unknown, name: string | undefined, wanted: string): never {
    if (value === undefined) this.fail("WIRE_MISSING", name, `${wanted} is missing`);
    const hint = value === null ? "; a member without a value is left out" : "";
    this.fail("WIRE_TYPE", name, `${describeValue(value)} instead of ${wanted}${hint}`);
  }

  object(value: unknown, name?: string): Unchecked {
    if (typeof value !== "object" || value === null || Array.isArray(value)) this.wrongType(value, name, "an object");
    return value as Unchecked;
  }

  list(value: unknown, name?: string): readonly unknown[] {
    if (!Array.isArray(value)) this.wrongType(value, name, "a list");
    return value as readonly unknown[];
  }

  /** A list whose elements are read by `read`, with the path set to each element. */
  each<Value>(value: unknown, name: string, read: (element: unknown, at: WireReader) => Value): Value[] {
    const list = this.list(value, name);
    const values: Value[] = [];
    this.#path.push(name, 0);
    const last = this.#path.length - 1;
    for (let index = 0; index < list.length; index++) {
      this.#path[last] = index;
      values.push(read(list[index], this));
    }
    this.#path.length = last - 1;
    return values;
  }

  text(value: unknown, name: string): string {
    if (typeof value !== "string") this.wrongType(value, name, "a text");
    return value;
  }

  /** A list of strings. */
  texts(value: unknown, name: string): readonly string[] {
    const list = this.list(value, name);
    for (let index = 0; index < list.length; index++) {
      if (typeof list[index] !== "string") this.wrongType(list[index], `${name}[${index}]`, "a text");
    }
    return list as readonly string[];
  }

  flag(value: unknown, name: string): boolean {
    if (typeof value !== "boolean") this.wrongType(value, name, "true or false");
    return value;
  }

  /** A member that is either absent or true. */
  mark(value: unknown, name: string): true {
    if (value !== true) this.wrongType(value, name, "true, or nothing");
    return true;
  }

  /** An integer between two inclusive bounds. */
  integer(value: unknown, name: string, least: number, greatest: number): number {
    if (typeof value !== "number") this.wrongType(value, name, "a number");
    if (!Number.isInteger(value) || value < least || value > greatest) {
      this.fail("WIRE_RANGE", name, `${value} is not an integer from ${least} to ${greatest}`);
    }
    return value;
  }

  /** A share: a number from 0 to 1, inclusive. */
  share(value: unknown, name: string): number {
    if (typeof value !== "number") this.wrongType(value, name, "a number");
    if (!(value >= 0 && value <= 1)) this.fail("WIRE_RANGE", name, `${value} is not a number from 0 to 1`);
    return value;
  }

  choice<Value extends string>(value: unknown, name: string, allowed: readonly Value[]): Value {
    if (!(allowed as readonly unknown[]).includes(value)) {
      if (typeof value !== "string") this.wrongType(value, name, "a text");
      this.fail("WIRE_CHOICE", name, `${describeValue(value)} is none of ${allowed.join(", ")}`);
    }
    return value as Value;
  }

  /** A list of strings from a closed set. */
  choices<Value extends string>(value: unknown, name: string, allowed: readonly Value[]): readonly Value[] {
    return this.list(value, name).map((element, index) => this.choice(element, `${name}[${index}]`, allowed));
  }

  /** A 64-bit address, `0x` and one to sixteen digits. */
  address(value: unknown, name: string): bigint {
    if (typeof value !== "string") this.wrongType(value, name, 'an address, a text such as "0xfee00000"');
    const length = value.length;
    if (length < 3 || length > 18 || value.charCodeAt(0) !== 0x30 || value.charCodeAt(1) !== 0x78) {
      this.#notAnAddress(value, name);
    }
    // Checks and converts in one pass: `BigInt` alone would accept blanks, and is slower.
    let number = 0;
    for (let index = 2; index < length; index++) {
      const digit = hexDigit(value.charCodeAt(index));
      if (digit < 0) this.#notAnAddress(value, name);
      number = number * 16 + digit;
    }
    return length - 2 <= EXACT_DIGITS ? BigInt(number) : BigInt(value);
  }

  /** A range of addresses; `end` may be less than `start`, as in broken firmware. */
  range(value: unknown, name?: string): AddressRange {
    const raw = this.object(value, name);
    if (name !== undefined) this.#path.push(name);
    const range = { start: this.address(raw.start, "start"), end: this.address(raw.end, "end") };
    if (name !== undefined) this.#path.pop();
    return range;
  }

  /** Bytes, two hexadecimal digits each. */
  bytes(value: unknown, name: string): Uint8Array {
    if (typeof value !== "string") this.wrongType(value, name, "a text of hexadecimal digits");
    // `Buffer.from` silently stops at the first invalid pair; the length reveals it.
    const bytes = Buffer.from(value, "hex");
    if (bytes.length * 2 !== value.length) {
      this.fail("WIRE_HEX", name, `not two hexadecimal digits a byte, at digit ${bytes.length * 2} of ${value.length}`);
    }
    return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
  }

  #notAnAddress(value: string, name: string): never {
    this.fail("WIRE_HEX", name, `${describeValue(value)} is not 0x and one to sixteen hexadecimal digits`);
  }
}

/** Describes a value of any kind in a few words. It never walks into the value, which may be deeply nested. */
export function describeValue(value: unknown): string {
  if (typeof value === "string")
    return value.length <= 60 ? JSON.stringify(value) : `${JSON.stringify(value.slice(0, 60))} and so on`;
  if (value === null) return "null";
  if (Array.isArray(value)) return `a list of ${value.length}`;
  if (typeof value === "object") return "an object";
  return typeof value === "function" ? "a function" : String(value);
}

/** The value of a digit; negative if it is not a digit. */
function hexDigit(code: number): number {
  if (code <= 0x39) return code - 0x30;
  if (code >= 0x61 && code <= 0x66) return code - 0x57;
  if (code >= 0x41 && code <= 0x46) return code - 0x37;
  return -1;
}
