import FormField from '@cloudscape-design/components/form-field';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { queryText } from '../../api/query-text.ts';
import { requestJson } from '../../api/request.ts';
import { CommandLine, shellWord } from '../../parts/command-line.tsx';
import { explanations } from '../../parts/explain/explanation-item.ts';
import { ExplanationView } from '../../parts/explain/explanation-view.tsx';
import { Failure } from '../../parts/failure.tsx';
import { FilterInput } from '../../parts/filter-input.tsx';

interface WhyNotEventProps {
  readonly alarmId: string;
  readonly event: string | undefined;
}

/** Why an event, named by its message ID, did not fire the alarm. */
export function WhyNotEvent({ alarmId, event }: WhyNotEventProps) {
  const navigate = useNavigate();
  const why = useQuery({
    queryKey: ['explain', event, alarmId],
    queryFn: ({ signal }) =>
      requestJson(
        `/alarming/v2/alarms/${encodeURIComponent(alarmId)}/explain${queryText({ message_id: event })}`,
        explanations,
        { signal },
      ),
    enabled: event !== undefined,
  });
  const [shown] = why.data?.alarms ?? [];
  return (
    <SpaceBetween size="s">
      <Header variant="h2">Why did an event not fire it?</Header>
      <FormField label="Message ID of the event">
        <FilterInput
          label="Message ID of the event"
          placeholder="Message ID"
          value={event}
          onChange={(text) =>
            void navigate({
              to: '/alarms/$id',
              params: { id: alarmId },
              search: { tab: 'why', event: text },
              replace: true,
            })
          }
        />
      </FormField>
      {why.error && <Failure of={why.error} retry={() => void why.refetch()} />}
      {shown && <ExplanationView key={event} of={shown} open />}
      {event !== undefined && (
        <CommandLine command={`openstack alarm explain ${alarmId} --event ${shellWord(event)}`} />
      )}
    </SpaceBetween>
  );
}
