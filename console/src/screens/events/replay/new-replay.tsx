import Button from '@cloudscape-design/components/button';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { CommandLine } from '../../../parts/command-line.tsx';
import { DialogButtons } from '../../../parts/dialog-buttons.tsx';
import { Failure } from '../../../parts/failure.tsx';
import { useNotices } from '../../../shell/notices.tsx';
import type { EventFilters } from '../search.ts';
import { DryResult } from './dry-result.tsx';
import { EarlierReplays } from './earlier-replays.tsx';
import { beginReplay, replaysQuery, tryReplay } from './replay-item.ts';
import { bodyOf, commandOf, draftOf, type ReplayDraft } from './replay-request.ts';
import { ReplaySourceFields } from './replay-source-fields.tsx';
import { ReplayTargetFields } from './replay-target-fields.tsx';

interface NewReplayProps {
  readonly filters: EventFilters;
  readonly onBegun: (id: string) => void;
  readonly onClose: () => void;
}

/** Says first what a replay would do, event by event, and then begins it. */
export function NewReplay({ filters, onBegun, onClose }: NewReplayProps) {
  const { tell } = useNotices();
  const queries = useQueryClient();
  const [draft, setDraft] = useState(() => draftOf(filters));
  const trial = useMutation({ mutationFn: tryReplay });
  const beginning = useMutation({
    mutationFn: beginReplay,
    onSuccess: ({ id, already }) => {
      if (already)
        tell({ type: 'info', content: 'This replay was asked for before: nothing is sent now.' });
      void queries.invalidateQueries({ queryKey: replaysQuery.queryKey, exact: true });
      onBegun(id);
    },
  });
  const change = (changed: Partial<ReplayDraft>) => {
    setDraft((now) => ({ ...now, ...changed }));
    trial.reset();
    beginning.reset();
  };
  const body = bodyOf(draft, Date.now());
  const { data: dry, variables: tried } = trial;
  const count = dry?.count ?? 0;
  const error = beginning.error ?? trial.error;
  return (
    <Modal
      visible
      size="large"
      header="Replay events"
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <DialogButtons onCancel={onClose}>
          <Button
            disabled={!body}
            disabledReason="Choose first what the events are sent to."
            loading={trial.isPending}
            onClick={() => body && trial.mutate(body)}
          >
            What would happen?
          </Button>
          <Button
            variant="primary"
            disabled={count === 0}
            disabledReason="See first what would happen."
            loading={beginning.isPending}
            onClick={() => tried && beginning.mutate({ body: tried, count })}
          >
            {count === 0 ? 'Replay' : `Replay ${count} ${count === 1 ? 'event' : 'events'}`}
          </Button>
        </DialogButtons>
      }
    >
      <SpaceBetween size="m">
        {error && <Failure of={error} />}
        <div className="replay-sides">
          <ReplaySourceFields draft={draft} filters={filters} onChange={change} />
          <ReplayTargetFields draft={draft} onChange={change} />
        </div>
        {dry && <DryResult of={dry} />}
        {tried && dry ? (
          <CommandLine command={commandOf(tried, count)} />
        ) : (
          body && <CommandLine command={commandOf(body)} />
        )}
        <ExpandableSection headerText="Earlier replays">
          <EarlierReplays />
        </ExpandableSection>
      </SpaceBetween>
    </Modal>
  );
}
