import { createHash } from 'node:crypto';
import { deflateRawSync } from 'node:zlib';
import { entityOf, type Row, secondsOf } from '../../../platform/aws/dynamo.ts';
import type { RowKey } from '../../../platform/aws/row-reader.ts';
import type { KeyRange } from '../../../platform/aws/sorted-rows.ts';
import type { Instant } from '../../../platform/core/instant.ts';
import { instantIn } from '../../../platform/core/ordered-id.ts';
import type {
  GeneratedPlace,
  LoggedEvent,
  LogPlace,
  NewEvent,
  Replayed,
  StoredBody,
} from '../../core/log/logged-event.ts';

/*
 * An event is one row: its partition is the project and one of four shards, its sort key the order of the log.
 * The index `by-generated` has the same partitions.
 */

/** Partitions of a project. DynamoDB writes 1,000 units a second to each. */
const eventShards = 4;

export const shardsOf = (projectId: string): readonly string[] =>
  Array.from({ length: eventShards }, (_, shard) => `P#${projectId}#E#${shard}`);

/** By the end of the acceptance, which is random. */
export const shardOf = (projectId: string, acceptance: string): string =>
  `P#${projectId}#E#${(Number.parseInt(acceptance.slice(-2), 16) || 0) % eventShards}`;

export const arrivalKey = ({ at, acceptance }: LogPlace): string => `${at}#${acceptance}`;

/** Of a message id in a sort key, which has at most 1,024 bytes. */
const idBytes = 600;

/** NUL sorts before whatever may follow in a longer message id. */
export const generatedKey = ({ generated, messageId, acceptance }: GeneratedPlace): string =>
  [generated, shortened(messageId), acceptance].join('\0');

function shortened(text: string): string {
  if (Buffer.byteLength(text) <= idBytes) return text;
  let short = text.slice(0, idBytes);
  while (Buffer.byteLength(short) > idBytes) short = short.slice(0, -1);
  return short.replace(/\p{Surrogate}/gu, '');
}

export const messageKey = (projectId: string, messageId: string): string =>
  `P#${projectId}#M#${createHash('sha256').update(messageId).digest('base64url').slice(0, 22)}`;

export const keyOfEvent = ({ projectId, at, acceptance }: NewEvent): RowKey => ({
  pk: shardOf(projectId, acceptance),
  sk: arrivalKey({ at, acceptance }),
});

/** Where an acceptance is whose id does not tell its instant. */
export const pointerKey = (projectId: string, acceptance: string): RowKey => ({
  pk: `P#${projectId}#A`,
  sk: acceptance,
});

/** Whether the row of an acceptance is found by its id. Ids begin with the time by the clock of who accepted. */
export const isFoundById = ({ acceptance, at }: LogPlace): boolean =>
  instantIn(acceptance)?.slice(0, 23) === at.slice(0, 23);

/** Deflated bodies up to this size are in the index, too. There, a kilobyte costs as much as in the table. */
const indexedBytes = 2048;

export function rowOfEvent(event: NewEvent): Row {
  const { projectId, messageId, eventType, replayed, body, expiresAt } = event;
  const short = shortened(messageId);
  return {
    ...keyOfEvent(event),
    generatedKey: generatedKey(event),
    messageKey: messageKey(projectId, messageId),
    type: eventType,
    ...(short !== messageId && { id: messageId }),
    ...(replayed && { replay: replayed }),
    ...(body.kind === 'object' ? { bodyKey: body.key } : inRow(deflateRawSync(body.text))),
    ttl: secondsOf(expiresAt),
    v: 1,
  };
}

const inRow = (bytes: Uint8Array): Row =>
  bytes.byteLength <= indexedBytes ? { body: bytes } : { bulk: bytes };

interface EventRow extends RowKey {
  readonly generatedKey: string;
  readonly type: string;
  readonly id?: string;
  readonly replay?: Replayed;
  readonly body?: Uint8Array;
  readonly bulk?: Uint8Array;
  readonly bodyKey?: string;
}

/** The event in a row of the table or of the index. */
export function eventIn(projectId: string, row: Row): LoggedEvent {
  const { sk, type, id, replay, generatedKey: key, ...rest } = entityOf<EventRow>(row);
  const [generated = '', short = ''] = key.split('\0');
  const acceptance = sk.slice(sk.indexOf('#') + 1);
  return {
    projectId,
    at: sk.slice(0, sk.indexOf('#')),
    acceptance,
    // A message id may have NULs itself.
    messageId: id ?? (key.slice(generated.length + 1, -acceptance.length - 1) || short),
    eventType: type,
    generated,
    ...(replay && { replayed: replay }),
    body: bodyIn(rest),
  };
}

export function bodyIn({ body, bulk, bodyKey }: Partial<EventRow>): StoredBody {
  if (bodyKey !== undefined) return { kind: 'object', key: bodyKey };
  const bytes = body ?? bulk;
  return bytes === undefined ? { kind: 'row' } : { kind: 'deflated', bytes };
}

/** Sort keys begin with an instant: less than the first of them, and more than the last. */
const [lowest, highest] = ['0', '~'];

/** The sort keys of a range of instants behind a key, in the direction of the reading. The key itself may be among them. */
export function keyRange(
  {
    from,
    to,
    backwards,
  }: {
    readonly from?: Instant | undefined;
    readonly to?: Instant | undefined;
    readonly backwards?: boolean | undefined;
  },
  after: string | undefined,
): KeyRange {
  const low = from ?? lowest;
  const high = to ?? highest;
  if (after === undefined) return { low, high };
  return backwards
    ? { low, high: after < high ? after : high }
    : { low: after > low ? after : low, high };
}
