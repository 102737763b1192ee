/** Appends numbers to growing bytes. */
export interface ByteWriter {
  /** A whole number from 0 to 2^53 − 1 in as few bytes as it needs. */
  unsigned(value: number): void;
  /** A whole number from −2^52 to 2^52. */
  signed(value: number): void;
  float(value: number): void;
  bytes(): Uint8Array<ArrayBuffer>;
}

export function byteWriter(): ByteWriter {
  let buffer = new Uint8Array(1024);
  let view = new DataView(buffer.buffer);
  let length = 0;
  const reserve = (more: number) => {
    if (length + more <= buffer.length) return;
    const larger = new Uint8Array(Math.max(buffer.length * 2, length + more));
    larger.set(buffer);
    buffer = larger;
    view = new DataView(buffer.buffer);
  };
  const unsigned = (value: number) => {
    reserve(8);
    let rest = value;
    while (rest >= 128) {
      view.setUint8(length, (rest % 128) + 128);
      length += 1;
      rest = Math.floor(rest / 128);
    }
    view.setUint8(length, rest);
    length += 1;
  };
  return {
    unsigned,
    signed: (value) => unsigned(value < 0 ? -value * 2 - 1 : value * 2),
    float(value) {
      reserve(8);
      view.setFloat64(length, value, true);
      length += 8;
    },
    bytes: () => buffer.slice(0, length),
  };
}

/** Reads what a `ByteWriter` wrote. Throws a `RangeError` at the end of the bytes. */
export interface ByteReader {
  unsigned(): number;
  signed(): number;
  float(): number;
}

export function byteReader(bytes: Uint8Array): ByteReader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  const unsigned = () => {
    let value = 0;
    let scale = 1;
    for (;;) {
      const byte = view.getUint8(at);
      at += 1;
      if (byte < 128) return value + byte * scale;
      value += (byte - 128) * scale;
      scale *= 128;
    }
  };
  return {
    unsigned,
    signed() {
      const value = unsigned();
      return value % 2 === 1 ? -(value + 1) / 2 : value / 2;
    },
    float() {
      const value = view.getFloat64(at, true);
      at += 8;
      return value;
    },
  };
}
