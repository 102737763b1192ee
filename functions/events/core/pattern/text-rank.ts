const rankedBytes = 6;
/** A byte's value plus one, so that the end of a text ranks before every byte. */
const base = 257n;

/**
 * A number that orders texts as their code points do, as far as their first six UTF-8 bytes tell:
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

/** The rank as it is written: millionths. */
export const rankNumber = (rank: bigint): number => Number(rank) / 1e6;

/** UTF-8, lone surrogates encoded like any other code point to keep the order. */
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
