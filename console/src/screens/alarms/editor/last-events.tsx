import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { EventRule } from '../../../../../functions/events/core/event-rule.ts';
import { useNews } from '../../../live/activity.tsx';
import { Verdict } from '../../../parts/explain/verdict.tsx';
import { Failure } from '../../../parts/failure.tsx';
import { Instant } from '../../../parts/instant.tsx';
import { ScreenLink } from '../../../parts/screen-link.tsx';
import { eventPath } from '../../../parts/screen-paths.ts';
import { visibleText } from '../../../parts/visible-text.ts';
import { judged, type JudgedEvent, type Mend } from './judged-event.ts';
import { lastEventsQuery } from './last-events-query.ts';

interface LastEventsProps {
  readonly rule: EventRule;
  readonly onMend: (mend: Mend) => void;
}

const shownEvents = 20;

/** The last events, and for each whether the rule that is being typed would fire on it, and why not. */
export function LastEvents({ rule, onMend }: LastEventsProps) {
  const { data, error, isPending, refetch } = useQuery(lastEventsQuery);
  useNews(['event'], () => void refetch());
  const all = useMemo(() => (data ?? []).map((sample) => judged(rule, sample)), [data, rule]);
  const hits = all.filter(({ verdict }) => verdict === 'fires').length;
  const near = all.filter(({ verdict }) => verdict === 'near-miss').length;
  const shown = alike(all)
    .toSorted(([left], [right]) => rank(left) - rank(right))
    .slice(0, shownEvents);
  return (
    <Container
      header={
        <Header
          variant="h2"
          description={
            data
              ? `Would fire: ${hits} of the last ${all.length}. Narrow misses: ${near}.`
              : 'Looking at the last events'
          }
        >
          What it would do
        </Header>
      }
    >
      {error && <Failure of={error} retry={() => void refetch()} />}
      {data?.length === 0 && (
        <Box color="text-body-secondary">No event is stored yet to try the rule on.</Box>
      )}
      <ul className="judged" aria-busy={isPending} aria-label="The last events">
        {shown.map(([event, ...others]) => (
          <JudgedLine
            key={`${event.sample.notification.messageId} ${event.sample.acceptedAt}`}
            event={event}
            others={others.length}
            onMend={onMend}
          />
        ))}
      </ul>
    </Container>
  );
}

type Alike = readonly [JudgedEvent, ...JudgedEvent[]];

/** Events of which the same is to be said, newest first: one line stands for all of them. */
function alike(events: readonly JudgedEvent[]): readonly Alike[] {
  const groups = new Map<string, [JudgedEvent, ...JudgedEvent[]]>();
  for (const event of events) {
    const key = [event.verdict, event.sample.notification.eventType, ...event.words].join('\n');
    const group = groups.get(key);
    if (group) group.push(event);
    else groups.set(key, [event]);
  }
  return [...groups.values()];
}

const rank = ({ verdict }: JudgedEvent): number =>
  verdict === 'near-miss' ? 0 : verdict === 'fires' ? 1 : 2;

interface JudgedLineProps {
  readonly event: JudgedEvent;
  /** How many more there are of which the same is to be said. */
  readonly others: number;
  readonly onMend: (mend: Mend) => void;
}

function JudgedLine({ event, others, onMend }: JudgedLineProps) {
  const { sample, verdict, words, mend } = event;
  const { messageId, eventType } = sample.notification;
  return (
    <li>
      <Verdict verdict={verdict} />
      <div>
        <SpaceBetween size="xxxs">
          <Box>
            <ScreenLink to={eventPath(messageId)}>{visibleText(eventType)}</ScreenLink>{' '}
            <Box variant="span" color="text-body-secondary" fontSize="body-s">
              <Instant at={sample.acceptedAt} />
              {others > 0 && `, and ${others} more like it`}
            </Box>
          </Box>
          {verdict !== 'miss' &&
            words.map((each) => (
              <Box key={each} fontSize="body-s">
                {visibleText(each)}
              </Box>
            ))}
          {mend && (
            <Button variant="inline-link" onClick={() => onMend(mend)}>
              {mendWords(mend)}
            </Button>
          )}
        </SpaceBetween>
      </div>
    </li>
  );
}

const mendWords = (mend: Mend) =>
  mend.kind === 'event-type'
    ? `Use the event type ${mend.eventType}`
    : `Make condition ${mend.part + 1} of type ${mend.type}`;
