const rankedBytes = 6;
/** One more than the number of byte values: the end of a text counts as 0 and ranks before every byte. */
const base = 257n;

/**
 * A number that orders texts by their first six UTF-8 bytes, which is the order of code points. It has
 * at most fifteen digits, so that EventBridge compares it exactly.
 */
export function textRank(text: string): bigint {
  const bytes = leadingBytes(text);
  return Array.from({ length: rankedBytes }, (_, i) => bytes[i]).reduce<bigint>(
    (rank, byte) => rank * base + (byte === undefined ? 0n : BigInt(byte) + 1n),
    0n,
  );
}

/** Whether no other text has this text's rank. */
export const isRankUnique = (text: string): boolean => leadingBytes(text).length < rankedBytes;

/** The rank as it is written on the bus: divided by a million. */
export const rankNumber = (rank: bigint): number => Number(rank) / 1e6;

/** The UTF-8 bytes at the start of a text. Lone surrogates are encoded like other code points, to keep the order. */
function leadingBytes(text: string): readonly number[] {
  return Array.from(text.slice(0, 2 * rankedBytes)).flatMap((character) => {
    const codePoint = character.codePointAt(0) ?? 0;
    const low = (bits: number) => 0x80 | ((codePoint >> bits) & 0x3f);
    if (codePoint < 0x80) return [codePoint];
    if (codePoint < 0x800) return [0xc0 | (codePoint >> 6), low(0)];
    if (codePoint < 0x10000) return [0xe0 | (codePoint >> 12), low(6), low(0)];
    return [0xf0 | (codePoint >> 18), low(12), low(6), low(0)];
  });
}
