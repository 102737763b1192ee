import type { EventStorage } from '../../../contract/event-storage.ts';
import { byCodePoint, type Json } from '../../../platform/core/python-json.ts';
import type { ShownStorage } from '../../app/log/storage.ts';
import type { ShownEvent } from '../../app/log/show-event.ts';
import { naiveText, type ReadEvent } from '../../core/log/event-body.ts';
import { traitType } from '../../core/log/known-type.ts';
import type { LoggedEvent } from '../../core/log/logged-event.ts';
import { traitText } from '../../core/log/trait-text.ts';

/** An event as Panko prints it, and when and as what it was accepted. */
export const eventView = ({ event, body }: ReadEvent): { readonly [name: string]: Json } => ({
  message_id: event.messageId,
  event_type: event.eventType,
  generated: body.generated,
  traits: [...body.traits]
    .toSorted(([left], [right]) => byCodePoint(left, right))
    .map(([name, value]) => ({ name, value: traitText(value), type: traitType(value) })),
  raw: body.raw,
  ...acceptanceView(event),
});

const acceptanceView = ({ acceptance, at, replayed }: LoggedEvent) => ({
  accepted_at: naiveText(at),
  acceptance_id: acceptance,
  replay_of: replayed?.of ?? null,
});

export const shownEventView = (shown: ShownEvent): Json => ({
  ...eventView(shown),
  acceptances: shown.acceptances.map(acceptanceView),
});

export const storageView = (
  { keep, days, emptiedAt, lastDay }: ShownStorage,
  { maxDays, perProjectPerHour }: EventStorage,
): Json => ({
  keep,
  days,
  max_days: maxDays,
  per_hour: perProjectPerHour,
  last_day: { ...lastDay },
  emptied_at: emptiedAt === undefined ? null : naiveText(emptiedAt),
});

/** As a Panko on a database that supports all it can do. */
export const capabilities: Json = {
  api: { 'events:query:simple': true },
  event_storage: { 'storage:production_ready': true },
};

/** The versions of the API, which clients ask for to learn whether there is one. */
export const versions = (publicUrl: string): Json => ({
  versions: {
    values: [
      {
        id: 'v2',
        links: [
          { href: `${publicUrl}/events/v2`, rel: 'self' },
          { href: 'https://docs.openstack.org/', rel: 'describedby', type: 'text/html' },
        ],
        'media-types': [
          { base: 'application/json', type: 'application/vnd.openstack.telemetry-v2+json' },
        ],
        status: 'stable',
        updated: '2013-02-13T00:00:00Z',
      },
    ],
  },
});
