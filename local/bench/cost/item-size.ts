import * as z from 'zod';

/** A value in DynamoDB's JSON, as it travels: binary in base64. */
export type Value =
  | { readonly S: string }
  | { readonly N: string }
  | { readonly B: string }
  | { readonly BOOL: boolean }
  | { readonly NULL: boolean }
  | { readonly SS: readonly string[] }
  | { readonly NS: readonly string[] }
  | { readonly BS: readonly string[] }
  | { readonly L: readonly Value[] }
  | { readonly M: Item };

/** A row in DynamoDB's JSON. */
export interface Item {
  readonly [name: string]: Value;
}

export const value: z.ZodType<Value> = z.lazy(() =>
  z.union([
    z.object({ S: z.string() }),
    z.object({ N: z.string() }),
    z.object({ B: z.string() }),
    z.object({ BOOL: z.boolean() }),
    z.object({ NULL: z.boolean() }),
    z.object({ SS: z.array(z.string()) }),
    z.object({ NS: z.array(z.string()) }),
    z.object({ BS: z.array(z.string()) }),
    z.object({ L: z.array(value) }),
    z.object({ M: item }),
  ]),
);
export const item: z.ZodType<Item> = z.record(z.string(), value);

/**
 * The bytes of an item as DynamoDB counts them (developer guide, "DynamoDB item sizes and formats"):
 * each attribute's name in UTF-8 and its value.
 */
export const itemBytes = (row: Item): number =>
  sum(Object.entries(row).map(([name, content]) => utf8(name) + valueBytes(content)));

/** Lists and maps have three bytes of their own, and one for each element. */
const documentBytes = 3;
const elementBytes = 1;

function valueBytes(content: Value): number {
  if ('S' in content) return utf8(content.S);
  if ('N' in content) return numberBytes(content.N);
  if ('B' in content) return binaryBytes(content.B);
  if ('SS' in content) return sum(content.SS.map(utf8));
  if ('NS' in content) return sum(content.NS.map(numberBytes));
  if ('BS' in content) return sum(content.BS.map(binaryBytes));
  if ('L' in content)
    return documentBytes + sum(content.L.map((each) => elementBytes + valueBytes(each)));
  if ('M' in content)
    return documentBytes + elementBytes * Object.keys(content.M).length + itemBytes(content.M);
  return 1;
}

/** One byte for two significant digits, one more, and one for a minus sign; at most 21. */
function numberBytes(text: string): number {
  const [mantissa = ''] = text.toLowerCase().split('e');
  const [whole = '', fraction = ''] = mantissa.replace(/^[+-]/, '').split('.');
  const leading = `${whole}${fraction}`.replace(/^0+/, '');
  const digits = leading.replace(/0+$/, '').length;
  return Math.min(21, Math.ceil(digits / 2) + 1 + (text.startsWith('-') ? 1 : 0));
}

const binaryBytes = (base64: string): number => Buffer.from(base64, 'base64').byteLength;
const utf8 = (text: string): number => Buffer.byteLength(text);
const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);
