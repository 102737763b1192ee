import { RemovalPolicy } from 'aws-cdk-lib';
import { AttributeType, BillingMode, Table, TableEncryption } from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import {
  byDue,
  byId,
  byKind,
  partitionKey,
  sortKey,
  timeToLive,
} from '../../functions/contract/tables.ts';
import type { Access } from './access.ts';

export type IndexOfTable = typeof byId | typeof byKind | typeof byDue;

export interface HouseTableProps {
  readonly indexes: readonly IndexOfTable[];
  readonly purge: boolean;
}

const text = (name: string) => ({ name, type: AttributeType.STRING });

/** A table of the one shape that `functions/contract/tables.ts` describes; it outlives its stack unless purged. */
export class HouseTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, { indexes, purge }: HouseTableProps) {
    super(scope, id);
    this.table = new Table(this, 'Table', {
      partitionKey: text(partitionKey),
      sortKey: text(sortKey),
      timeToLiveAttribute: timeToLive,
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      encryption: TableEncryption.AWS_MANAGED,
      deletionProtection: !purge,
      removalPolicy: purge ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    });
    for (const index of indexes)
      this.table.addGlobalSecondaryIndex({
        indexName: index.name,
        partitionKey: text(index.partitionKey),
        ...('sortKey' in index && { sortKey: text(index.sortKey) }),
      });
  }
}

/** A table of the other stack, as the features see it. */
export interface TableReference {
  readonly name: string;
  readonly arn: string;
}

/** What can be done with rows; a transaction needs the rights of its parts, a statement that of its verb. */
type RowAction =
  | 'GetItem'
  | 'BatchGetItem'
  | 'Query'
  | 'Scan'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'PartiQLInsert'
  | 'PartiQLUpdate';

export const reading = ['GetItem', 'Query'] as const satisfies readonly RowAction[];
/** Also several rows by key at once. */
export const readingMany = [...reading, 'BatchGetItem'] as const satisfies readonly RowAction[];
export const writing = ['PutItem', 'UpdateItem'] as const satisfies readonly RowAction[];
/** Conditional writes of which several go in one request. */
export const stating = ['PartiQLInsert', 'PartiQLUpdate'] as const satisfies readonly RowAction[];

/** To do these things with the table's rows, and to query the named indexes. */
export function rows(
  table: TableReference,
  actions: readonly RowAction[],
  indexes: readonly IndexOfTable[] = [],
): Access {
  return {
    value: table.name,
    grants: [
      { actions: actions.map((action) => `dynamodb:${action}`), resources: [table.arn] },
      ...(indexes.length > 0
        ? [
            {
              actions: ['dynamodb:Query'],
              resources: indexes.map(({ name }) => `${table.arn}/index/${name}`),
            },
          ]
        : []),
    ],
  };
}
