/** Bytes in host byte order, appended to a growing buffer. */

const LITTLE_ENDIAN = new Uint8Array(new Uint16Array([1]).buffer)[0] === 1;

export class FrameWriter {
  #bytes: Uint8Array;
  #view: DataView;
  #length = 0;

  constructor(room: number = 1 << 18) {
    this.#bytes = new Uint8Array(room);
    this.#view = new DataView(this.#bytes.buffer);
  }

  get length(): number {
    return this.#length;
  }

  /** Returns what was written; the writer starts again with new memory. */
  take(): Uint8Array {
    const taken = this.#bytes.subarray(0, this.#length);
    this.#bytes = new Uint8Array(this.#bytes.length);
    this.#view = new DataView(this.#bytes.buffer);
    this.#length = 0;
    return taken;
  }

  /** Discards everything written beyond a length. */
  rewind(length: number): void {
    this.#length = length;
  }

  /** Makes sure that the next `count` bytes fit. The writing methods do not check. */
  reserve(count: number): void {
    if (this.#length + count <= this.#bytes.length) return;
    const larger = new Uint8Array(Math.max(this.#bytes.length * 2, this.#length + count));
    larger.set(this.#bytes.subarray(0, this.#length));
    this.#bytes = larger;
    this.#view = new DataView(larger.buffer);
  }

  write8(value: number): void {
    this.#bytes[this.#length++] = value;
  }

  write16(value: number): void {
    this.#view.setUint16(this.#length, value, LITTLE_ENDIAN);
    this.#length += 2;
  }

  write32(value: number): void {
    this.#view.setInt32(this.#length, value, LITTLE_ENDIAN);
    this.#length += 4;
  }

  write64(value: bigint): void {
    this.#view.setBigUint64(this.#length, value, LITTLE_ENDIAN);
    this.#length += 8;
  }

  writeBytes(bytes: Uint8Array): void {
    this.#bytes.set(bytes, this.#length);
    this.#length += bytes.length;
  }

  /** Reserves room for a 32-bit number that is not known yet, and returns its position. */
  skip32(): number {
    this.#length += 4;
    return this.#length - 4;
  }

  writeAt32(place: number, value: number): void {
    this.#view.setInt32(place, value, LITTLE_ENDIAN);
  }
}
