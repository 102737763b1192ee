import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { withoutSecrets } from '../../../../functions/alarming/core/action/action-url.ts';
import { type Alarm, ruleOf } from '../../api/alarms.ts';
import { AlarmState } from '../../parts/alarm-state.tsx';
import { CommandLine } from '../../parts/command-line.tsx';
import { Instant } from '../../parts/instant.tsx';
import { JsonTree } from '../../parts/json-tree.tsx';
import { ShortId } from '../../parts/short-id.tsx';
import { ActionTarget } from '../../parts/action-target.tsx';
import { visibleText } from '../../parts/visible-text.ts';
import { isWebhook, withoutWebhookId } from './action-words.ts';
import { alarmTypeWords } from '../../parts/rule-words.ts';
import { constraintWords } from './constraint-windows.ts';
import { Severity } from './severity.tsx';

/** State, severity, actions and rule of an alarm. */
export function AlarmFacts({ alarm }: { readonly alarm: Alarm | undefined }) {
  return (
    <Container>
      <SpaceBetween size="m">
        <KeyValuePairs
          columns={4}
          items={[
            { label: 'State', value: alarm ? <State alarm={alarm} /> : '–' },
            {
              label: 'Severity',
              value: alarm ? <Severity severity={alarm.severity} /> : '–',
            },
            {
              label: 'Type',
              value: alarm ? (alarmTypeWords[alarm.type] ?? alarm.type) : '–',
            },
            {
              label: 'Alarm ID',
              value: alarm ? <ShortId id={alarm.alarm_id} name="Alarm ID" /> : '–',
            },
            {
              label: 'Actions in state alarm',
              value: <Actions of={alarm?.alarm_actions ?? []} />,
            },
            { label: 'Actions in state ok', value: <Actions of={alarm?.ok_actions ?? []} /> },
            {
              label: 'Actions without data',
              value: <Actions of={alarm?.insufficient_data_actions ?? []} />,
            },
            {
              label: 'Time constraints',
              value: <Constraints of={alarm?.time_constraints ?? []} />,
            },
            { label: 'Changed', value: <Instant at={alarm?.timestamp} /> },
          ]}
        />
        {alarm?.state_reason && (
          <Box color="text-body-secondary">{visibleText(alarm.state_reason.slice(0, 600))}</Box>
        )}
        {alarm?.type === 'event' && alarm.time_constraints.length > 0 && (
          <StatusIndicator type="info">
            Its time constraints have no say: an alarm on events fires at any time.
          </StatusIndicator>
        )}
        {alarm && (
          <ExpandableSection variant="footer" headerText="Rule as JSON, and command">
            <SpaceBetween size="s">
              <JsonTree text={JSON.stringify(ruleOf(alarm) ?? null)} label="Rule" />
              <CommandLine command={`openstack alarm show ${alarm.alarm_id}`} />
            </SpaceBetween>
          </ExpandableSection>
        )}
      </SpaceBetween>
    </Container>
  );
}

const State = ({ alarm }: { readonly alarm: Alarm }) => (
  <>
    {alarm.enabled ? (
      <AlarmState state={alarm.state} />
    ) : (
      <StatusIndicator type="stopped">disabled, {alarm.state}</StatusIndicator>
    )}{' '}
    <Box variant="span" color="text-body-secondary" fontSize="body-s">
      since <Instant at={alarm.state_timestamp} />
    </Box>
  </>
);

function Constraints({ of }: { readonly of: Alarm['time_constraints'] }) {
  if (of.length === 0) return <>none</>;
  return (
    <>
      {of.map((constraint) => (
        <div key={constraint.name} className="wrapped">
          {visibleText(`${constraint.name}: ${constraintWords(constraint)}`)}
        </div>
      ))}
    </>
  );
}

function Actions({ of }: { readonly of: readonly string[] }) {
  if (of.length === 0) return <>none</>;
  return (
    <>
      {of.map((action) => (
        <div key={action} className="wrapped">
          {isWebhook(action) ? (
            `Webhook ${withoutWebhookId(action)}`
          ) : (
            <ActionTarget url={withoutSecrets(action)} />
          )}
        </div>
      ))}
    </>
  );
}
