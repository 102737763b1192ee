import { RemovalPolicy } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { Construct } from 'constructs';
import {
  partitionKey,
  sortKey,
  type TableIndex,
  timeToLive,
} from '../../functions/contract/tables.ts';
import type { Access } from './access.ts';

export interface TaibaiTableProps {
  readonly indexes: readonly TableIndex[];
  readonly purge: boolean;
}

const text = (name: string) => ({ name, type: AttributeType.STRING });

/** A table with the keys that `functions/contract/tables.ts` describes. It is retained when its stack is deleted, unless purged. */
export class TaibaiTable extends Construct {
  readonly table: Table;

  constructor(scope: Construct, id: string, { indexes, purge }: TaibaiTableProps) {
    super(scope, id);
    this.table = new Table(this, 'Table', {
      partitionKey: text(partitionKey),
      sortKey: text(sortKey),
      timeToLiveAttribute: timeToLive,
      billingMode: BillingMode.PAY_PER_REQUEST,
      pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
      // With a key that AWS owns: requests to a key that AWS manages for the account are billed.
      encryption: TableEncryption.DEFAULT,
      deletionProtection: !purge,
      removalPolicy: purge ? RemovalPolicy.DESTROY : RemovalPolicy.RETAIN,
    });
    for (const index of indexes)
      this.table.addGlobalSecondaryIndex({
        indexName: index.name,
        partitionKey: text(index.partitionKey),
        ...('sortKey' in index && { sortKey: text(index.sortKey) }),
        projectionType: ProjectionType.KEYS_ONLY,
      });
  }
}

/** One of the state stack's tables, as features refer to it. */
export interface TableReference {
  readonly name: string;
  readonly arn: string;
}

/** Actions on rows. A transaction needs the permissions of its parts, a PartiQL statement that of its verb. */
type RowAction =
  | 'GetItem'
  | 'BatchGetItem'
  | 'Query'
  | 'Scan'
  | 'PutItem'
  | 'UpdateItem'
  | 'DeleteItem'
  | 'BatchWriteItem'
  | 'PartiQLInsert'
  | 'PartiQLUpdate';

export const reading = ['GetItem', 'Query'] as const satisfies readonly RowAction[];
export const readingMany = [...reading, 'BatchGetItem'] as const satisfies readonly RowAction[];
export const writing = ['PutItem', 'UpdateItem'] as const satisfies readonly RowAction[];
/** Conditional writes, several in one request (`BatchExecuteStatement`). */
export const executingStatements = [
  'PartiQLInsert',
  'PartiQLUpdate',
] as const satisfies readonly RowAction[];

/** Allows these actions on the table's rows, and queries of the given indexes. */
export function rows(
  table: TableReference,
  actions: readonly RowAction[],
  indexes: readonly TableIndex[] = [],
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
