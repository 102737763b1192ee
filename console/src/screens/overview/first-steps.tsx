import Box from '@cloudscape-design/components/box';
import Container from '@cloudscape-design/components/container';
import Header from '@cloudscape-design/components/header';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { useQuery } from '@tanstack/react-query';
import { mayWrite } from '../../api/session.ts';
import { functionNamesQuery, webhooksQuery } from '../../api/functions.ts';
import { CommandLine } from '../../parts/command-line.tsx';
import { ScreenButton } from '../../parts/screen-button.tsx';
import { useSession } from '../../shell/session-context.ts';
import type { OverviewNumbers } from './overview-item.ts';
import { stepsOf } from './step-list.ts';

/** Without the log of events, only what they fired tells of them. */
const hasEvent = ({ events, firings }: OverviewNumbers) =>
  (events?.accepted ?? 0) > 0 || firings > 0;

/** The guide as four buttons, until all four steps are done. */
export function FirstSteps({ numbers }: { readonly numbers: OverviewNumbers }) {
  const session = useSession();
  const isNew = numbers.functions === 0 || numbers.alarms.total === 0 || !hasEvent(numbers);
  const functions = useQuery({ ...functionNamesQuery, enabled: isNew && numbers.functions > 0 });
  const webhooks = useQuery({ ...webhooksQuery, enabled: isNew });
  if (!isNew) return null;
  const steps = stepsOf({
    functionId: functions.data?.[0]?.id,
    webhookId: webhooks.data?.[0]?.id,
    hasAlarm: numbers.alarms.total > 0,
    hasEvent: hasEvent(numbers),
  });
  const next = steps.findIndex(({ done }) => !done);
  return (
    <Container
      header={
        <Header variant="h2" description="From nothing to a function that an event has run">
          First steps
        </Header>
      }
    >
      <ol className="steps">
        {steps.map((step, index) => (
          <li key={step.title}>
            <StatusIndicator type={step.done ? 'success' : 'pending'}>
              {index + 1}. {step.title}
              {step.done && ': done'}
            </StatusIndicator>
            <Box>{step.text}</Box>
            <div>
              <ScreenButton
                to={step.to}
                search={step.search}
                variant={index === next ? 'primary' : 'normal'}
                disabled={!mayWrite(session)}
                disabledReason="Readers may not change anything."
              >
                {step.button}
              </ScreenButton>
            </div>
            <CommandLine command={step.command} />
          </li>
        ))}
      </ol>
    </Container>
  );
}
