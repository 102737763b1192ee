import StatusIndicator from '@cloudscape-design/components/status-indicator';
import Table from '@cloudscape-design/components/table';
import { visibleText } from '../visible-text.ts';
import type { ExplanationPart } from './explanation-item.ts';
import { operatorSigns } from './operator-signs.ts';

const fieldOf = (part: ExplanationPart) =>
  part.part === 'event_type' ? 'event_type' : visibleText(part.field);

const expectedOf = (part: ExplanationPart) =>
  part.part === 'event_type'
    ? visibleText(part.expected)
    : `${operatorSigns[part.op] ?? part.op} ${part.expected.type} ${visibleText(part.expected.value)}`;

function foundOf(part: ExplanationPart): string {
  if (part.part === 'event_type') return visibleText(part.found);
  return part.found ? `${part.found.type} ${visibleText(part.found.value)}` : 'nothing';
}

/** Event type and conditions of a rule: what is expected, what the event has, and whether it holds. */
export const ExplanationParts = ({ parts }: { readonly parts: readonly ExplanationPart[] }) => (
  <Table
    variant="embedded"
    contentDensity="compact"
    wrapLines
    items={parts}
    ariaLabels={{ tableLabel: 'What holds' }}
    columnDefinitions={[
      {
        id: 'holds',
        header: 'Holds',
        width: 90,
        cell: ({ holds }) => (
          <StatusIndicator type={holds ? 'success' : 'error'}>
            {holds ? 'yes' : 'no'}
          </StatusIndicator>
        ),
      },
      { id: 'part', header: 'Part', minWidth: 150, isRowHeader: true, cell: fieldOf },
      { id: 'expected', header: 'Expected', minWidth: 170, cell: expectedOf },
      { id: 'found', header: 'Found', minWidth: 150, cell: foundOf },
    ]}
  />
);
