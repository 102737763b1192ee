import Alert from '@cloudscape-design/components/alert';
import Box from '@cloudscape-design/components/box';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { ScreenLink } from '../../../parts/screen-link.tsx';
import { eventPath } from '../../../parts/screen-paths.ts';
import { type Looks, StateWord } from '../../../parts/state-word.tsx';
import { visibleText } from '../../../parts/visible-text.ts';
import type { DryEvent, DryReplay } from './replay-item.ts';
import { dryWords } from './replay-words.ts';

const shownEvents = 50;

const looks: Looks = { fire: 'success', run: 'success', nothing: 'stopped' };

/** What a replay would do: all together, and the first of its events. */
export function DryResult({ of }: { readonly of: DryReplay }) {
  const { count, events } = of;
  return (
    <SpaceBetween size="s">
      <Alert type="info" header={dryWords(of)}>
        {count === 0
          ? 'No stored event of this time passes the filters. An event is stored some seconds after it was accepted.'
          : 'Nothing was done yet.'}
      </Alert>
      {count > 0 && (
        <ul className="replay-events" aria-label="What each event would do">
          {events.slice(0, shownEvents).map((event, index) => (
            // oxlint-disable-next-line react/no-array-index-key -- an event may come twice
            <li key={index}>
              <StateWord state={event.would} looks={looks} />
              <div>
                <ScreenLink to={eventPath(event.message_id)}>
                  {visibleText(event.message_id)}
                </ScreenLink>
                <Why of={event} />
              </div>
            </li>
          ))}
        </ul>
      )}
      {count > shownEvents && (
        <Box color="text-body-secondary">and {count - shownEvents} more events</Box>
      )}
    </SpaceBetween>
  );
}

function Why({ of }: { readonly of: DryEvent }) {
  const { explanation, alarms, input, state } = of;
  const words = explanation
    ? [explanation.words]
    : alarms
      ? alarms.map(({ name, words: said }) => `${name}: ${said}`)
      : [input ?? state ?? ''];
  return (
    <>
      {words.map((each) => (
        <Box key={each} fontSize="body-s" color="text-body-secondary">
          {visibleText(each.slice(0, 300))}
        </Box>
      ))}
    </>
  );
}
