import type { TableDescription } from '@aws-sdk/client-dynamodb';

export interface IndexShape {
  readonly name: string;
  /** Attributes of its key. */
  readonly key: readonly string[];
  /** Attributes that its entries hold, the keys of table and index included. */
  readonly projected: 'all' | readonly string[];
}

/** What the price of a write or read depends on, as the table was deployed. */
export interface TableShape {
  readonly key: readonly string[];
  readonly indexes: readonly IndexShape[];
}

export function shapeOf({ KeySchema, GlobalSecondaryIndexes }: TableDescription): TableShape {
  const key = namesOf(KeySchema);
  return {
    key,
    indexes: (GlobalSecondaryIndexes ?? []).map(
      ({ IndexName = '', KeySchema: own, Projection }) => {
        const { ProjectionType: type = 'ALL', NonKeyAttributes: included = [] } = Projection ?? {};
        const names = namesOf(own);
        return {
          name: IndexName,
          key: names,
          projected:
            type === 'ALL' ? 'all' : [...key, ...names, ...(type === 'INCLUDE' ? included : [])],
        };
      },
    ),
  };
}

const namesOf = (schema: TableDescription['KeySchema'] = []): readonly string[] =>
  schema.map(({ AttributeName = '' }) => AttributeName);
