import Checkbox from '@cloudscape-design/components/checkbox';
import FormField from '@cloudscape-design/components/form-field';
import RadioGroup from '@cloudscape-design/components/radio-group';
import Select from '@cloudscape-design/components/select';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useQuery } from '@tanstack/react-query';
import { alarmListQuery } from '../../../api/alarms.ts';
import { functionNamesQuery } from '../../../api/functions.ts';
import { visibleText } from '../../../parts/visible-text.ts';
import type { ReplayDraft } from './replay-request.ts';

interface ReplayTargetFieldsProps {
  readonly draft: ReplayDraft;
  readonly onChange: (change: Partial<ReplayDraft>) => void;
}

const targets = [
  { value: 'alarm', label: 'One alarm', description: 'No other alarm sees the events.' },
  { value: 'function', label: 'A function', description: 'It runs once for each event.' },
  {
    value: 'project',
    label: 'All alarms of the project',
    description: 'Copies of the events come anew, and are stored.',
  },
] as const;

/** What the events are sent to. */
export function ReplayTargetFields({ draft, onChange }: ReplayTargetFieldsProps) {
  const { target, alarmId, functionId, noticeOf, asNew } = draft;
  const alarms = useQuery(alarmListQuery);
  const functions = useQuery(functionNamesQuery);
  const alarmOptions = (alarms.data ?? [])
    .filter(({ type }) => type === 'event')
    .map(({ alarm_id, name, state }) => ({
      value: alarm_id,
      label: visibleText(name),
      description: state,
    }));
  const functionOptions = (functions.data ?? []).map(({ id, name }) => ({
    value: id,
    label: visibleText(name || id),
  }));
  const itself = { value: '', label: 'The event itself' };
  return (
    <SpaceBetween size="s">
      <FormField label="Send them to">
        <RadioGroup
          ariaLabel="Send them to"
          items={[...targets]}
          value={target}
          onChange={({ detail }) => {
            const chosen = targets.find(({ value }) => value === detail.value);
            if (chosen) onChange({ target: chosen.value });
          }}
        />
      </FormField>
      {target === 'alarm' && (
        <Select
          ariaLabel="Alarm"
          placeholder="Choose an alarm"
          empty="The project has no alarm on events."
          filteringType={alarmOptions.length > 12 ? 'auto' : 'none'}
          options={alarmOptions}
          selectedOption={alarmOptions.find(({ value }) => value === alarmId) ?? null}
          onChange={({ detail }) => onChange({ alarmId: detail.selectedOption.value })}
        />
      )}
      {target === 'function' && (
        <>
          <Select
            ariaLabel="Function"
            placeholder="Choose a function"
            empty="The project has no function."
            filteringType={functionOptions.length > 12 ? 'auto' : 'none'}
            options={functionOptions}
            selectedOption={functionOptions.find(({ value }) => value === functionId) ?? null}
            onChange={({ detail }) => onChange({ functionId: detail.selectedOption.value })}
          />
          <FormField label="Its input" description="Or what an alarm sends when it fires.">
            <Select
              ariaLabel="Its input"
              options={[itself, { label: 'The notice of', options: alarmOptions }]}
              selectedOption={alarmOptions.find(({ value }) => value === noticeOf) ?? itself}
              onChange={({ detail }) =>
                onChange({ noticeOf: detail.selectedOption.value || undefined })
              }
            />
          </FormField>
        </>
      )}
      <Checkbox
        checked={asNew}
        description="With the same ones, an alarm acts only if it has been armed since."
        onChange={({ detail }) => onChange({ asNew: detail.checked })}
      >
        With message IDs of their own
      </Checkbox>
    </SpaceBetween>
  );
}
