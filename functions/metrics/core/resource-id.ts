import { isUuidLike } from '../../platform/core/uuid.ts';
import { type Creator, creatorText } from './creator.ts';

/** What a text is that names a resource: the id, or why it is none, in Gnocchi's words. */
export type ResourceId = { readonly id: string } | { readonly refused: string };

/** Computes the UUIDv5 of a name, lower-case and with dashes. */
export type UuidOfName = (namespace: string, name: string) => string;

/** Gnocchi's, the same for ever (`gnocchi/utils.py`). */
const namespace = '0a7a15ff-aa13-4ac2-897c-9bdf30ce175b';
const longestName = 289;

/** A UUID, lower-case and with dashes; undefined for any other text. */
export function uuidOf(text: string): string | undefined {
  if (!isUuidLike(text)) return undefined;
  const hex = text
    .toLowerCase()
    .replace(/^urn:/, '')
    .replace(/^uuid:/, '')
    .replace(/[{}-]/g, '');
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    hex.slice(12, 16),
    hex.slice(16, 20),
    hex.slice(20),
  ].join('-');
}

/**
 * The id of a resource. A text that is no UUID is the name of one that its creator gave it, so it names another
 * resource for another creator.
 */
export function readResourceId(text: string, creator: Creator, uuid5: UuidOfName): ResourceId {
  if (text.includes('/')) return { refused: "'/' is not supported in resource id" };
  const id = uuidOf(text);
  if (id !== undefined) return { id };
  if ([...text].length > longestName)
    return { refused: `transformable resource id >${longestName} max allowed characters` };
  return { id: uuid5(namespace, `${text}\0${creatorText(creator)}`) };
}
