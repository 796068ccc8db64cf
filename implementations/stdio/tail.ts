/** The last part of what a program wrote to standard error, however much that was. */

export class Tail {
  readonly #most: number;
  #chunks: Buffer[] = [];
  #length = 0;

  constructor(mostBytes: number) {
    this.#most = mostBytes;
  }

  take(chunk: Buffer): void {
    this.#chunks.push(chunk);
    this.#length += chunk.length;
    // For a program that floods its output, this must not be quadratic, so the buffer is trimmed only occasionally.
    if (this.#length < 4 * this.#most && this.#chunks.length < 1024) return;
    const kept = Buffer.from(this.#joined());
    this.#chunks = [kept];
    this.#length = kept.length;
  }

  /** The last lines, without surrounding whitespace. */
  text(): string {
    return this.#joined().toString("utf8").trim();
  }

  #joined(): Buffer {
    return Buffer.concat(this.#chunks).subarray(-this.#most);
  }
}
