/** Splits chunks of bytes into lines, with a limit on what is buffered of an unterminated line. */

const NEWLINE = 0x0a;

export class LineSplitter {
  readonly #longest: number;
  readonly #onLine: (line: Buffer) => void;
  #parts: Buffer[] = [];
  #length = 0;

  /** `longest` is the maximum length of a line in bytes, without its newline. */
  constructor(longest: number, onLine: (line: Buffer) => void) {
    this.#longest = longest;
    this.#onLine = onLine;
  }

  /** The number of bytes of the line that has not ended yet. */
  get unfinished(): number {
    return this.#length;
  }

  /** The first bytes of the line that has not ended yet. */
  beginning(bytes: number): Buffer {
    return Buffer.concat(this.#parts).subarray(0, bytes);
  }

  /** Takes a chunk, and calls back for each line that it completes. False if a line is longer than allowed. */
  take(chunk: Buffer): boolean {
    let from = 0;
    for (;;) {
      const newline = chunk.indexOf(NEWLINE, from);
      const piece = from === 0 && newline < 0 ? chunk : chunk.subarray(from, newline < 0 ? chunk.length : newline);
      if (this.#length + piece.length > this.#longest) return false;
      if (newline < 0) {
        if (piece.length > 0) this.#parts.push(piece);
        this.#length += piece.length;
        return true;
      }
      this.#onLine(this.#completed(piece));
      from = newline + 1;
    }
  }

  #completed(piece: Buffer): Buffer {
    if (this.#parts.length === 0) return piece;
    this.#parts.push(piece);
    const line = Buffer.concat(this.#parts);
    this.#parts = [];
    this.#length = 0;
    return line;
  }
}
