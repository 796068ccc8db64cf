/** How it is said that something was read which is not there: by sanitizers, and by languages that check. */

const WORDS: readonly RegExp[] = [
  // AddressSanitizer and its kin, in the kernel too.
  /AddressSanitizer: .*(?:overflow|out-of-bounds|underflow)/,
  // The harness of this suite, which knows whose end it is.
  /AddressSanitizer: .*\b(?:behind the end|before the start) of\b/,
  /\bKASAN: .*out-of-bounds/,
  // JavaScript: a DataView, and a typed array made over too little.
  /outside the bounds of the DataView/,
  /is outside the bounds of the buffer/,
  // Python: an index, a struct; Rust: a slice, an index; Go: either.
  /\bindex out of range\b/,
  /unpack_from requires a buffer of at least/,
  /\bout of range for slice of length\b/,
  /\bindex out of bounds\b/,
  /\bslice bounds out of range\b/,
];

export function isOutOfBounds(message: string): boolean {
  return message !== "" && WORDS.some((words) => words.test(message));
}
