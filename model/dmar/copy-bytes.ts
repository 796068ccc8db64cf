/** A copy of some bytes, a plain Uint8Array also where they lie in a Buffer, whose own slice shares memory. */
export function copyBytes(bytes: Uint8Array, start: number, end: number): Uint8Array {
  const copy = new Uint8Array(end - start);
  copy.set(bytes.subarray(start, end));
  return copy;
}
