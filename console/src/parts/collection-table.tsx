import { useCollection } from '@cloudscape-design/collection-hooks';
import Box from '@cloudscape-design/components/box';
import Header from '@cloudscape-design/components/header';
import Pagination from '@cloudscape-design/components/pagination';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Table, { type TableProps } from '@cloudscape-design/components/table';
import type { ReactNode } from 'react';
import { Failure } from './failure.tsx';

const pageSize = 50;

/** A whole collection, or what is known of the request for it. */
export interface FoundCollection<T> {
  readonly data: readonly T[] | undefined;
  readonly error: Error | null;
  readonly isPending: boolean;
  readonly refetch: () => unknown;
}

interface CollectionTableProps<T> {
  readonly title: string;
  readonly found: FoundCollection<T>;
  readonly columns: readonly TableProps.ColumnDefinition<T>[];
  readonly idOf: (item: T) => string;
  /** Whether long cells take more lines instead of being cut. */
  readonly wrapLines?: boolean;
  readonly empty: ReactNode;
  readonly filter?: ReactNode;
  readonly actions?: ReactNode;
  readonly description?: ReactNode;
  /** A screen has one heading of the first level; tables within it have the second. */
  readonly level?: 'h1' | 'h2';
}

/** A table of a collection that an API answers as a whole: sorted and paged in the browser. */
export function CollectionTable<T>(props: CollectionTableProps<T>) {
  const { title, found, columns, idOf, empty, filter, actions, description } = props;
  const { level = 'h1', wrapLines = false } = props;
  const { items, collectionProps, paginationProps } = useCollection(found.data ?? [], {
    sorting: {},
    pagination: { pageSize },
    selection: { trackBy: idOf },
  });
  const total = found.data?.length ?? 0;
  return (
    <SpaceBetween size="s">
      {found.error && <Failure of={found.error} retry={() => void found.refetch()} />}
      <Table
        {...collectionProps}
        variant={level === 'h1' ? 'full-page' : 'container'}
        wrapLines={wrapLines}
        contentDensity="compact"
        loading={found.isPending}
        loadingText="Loading"
        items={items}
        columnDefinitions={columns}
        empty={<Box textAlign="center">{found.error ? 'Not loaded.' : empty}</Box>}
        filter={filter}
        header={
          <Header
            variant={level}
            actions={actions}
            description={description}
            {...(found.data && { counter: `(${total})` })}
          >
            {title}
          </Header>
        }
        ariaLabels={{ tableLabel: title }}
        pagination={
          total > pageSize && (
            <Pagination
              {...paginationProps}
              ariaLabels={{
                nextPageLabel: 'Next page',
                previousPageLabel: 'Previous page',
                pageLabel: (page) => `Page ${page}`,
              }}
            />
          )
        }
      />
    </SpaceBetween>
  );
}
