import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { type Write, writesIf } from '../../platform/aws/conditional-write.ts';
import { secondsOf } from '../../platform/aws/dynamo.ts';
import type { Revocation } from '../core/identity.ts';
import type { RevocationStore } from '../ports.ts';
import { readRows, type Table } from './rows.ts';

const partition = 'revocation';

/** One row per subject, which DynamoDB deletes once every token it invalidates has expired. */
const putOf = ({ name }: Table, revocation: Revocation) => ({
  TableName: name,
  Item: {
    ...revocation,
    pk: partition,
    sk: `${revocation.subject}#${revocation.id}`,
    ttl: secondsOf(revocation.forgetAt),
  },
});

/** For the transaction of the change that causes the revocation, which is always the latest one. */
export const revocationWrites = (
  table: Table,
  revocation: Revocation | undefined,
): readonly Write[] => (revocation ? [{ Put: putOf(table, revocation) }] : []);

export const dynamoRevocationStore = (table: Table): RevocationStore => ({
  async put(revocation) {
    const write = new PutCommand({
      ...putOf(table, revocation),
      ConditionExpression: 'attribute_not_exists(pk) OR #before < :before',
      ExpressionAttributeNames: { '#before': 'issuedBefore' },
      ExpressionAttributeValues: { ':before': revocation.issuedBefore },
    });
    await writesIf(() => table.client.send(write));
  },
  list: () => readRows<Revocation>(table, partition),
});
