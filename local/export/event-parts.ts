import { dynamoProjectEvents } from '../../functions/events/aws/log/project-events.ts';
import { s3PayloadStore } from '../../functions/platform/aws/payload-store.ts';
import { systemClock } from '../../functions/platform/node/clock.ts';
import { type Part, type Stored, textOf } from './stored.ts';

/** The events that the project has stored and not deleted, in the order in which they were accepted. */
export function eventParts({ dynamo, s3, tables, bucket }: Stored): readonly Part[] {
  const payloads = s3PayloadStore(s3, bucket);
  const load = textOf((payload) => payloads.load(payload));
  const events =
    tables.events &&
    dynamoProjectEvents(dynamo, tables.events, {
      clock: systemClock,
      payloads,
      // It only says how long others may ask for.
      storage: '{}',
    });
  if (!events) return [];
  return [
    {
      name: 'events',
      async *entries(projectId) {
        for await (const event of events.byArrival(projectId, {})) {
          const { body } = event;
          // JSON text, which keeps the numbers as they were sent.
          const text = await (body.kind === 'object' ? load(body) : events.bodyOf(event));
          yield { ...event, body: text };
        }
      },
    },
  ];
}
