/** The last of what a program wrote to its standard error, however much that was. */

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
    // A program that floods must not make this quadratic: what is kept is cut only now and then.
    if (this.#length < 4 * this.#most && this.#chunks.length < 1024) return;
    const kept = Buffer.from(this.#joined());
    this.#chunks = [kept];
    this.#length = kept.length;
  }

  /** The last lines, without blanks around them. */
  text(): string {
    return this.#joined().toString("utf8").trim();
  }

  #joined(): Buffer {
    return Buffer.concat(this.#chunks).subarray(-this.#most);
  }
}
