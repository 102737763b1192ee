import { parseSearchWith, stringifySearchWith } from '@tanstack/react-router';
import * as z from 'zod';

const value = z.union([z.string(), z.number(), z.boolean()]);

/** Reads a value as JSON if it is a quoted text, a boolean or a number that is written as it is here. */
function read(text: string): unknown {
  const parsed: unknown = JSON.parse(text);
  if (typeof parsed === 'string') return parsed;
  // What throws stays the text that it is: a long id must not be rounded.
  if (String(value.parse(parsed)) !== text) throw new Error(`${text} is a text`);
  return parsed;
}

/** How the part of an address after `?` is read and written. */
export const addressFormat = {
  parseSearch: parseSearchWith(read),
  stringifySearch: stringifySearchWith(JSON.stringify, read),
};

/** A text in an address. What somebody types there may look like a number: `?id=42`. */
export const addressText = value
  .transform(String)
  .pipe(z.string().min(1))
  .optional()
  .catch(undefined);
