import { dollarsFor, type PriceName, priceNames } from './prices.ts';

/** Something that AWS bills. */
export interface Charge {
  /** What it is for: the row of the table that it is counted in. */
  readonly row: string;
  readonly price: PriceName;
  readonly count: number;
}

/** One charge a row and price, in the order of the price list; `share` is what each count is multiplied by. */
export function summed(charges: readonly Charge[], share = 1): readonly Charge[] {
  const sums = new Map<string, Charge>();
  for (const { row, price, count } of charges) {
    const key = `${price} ${row}`;
    sums.set(key, { row, price, count: (sums.get(key)?.count ?? 0) + count * share });
  }
  return [...sums.values()].toSorted(
    (one, other) =>
      priceNames.indexOf(one.price) - priceNames.indexOf(other.price) ||
      one.row.localeCompare(other.row),
  );
}

export const dollarsOf = (charges: readonly Charge[]): number =>
  charges.reduce((sum, { price, count }) => sum + dollarsFor(price, count), 0);

/** How many units a payload counts for, at least one. */
export const chunks = (bytes: number, chunkBytes: number): number =>
  Math.max(1, Math.ceil(bytes / chunkBytes));
