import ButtonDropdown from '@cloudscape-design/components/button-dropdown';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useState } from 'react';
import type { Alarm } from '../../api/alarms.ts';
import { mayWrite } from '../../api/session.ts';
import { ScreenButton } from '../../parts/screen-button.tsx';
import { useSession } from '../../shell/session-context.ts';
import { BulkDialog } from './bulk-dialog.tsx';
import { type BulkAction, bulkActions, bulkWords } from './change-alarms.ts';

interface AlarmActionsProps {
  readonly chosen: readonly Alarm[];
  readonly onDone: () => void;
}

/** What can be done to the alarms that are chosen, and a new one. */
export function AlarmActions({ chosen, onDone }: AlarmActionsProps) {
  const mine = mayWrite(useSession());
  const [asked, setAsked] = useState<BulkAction>();
  return (
    <>
      <SpaceBetween direction="horizontal" size="xs">
        <ButtonDropdown
          disabled={chosen.length === 0}
          disabledReason={mine ? 'Choose alarms first.' : 'Readers may not change alarms.'}
          items={bulkActions.map((id) => ({ id, text: bulkWords[id] }))}
          onItemClick={({ detail }) => setAsked(bulkActions.find((id) => id === detail.id))}
        >
          Actions
        </ButtonDropdown>
        <ScreenButton
          to="/alarms/new"
          variant="primary"
          disabled={!mine}
          disabledReason="Readers may not make alarms."
        >
          New alarm
        </ScreenButton>
      </SpaceBetween>
      {asked && (
        <BulkDialog
          action={asked}
          alarms={chosen}
          onClose={() => setAsked(undefined)}
          onDone={onDone}
        />
      )}
    </>
  );
}
