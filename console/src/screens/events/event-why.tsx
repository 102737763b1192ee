import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Toggle from '@cloudscape-design/components/toggle';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { queryText } from '../../api/query-text.ts';
import { requestJson } from '../../api/request.ts';
import { CommandLine, shellWord } from '../../parts/command-line.tsx';
import { explanations } from '../../parts/explain/explanation-item.ts';
import { ExplanationView } from '../../parts/explain/explanation-view.tsx';
import { Failure } from '../../parts/failure.tsx';

const route = getRouteApi('/events/$messageId');

/** What the event would do to each alarm of the project now, and why. */
export function EventWhy({ messageId }: { readonly messageId: string }) {
  const { alarm } = route.useSearch();
  const [all, setAll] = useState(alarm !== undefined);
  const why = useQuery({
    queryKey: ['explain', messageId, all],
    queryFn: ({ signal }) =>
      requestJson(
        `/alarming/v2/events/${encodeURIComponent(messageId)}/explain${queryText({ all: all || undefined })}`,
        explanations,
        { signal },
      ),
  });
  const shown = why.data?.alarms.filter(
    ({ alarm_id }) => alarm === undefined || alarm_id === alarm,
  );
  return (
    <Container
      header={
        <Header
          variant="h2"
          description="What the event would do now to alarms as they are"
          actions={
            <Toggle checked={all} onChange={({ detail }) => setAll(detail.checked)}>
              Misses, too
            </Toggle>
          }
        >
          Why, and why not
        </Header>
      }
    >
      <SpaceBetween size="s">
        {why.error && <Failure of={why.error} retry={() => void why.refetch()} />}
        {why.isPending && <Box color="text-body-secondary">Asking the alarms…</Box>}
        {shown?.map((each) => (
          <ExplanationView
            key={each.alarm_id}
            of={each}
            open={shown.length <= 3 || each.alarm_id === alarm}
          />
        ))}
        {shown?.length === 0 && (
          <Box color="text-body-secondary">No alarm is near to what this event is.</Box>
        )}
        {why.data && !all && why.data.misses > 0 && (
          <Box color="text-body-secondary">{missesText(why.data.misses)}</Box>
        )}
        {why.data?.next && (
          <Box color="text-body-secondary">
            The first thousand alarms are shown. The command shows all.
          </Box>
        )}
        <CommandLine command={`openstack event explain ${shellWord(messageId)}`} />
      </SpaceBetween>
    </Container>
  );
}

const missesText = (misses: number) =>
  misses === 1
    ? 'One alarm has nothing to do with it.'
    : `${misses} alarms have nothing to do with it.`;
