import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { Revocation } from '../core/identity.ts';
import { secondsOf } from '../../platform/aws/dynamo.ts';
import { readRows, type Table } from './rows.ts';

const partition = 'revocation';

/** One row a subject: the latest counts, and DynamoDB forgets it when no token it voids is alive. */
const putOf = (TableName: string, revocation: Revocation) => ({
  TableName,
  Item: {
    ...revocation,
    pk: partition,
    sk: `${revocation.subject}#${revocation.id}`,
    ttl: secondsOf(revocation.forgetAt),
  },
});

/** For a transaction that also does what the revocation goes with; there it is always the latest. */
export const revocationWrite = (table: string, revocation: Revocation) => ({
  Put: putOf(table, revocation),
});

export async function writeRevocation({ client, name }: Table, revocation: Revocation) {
  try {
    await client.send(
      new PutCommand({
        ...putOf(name, revocation),
        ConditionExpression: 'attribute_not_exists(pk) OR #before < :before',
        ExpressionAttributeNames: { '#before': 'issuedBefore' },
        ExpressionAttributeValues: { ':before': revocation.issuedBefore },
      }),
    );
  } catch (failure) {
    if (!(failure instanceof ConditionalCheckFailedException)) throw failure;
  }
}

export const readRevocations = (table: Table) => readRows<Revocation>(table, partition);
