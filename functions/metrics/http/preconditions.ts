import { createHash } from 'node:crypto';
import type { Context } from 'hono';
import { millisecondsOf } from '../../platform/core/instant.ts';
import { Refusal } from '../core/refusal.ts';
import type { Resource } from '../core/resource.ts';
import { timestampText } from '../core/time/timestamp.ts';

/** Gnocchi's: of the id and the begin of the revision. */
const etagOf = ({ id, revisionStart }: Resource): string =>
  createHash('sha1')
    .update(id + timestampText(revisionStart))
    .digest('hex');

const secondsOf = (milliseconds: number): number => Math.floor(milliseconds / 1000);
const changedAt = ({ revisionStart }: Resource): number => secondsOf(millisecondsOf(revisionStart));

/** Sets `ETag` and `Last-Modified`. */
export function tag(context: Context, resource: Resource): void {
  context.header('etag', `"${etagOf(resource)}"`);
  context.header('last-modified', new Date(changedAt(resource) * 1000).toUTCString());
}

/** Whether a header names the tag; undefined if the header is not there. */
function names(header: string | undefined, etag: string): boolean | undefined {
  if (header === undefined || header.trim() === '') return undefined;
  const tags = header.split(',').map((part) => part.trim().replace(/^W\//, ''));
  return tags.some((each) => each === '*' || each.replaceAll('"', '') === etag);
}

const dateIn = (header: string | undefined): number | undefined => {
  const time = header === undefined ? Number.NaN : Date.parse(header);
  return Number.isNaN(time) ? undefined : secondsOf(time);
};

/**
 * What `If-Match` and the like say about a resource as it is (RFC 9110, section 13). `unchanged` is for a GET:
 * the client has it already. Throws if the resource is not what the client believes.
 */
export function requirePreconditions(context: Context, resource: Resource): 'go' | 'unchanged' {
  const header = (name: string) => context.req.header(name);
  const etag = etagOf(resource);
  const matched = names(header('if-match'), etag);
  const unmodifiedSince = dateIn(header('if-unmodified-since'));
  const isStale =
    matched === undefined
      ? unmodifiedSince !== undefined && unmodifiedSince < changedAt(resource)
      : !matched;
  if (isStale) throw new Refusal('precondition-failed', '');
  const known = names(header('if-none-match'), etag);
  const isGet = context.req.method === 'GET';
  if (known === true && !isGet) throw new Refusal('precondition-failed', '');
  const modifiedSince =
    known === undefined && isGet ? dateIn(header('if-modified-since')) : undefined;
  const isUnmodified = modifiedSince !== undefined && modifiedSince >= changedAt(resource);
  return known === true || isUnmodified ? 'unchanged' : 'go';
}
