import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';

/*
 * What DynamoDB refuses, in one place for all stores in memory: otherwise a generated request would find
 * nothing that only the real store finds. https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/Constraints.html
 */

const longestPartitionKeyBytes = 2048;
const longestSortKeyBytes = 1024;
const largestRowBytes = 409_600;
const deepestNesting = 32;
/** What our own prefixes and suffixes add to a project's or function's id in a partition key. */
const prefixBytes = 'P##delivery-body'.length;

const refused = (why: string): Error => new Error(`DynamoDB refuses ${why}`);
const shown = (text: string) => JSON.stringify(text.slice(0, 80));

function checked(text: string, most: number): string {
  const bytes = Buffer.byteLength(text);
  if (bytes === 0 || bytes > most || /\p{Surrogate}/u.test(text))
    throw refused(`a key of ${bytes} bytes: ${shown(text)}`);
  return text;
}

/** The sort key, if DynamoDB would accept it; throws where the real store would fail. */
export const aKey = (text: string): string => checked(text, longestSortKeyBytes);

/** A text for the key of a row in memory, if DynamoDB would accept both parts. */
export function rowKey(partition: string, sort: string): string {
  checked(partition, longestPartitionKeyBytes - prefixBytes);
  return JSON.stringify([partition, aKey(sort)]);
}

/** The partition, if DynamoDB would accept it. */
export const aPartition = (partition: string): string =>
  checked(partition, longestPartitionKeyBytes - prefixBytes);

/** The row, if the SDK can write it and DynamoDB would accept it. */
export function aRow<Row extends object>(row: Row): Row {
  const attributes = marshall(row, { removeUndefinedValues: true });
  const bytes = Object.entries(attributes).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + bytesOf(value, 1),
    0,
  );
  if (bytes > largestRowBytes) throw refused(`a row of ${bytes} bytes`);
  return row;
}

function bytesOf(value: AttributeValue, depth: number): number {
  if (depth > deepestNesting) throw refused(`more than ${deepestNesting} levels`);
  if (value.S !== undefined) return textBytes(value.S);
  if (value.N !== undefined) return numberBytes(value.N);
  if (value.B !== undefined) return value.B.byteLength;
  if (value.L) return value.L.reduce((sum, each) => sum + 1 + bytesOf(each, depth + 1), 3);
  if (value.M)
    return Object.entries(value.M).reduce(
      (sum, [name, each]) => sum + 1 + textBytes(name) + bytesOf(each, depth + 1),
      3,
    );
  return 1;
}

function textBytes(text: string): number {
  if (/\p{Surrogate}/u.test(text)) throw refused(`a lone surrogate: ${shown(text)}`);
  return Buffer.byteLength(text);
}

/** A number has at most 38 digits, and is 0 or between 1E-130 and 9.99…E+125, with either sign. */
function numberBytes(text: string): number {
  const size = Math.abs(Number(text));
  const digits = text
    .replace(/e.*$/i, '')
    .replace(/\D/g, '')
    .replace(/^0+|0+$/g, '').length;
  if (digits > 38 || (size !== 0 && (size < 1e-130 || size >= 1e126)))
    throw refused(`the number ${text}`);
  return Math.ceil(digits / 2) + 1;
}
