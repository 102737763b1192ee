import { type Charge, dollarsOf, summed } from './charge.ts';
import { dollarsFor, type PriceName, prices } from './prices.ts';
import type { Timing } from './measured.ts';

const million = 1_000_000;

/** Three significant digits, or whole thousands. */
const countText = (count: number): string =>
  count >= 1000 ? Math.round(count).toLocaleString('en') : String(Number(count.toPrecision(3)));

const keyOf = ({ row, price }: Charge): string => `${price} ${row}`;
const countsOf = (charges: readonly Charge[]): ReadonlyMap<string, number> =>
  new Map(charges.map((charge) => [keyOf(charge), charge.count]));
const dollarText = (dollars: number): string => dollars.toFixed(2);

const priceText = (price: PriceName): string => `$${prices[price].dollars} ${prices[price].unit}`;

/** The rows of a million executions, alone and in batches side by side. */
export const executionTable = (
  alone: readonly Charge[],
  batched: readonly Charge[],
  what = 'an execution',
): readonly string[] => besides([alone, batched], [`${what} takes`, 'alone', 'in ten']);

/** The rows of a million requests of samples, none of which or one of which is of a watched metric. */
export const postTable = (
  plain: readonly Charge[],
  watched: readonly Charge[],
): readonly string[] => besides([plain, watched], ['a POST takes', 'unwatched', 'watched']);

function besides(
  [alone, batched]: readonly [readonly Charge[], readonly Charge[]],
  [what, first, second]: readonly [string, string, string],
): readonly string[] {
  const [singly, together] = [countsOf(alone), countsOf(batched)];
  const rows = summed([...alone, ...batched]).map((charge) => {
    const { row, price } = charge;
    const one = singly.get(keyOf(charge)) ?? 0;
    const ten = together.get(keyOf(charge)) ?? 0;
    return [
      row,
      countText(one),
      countText(ten),
      priceText(price),
      dollarText(dollarsFor(price, one) * million),
      dollarText(dollarsFor(price, ten) * million),
    ];
  });
  const head = [what, first, second, 'at', `$/M ${first}`, `$/M ${second}`];
  return aligned([head, ...rows]);
}

export function monthTable(charges: readonly Charge[]): readonly string[] {
  const rows = charges.map(({ row, price, count }) => [
    row,
    countText(count),
    priceText(price),
    dollarText(dollarsFor(price, count)),
  ]);
  return aligned([['an idle month takes', 'count', 'at', '$'], ...rows]);
}

export const timingTable = (timings: readonly (Timing & { readonly when: string })[]) =>
  aligned([
    ['Lambda', 'when', 'processor ms', 'waiting ms', 'MB', 'billed ms'],
    ...timings.map(({ name, when, processor, waiting, memoryMegabytes, billed }) => [
      name,
      when,
      processor.toFixed(1),
      String(waiting),
      String(memoryMegabytes),
      String(billed),
    ]),
  ]);

/** Dollars for a million times these charges. */
export const perMillion = (charges: readonly Charge[]): string =>
  dollarText(dollarsOf(charges) * million);

export const perMonth = (charges: readonly Charge[]): string => dollarText(dollarsOf(charges));

/** Aligns text to the left and numbers to the right. */
function aligned(rows: readonly (readonly string[])[]): readonly string[] {
  const columns = rows[0]?.length ?? 0;
  const widths = Array.from({ length: columns }, (_, column) =>
    Math.max(...rows.map((row) => (row[column] ?? '').length)),
  );
  const isNumber = (column: number) =>
    rows.slice(1).every((row) => /^[\d.,]+(e-?\d+)?$/.test(row[column] ?? ''));
  const numeric = widths.map((_, column) => isNumber(column));
  return rows.map((row) =>
    row
      .map((cell, column) =>
        numeric[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join('  ')
      .trimEnd(),
  );
}
