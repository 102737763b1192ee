import { type DynamoDBDocumentClient, PutCommand } from '@aws-sdk/lib-dynamodb';
import { entityOf } from '../../platform/aws/dynamo.ts';
import { rowReader } from '../../platform/aws/row-reader.ts';
import type { RuleReview } from '../core/rule/rule-review.ts';
import type { RuleReviews } from '../rule-ports.ts';

const reviewKey = { pk: 'R#review', sk: 'review' };

/** The last review, in the table of alarms. */
export function dynamoRuleReviews(client: DynamoDBDocumentClient, table: string): RuleReviews {
  const readRow = rowReader(client, table);
  return {
    async last() {
      const row = await readRow(reviewKey);
      return row && entityOf<RuleReview>(row);
    },
    async record(review) {
      const item = { ...reviewKey, v: 1, ...review };
      await client.send(new PutCommand({ TableName: table, Item: item }));
    },
  };
}
