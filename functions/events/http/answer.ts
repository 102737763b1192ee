import type { Context } from 'hono';
import { type Acceptance, tally } from '../core/acceptance.ts';
import type { Received } from './received-events.ts';

/** An answer may have this many bytes whatever the request has, and beyond them twice as many as the request. */
const freeBytes = 64 * 1024;
const bytesPerRequestByte = 2;
/** A Lambda cannot answer with more than 6 MB. */
const maximumBytes = 4 * 1024 * 1024;

/** What a sender is told: one result per event, and how many are left out of an answer that would be too long. */
export function acceptanceAnswer(
  context: Context,
  { mode, bytes, hasUnreadData }: Pick<Received, 'mode' | 'bytes' | 'hasUnreadData'>,
  acceptances: readonly Acceptance[],
): Response {
  if (hasUnreadData)
    context.header(
      'Warning',
      '299 - "The data names no content type and is not JSON: its members make no traits."',
    );
  const status = statusOf(mode, acceptances);
  // Knative takes an answer that is neither empty nor a CloudEvent for a failure, and sends the event again.
  if (mode === 'one-cloud-event' && status === 202) return context.body(null, status);
  const limit = Math.min(maximumBytes, freeBytes + bytesPerRequestByte * bytes);
  const results = firstWithin(limit, acceptances.map(resultView));
  const omitted = acceptances.slice(results.length);
  return context.json({ results, ...(omitted.length > 0 && { omitted: counts(omitted) }) }, status);
}

/** Senders repeat the whole list after a 5xx, so that is sent only if no event was accepted. */
function statusOf(mode: Received['mode'], acceptances: readonly Acceptance[]): 202 | 400 | 503 {
  if (acceptances.some(({ kind }) => kind === 'accepted')) return 202;
  // A batch may be empty (JSON event format 1.0.2, 4.2).
  if (mode === 'cloud-event-batch' && acceptances.length === 0) return 202;
  const busy = acceptances.some((each) => each.kind === 'refused' && each.cause === 'bus-busy');
  return busy ? 503 : 400;
}

const resultView = (acceptance: Acceptance) => ({
  message_id: acceptance.messageId,
  status: acceptance.kind,
  reason: acceptance.kind === 'refused' ? acceptance.reason : null,
});

type Result = ReturnType<typeof resultView>;

function firstWithin(limit: number, results: readonly Result[]): readonly Result[] {
  let bytes = 0;
  const end = results.findIndex((result) => {
    bytes += Buffer.byteLength(JSON.stringify(result)) + 1;
    return bytes > limit;
  });
  return end < 0 ? results : results.slice(0, end);
}

function counts(acceptances: readonly Acceptance[]) {
  const { accepted = 0 } = tally(acceptances);
  return { accepted, refused: acceptances.length - accepted };
}
