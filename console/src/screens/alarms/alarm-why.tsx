import SpaceBetween from '@cloudscape-design/components/space-between';
import { AlarmDiagnosis } from './alarm-diagnosis.tsx';
import { WhyNotEvent } from './why-not-event.tsx';

interface AlarmWhyProps {
  readonly alarmId: string;
  readonly event: string | undefined;
}

/** What may keep the alarm from firing, and why one event did not fire it. */
export const AlarmWhy = ({ alarmId, event }: AlarmWhyProps) => (
  <SpaceBetween size="l">
    <AlarmDiagnosis alarmId={alarmId} />
    <WhyNotEvent alarmId={alarmId} event={event} />
  </SpaceBetween>
);
