import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import * as z from 'zod';

const recordedBinary = z.object({ B: z.string() });

/** A row in DynamoDB's JSON, whose binary values JSON cannot hold. */
export type Item = Record<string, AttributeValue>;

/** Binary as base64, and attributes in the order of their names. */
export const toJson = (item: Item): unknown =>
  JSON.parse(
    JSON.stringify(
      Object.fromEntries(Object.entries(item).toSorted(([a], [b]) => (a < b ? -1 : 1))),
      (_name, value: unknown) =>
        value instanceof Uint8Array ? Buffer.from(value).toString('base64') : value,
    ),
  );

/** The row that `toJson` wrote. Only top-level attributes are binary. */
export const fromJson = (row: Readonly<Record<string, unknown>>): Item =>
  Object.fromEntries(Object.entries(row).map(([name, value]) => [name, attribute(value)] as const));

function attribute(value: unknown): AttributeValue {
  const binary = recordedBinary.safeParse(value);
  if (binary.success) return { B: Buffer.from(binary.data.B, 'base64') };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- as recorded from DynamoDB
  return value as AttributeValue;
}
