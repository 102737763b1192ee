import { eventsApp } from '../../../functions/events/http/app.ts';
import { nodeIds } from '../../../functions/platform/node/ids.ts';
import { memoryPayloadStore } from '../../fakes/payload-store.ts';
import { standingClock } from '../../support/clock.ts';
import { silentLog } from '../../support/silent-log.ts';
import { recordingBus } from './recording-bus.ts';

interface Answered {
  readonly results?: readonly { readonly status: string; readonly reason: string | null }[];
}

/** The ingest in memory; every sender is a member of project p1. */
export function eventsWorld() {
  const { bus, published } = recordingBus();
  const payloads = memoryPayloadStore();
  const app = eventsApp({
    authenticator: {
      byToken: async () => ({ userId: 'u', projectId: 'p1', roles: ['member'] }),
      byApplicationCredential: async () => undefined,
    },
    bus,
    clock: standingClock(),
    ids: nodeIds,
    log: silentLog,
    sourceOf: () => '192.0.2.1',
    payloads,
  });
  const post = async (
    body: string | Uint8Array<ArrayBuffer> | undefined,
    headers: Readonly<Record<string, string>> = {},
  ) => {
    const response = await app.request('/events', {
      method: 'POST',
      headers: { 'x-auth-token': 't', ...headers },
      ...(body !== undefined && { body }),
    });
    const text = await response.text();
    const answered: Answered = text === '' ? {} : JSON.parse(text);
    return {
      status: response.status,
      warning: response.headers.get('warning'),
      text,
      results: answered.results ?? [],
    };
  };
  /** The events that were accepted. Their bodies are small. */
  const bodies = () => published.map(({ body }) => JSON.parse(body ?? 'null'));
  return { app, post, published, payloads, bodies };
}
