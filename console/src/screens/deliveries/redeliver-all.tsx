import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Modal from '@cloudscape-design/components/modal';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { CommandLine } from '../../parts/command-line.tsx';
import { curlCommand } from '../../parts/curl-command.ts';
import { Failure } from '../../parts/failure.tsx';
import { useNotices } from '../../shell/notices.tsx';
import { countDeliveries, mostAtOnce, redeliverAll } from './redeliver.ts';
import type { DeliveryFilters } from './routes.tsx';
import { DialogButtons } from '../../parts/dialog-buttons.tsx';

interface RedeliverAllProps {
  readonly filters: DeliveryFilters;
  readonly onClose: () => void;
}

/** Counts first, then begins all deliveries that pass the filters again. */
export function RedeliverAll({ filters, onClose }: RedeliverAllProps) {
  const queries = useQueryClient();
  const { tell } = useNotices();
  const count = useQuery({
    queryKey: ['deliveries', 'count', filters],
    queryFn: () => countDeliveries(filters),
    staleTime: 0,
  });
  const beginning = useMutation({
    mutationFn: () => redeliverAll(filters),
    onSuccess: async (begun) => {
      tell({ type: 'success', content: `${textOf(begun)} begin again.` });
      await queries.invalidateQueries({ queryKey: ['list', '/taibai/v1/deliveries'] });
      onClose();
    },
  });
  const error = count.error ?? beginning.error;
  return (
    <Modal
      visible
      header="Deliver again"
      closeAriaLabel="Close"
      onDismiss={onClose}
      footer={
        <DialogButtons onCancel={onClose}>
          <Button
            variant="primary"
            disabled={!count.data}
            loading={beginning.isPending}
            onClick={() => beginning.mutate()}
          >
            Deliver again
          </Button>
        </DialogButtons>
      }
    >
      <SpaceBetween size="s">
        {error && <Failure of={error} />}
        <Box>
          {count.data === undefined
            ? 'Counting…'
            : `${textOf(count.data)} pass the filters${count.data === mostAtOnce ? ', or more: only these begin again' : ''}.`}
        </Box>
        <Box>
          Each is sent to its receiver once more, also if it arrived before. Attempts so far stay on
          record.
        </Box>
        <CommandLine
          command={curlCommand({
            method: 'POST',
            path: '/alarming/v2/deliveries/redeliver',
            body: { ...filters, limit: mostAtOnce },
          })}
        />
      </SpaceBetween>
    </Modal>
  );
}

const textOf = (deliveries: number) =>
  deliveries === 1 ? '1 delivery' : `${deliveries} deliveries`;
