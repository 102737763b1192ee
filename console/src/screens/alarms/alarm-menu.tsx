import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useNavigate } from '@tanstack/react-router';
import { useState } from 'react';
import type { Alarm } from '../../api/alarms.ts';
import { mayWrite } from '../../api/session.ts';
import { ScreenButton } from '../../parts/screen-button.tsx';
import { alarmPath } from '../../parts/screen-paths.ts';
import { useSession } from '../../shell/session-context.ts';
import { BulkDialog } from './bulk-dialog.tsx';
import { type BulkAction, bulkActions, bulkWords } from './change-alarms.ts';

/** What can be done to an alarm. */
export function AlarmMenu({ alarm }: { readonly alarm: Alarm }) {
  const mine = mayWrite(useSession());
  const navigate = useNavigate();
  const [asked, setAsked] = useState<BulkAction>();
  const items = bulkActions
    .filter((id) => id !== (alarm.enabled ? 'enable' : 'disable'))
    .map((id) => ({ id, text: bulkWords[id] }));
  return (
    <>
      <SpaceBetween direction="horizontal" size="xs">
        <ButtonDropdown
          disabled={!mine}
          disabledReason="Readers may not change alarms."
          items={[...items, { id: 'copy', text: 'Copy to a new alarm' }]}
          onItemClick={({ detail }) =>
            detail.id === 'copy'
              ? void navigate({ to: '/alarms/new', search: { like: alarm.alarm_id } })
              : setAsked(bulkActions.find((id) => id === detail.id))
          }
        >
          Actions
        </ButtonDropdown>
        <ScreenButton
          to={`${alarmPath(alarm.alarm_id)}/edit`}
          disabled={!mine}
          disabledReason="Readers may not change alarms."
        >
          Edit
        </ScreenButton>
      </SpaceBetween>
      {asked && (
        <BulkDialog
          action={asked}
          alarms={[alarm]}
          onClose={() => setAsked(undefined)}
          onDone={() => void (asked === 'delete' && navigate({ to: '/alarms' }))}
        />
      )}
    </>
  );
}
