/** A copy of some bytes as a plain Uint8Array, even if they are in a Buffer, whose own `slice` shares memory. */
export function copyBytes(bytes: Uint8Array, start: number, end: number): Uint8Array {
  const copy = new Uint8Array(end - start);
  copy.set(bytes.subarray(start, end));
  return copy;
}
