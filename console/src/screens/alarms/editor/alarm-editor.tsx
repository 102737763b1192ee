import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { useMemo, useState } from 'react';
import { type Alarm, postAlarm, putAlarm } from '../../../api/alarms.ts';
import { CommandLine } from '../../../parts/command-line.tsx';
import { Failure } from '../../../parts/failure.tsx';
import { ScreenButton } from '../../../parts/screen-button.tsx';
import { alarmPath } from '../../../parts/screen-paths.ts';
import { useTitle } from '../../../parts/title.ts';
import { useNotices } from '../../../shell/notices.tsx';
import { useSession } from '../../../shell/session-context.ts';
import { bodyOf, commandOf, eventRuleOf, refusedField } from './alarm-body.ts';
import { AlarmFields } from './alarm-fields.tsx';
import type { AlarmForm } from './alarm-form.ts';
import { BacktestPanel } from './backtest-panel.tsx';
import type { Mend } from './judged-event.ts';
import { LastEvents } from './last-events.tsx';
import './editor.css';

interface AlarmEditorProps {
  readonly initial: AlarmForm;
  /** The alarm that is edited; a new one without it. */
  readonly base?: Alarm;
}

/** An alarm in a form, beside what it would do. Nothing that is typed is lost when the API refuses it. */
export function AlarmEditor({ initial, base }: AlarmEditorProps) {
  const title = base ? `Edit ${base.name}` : 'New alarm';
  useTitle(title);
  const { deployment } = useSession();
  const { tell } = useNotices();
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [form, setForm] = useState(initial);
  const change = (changed: Partial<AlarmForm>) => setForm((now) => ({ ...now, ...changed }));
  const saving = useMutation({
    mutationFn: async () => {
      const body = bodyOf(form, base);
      return base ? putAlarm(base.alarm_id, body) : postAlarm(body);
    },
    onSuccess: async ({ alarm_id: id, name }) => {
      await queries.invalidateQueries({ queryKey: ['alarms'] });
      tell({ type: 'success', content: `The alarm ${name} is saved.` });
      void navigate({ to: '/alarms/$id', params: { id } });
    },
  });
  const message = saving.error?.message;
  const field = message === undefined ? undefined : refusedField(message);
  const { eventType, conditions } = form;
  const rule = useMemo(() => eventRuleOf({ eventType, conditions }), [eventType, conditions]);
  const isWatched = form.type === 'event' && deployment.event_storage;
  return (
    <SpaceBetween size="l">
      <Header
        variant="h1"
        actions={
          <SpaceBetween direction="horizontal" size="xs">
            <ScreenButton variant="link" to={base ? alarmPath(base.alarm_id) : '/alarms'}>
              Cancel
            </ScreenButton>
            <Button variant="primary" loading={saving.isPending} onClick={() => saving.mutate()}>
              Save
            </Button>
          </SpaceBetween>
        }
      >
        {title}
      </Header>
      {saving.error && <Failure of={saving.error} />}
      <div className={isWatched ? 'beside' : undefined}>
        <SpaceBetween size="l">
          <AlarmFields
            form={form}
            onChange={change}
            refused={(name) => (name === field ? message : undefined)}
          />
          <CommandLine command={commandOf(form, base?.alarm_id)} />
          {form.type === 'event' && !deployment.event_storage && (
            <Box color="text-body-secondary">
              This deployment does not store events, so the alarm cannot be tried on past ones.
            </Box>
          )}
        </SpaceBetween>
        {isWatched && (
          <SpaceBetween size="l">
            <LastEvents rule={rule} onMend={(mend) => setForm((now) => mended(now, mend))} />
            <BacktestPanel draft={() => ({ ...bodyOf(form), name: form.name || 'draft' })} />
          </SpaceBetween>
        )}
      </div>
    </SpaceBetween>
  );
}

const mended = (form: AlarmForm, mend: Mend): AlarmForm =>
  mend.kind === 'event-type'
    ? { ...form, eventType: mend.eventType }
    : {
        ...form,
        conditions: form.conditions.map((condition, index) =>
          index === mend.part ? { ...condition, type: mend.type } : condition,
        ),
      };
