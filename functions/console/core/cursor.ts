import * as z from 'zod';
import { Fault } from '../../platform/core/fault.ts';
import { type Mark, maximumSeen } from './mark.ts';

/** Longer than any list of what was seen. */
const cursorCharacters = 8000;

/** The key of a row; keys are shorter than DynamoDB's limit of a sort key. */
export const keySchema = z.string().regex(/^[\x20-\x7e]{0,200}$/);
const digest = z.string().regex(/^[0-9a-z]{7}$/);
const digestCharacters = 7;
/** Digests in one text, which is shorter than a list. */
const digests = z
  .string()
  .regex(/^(?:[0-9a-z]{7})*$/)
  .max(digestCharacters * maximumSeen)
  .transform((text) => text.match(/.{7}/g) ?? []);

/** A mark as a cursor holds it. */
export const writtenMark = z
  // Cursors of releases up to 0.2.0 have lists.
  .tuple([keySchema, z.union([digests, z.array(digest).max(maximumSeen)])])
  .transform(([floor, seen]): Mark => ({ floor, seen }));

export const markWritten = ({ floor, seen }: Mark) => [floor, seen.join('')];

/** Text of a cursor. What is in it is no secret, and a client has no business reading it. */
export const writeCursor = (kind: string, content: unknown): string =>
  base64url(JSON.stringify([kind, content]));

/** The content of a cursor of this kind. A cursor of another list, or none of ours, is refused. */
export function readCursor<Content>(
  kind: string,
  schema: z.ZodType<Content>,
  text: string,
): Content {
  const { data } = z.tuple([z.literal(kind), schema]).safeParse(jsonIn(text));
  if (!data) throw new Fault('invalid', 'The cursor is not one of this list.');
  return data[1];
}

function jsonIn(text: string): unknown {
  if (text.length > cursorCharacters || !/^[\w-]+$/.test(text)) return undefined;
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytesOf(text)));
  } catch {
    return undefined;
  }
}

const base64url = (text: string): string =>
  btoa(String.fromCodePoint(...new TextEncoder().encode(text)))
    .replaceAll('+', '-')
    .replaceAll('/', '_')
    .replaceAll('=', '');

const bytesOf = (text: string): Uint8Array =>
  Uint8Array.from(
    atob(text.replaceAll('-', '+').replaceAll('_', '/')),
    (character) => character.codePointAt(0) ?? 0,
  );
