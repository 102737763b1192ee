import Box from '@cloudscape-design/components/box';
import Button from '@cloudscape-design/components/button';
import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';
import type { List } from '../live/use-list.ts';
import { Failure } from './failure.tsx';

interface ListTableProps<T> {
  readonly title: string;
  readonly list: List<T>;
  readonly columns: readonly TableProps.ColumnDefinition<T>[];
  readonly idOf: (item: T) => string;
  /** What teaches the first step where there is nothing. */
  readonly empty: ReactNode;
  readonly filter?: ReactNode;
  readonly actions?: ReactNode;
  readonly description?: ReactNode;
  /** A list within a screen has the second level. */
  readonly level?: 'h1' | 'h2';
}

/** One of the project's lists, newest first, with what has come since and what lies further back. */
export function ListTable<T>(props: ListTableProps<T>) {
  const { title, list, columns, idOf, empty, filter, actions, description, level = 'h1' } = props;
  return (
    <SpaceBetween size="s">
      {list.error && <Failure of={list.error} retry={list.retry} />}
      <Table
        variant={level === 'h1' ? 'full-page' : 'container'}
        stickyHeader={level === 'h1'}
        wrapLines={false}
        contentDensity="compact"
        loading={list.isPending}
        loadingText="Loading"
        items={list.items}
        columnDefinitions={columns}
        trackBy={idOf}
        empty={<Box textAlign="center">{empty}</Box>}
        filter={filter}
        header={
          <Header variant={level} actions={actions} description={description}>
            {title}
          </Header>
        }
        ariaLabels={{ tableLabel: title }}
        footer={
          <Box textAlign="center">
            <SpaceBetween size="xs">
              {list.newer > 0 && <Button onClick={list.showNewer}>{list.newer} new, show</Button>}
              {!list.complete && (
                <Box color="text-body-secondary">
                  As much as one request may look through was looked through. Narrow the range, or
                  go on.
                </Box>
              )}
              {list.more && (
                <Button loading={list.loadingMore} onClick={list.more}>
                  Older
                </Button>
              )}
            </SpaceBetween>
          </Box>
        }
      />
    </SpaceBetween>
  );
}
