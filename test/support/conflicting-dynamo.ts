import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** How DynamoDB says, to each kind of write, that a transaction is under way on the same row. */
const conflicts: Readonly<Record<string, readonly [status: number, body: object]>> = {
  PutItem: [400, { __type: 'com.amazonaws.dynamodb.v20120810#TransactionConflictException' }],
  UpdateItem: [400, { __type: 'com.amazonaws.dynamodb.v20120810#TransactionConflictException' }],
  DeleteItem: [400, { __type: 'com.amazonaws.dynamodb.v20120810#TransactionConflictException' }],
  TransactWriteItems: [
    400,
    {
      __type: 'com.amazonaws.dynamodb.v20120810#TransactionCanceledException',
      CancellationReasons: [{ Code: 'None' }, { Code: 'TransactionConflict' }],
    },
  ],
  BatchExecuteStatement: [
    200,
    { Responses: [{ Error: { Code: 'TransactionConflict', Message: 'conflict' } }] },
  ],
};

/**
 * A real client of DynamoDB over a transport that answers the first writes with a conflict, and everything
 * after that with success and no content. `writes` are the writes it was sent, by name.
 */
export function conflictingDynamo(conflictsFirst: number) {
  const writes: string[] = [];
  const answerTo = (name: string): readonly [status: number, body: object] => {
    const conflict = conflicts[name];
    if (conflict === undefined) return [200, {}];
    writes.push(name);
    return writes.length <= conflictsFirst ? conflict : [200, {}];
  };
  const client = new DynamoDBClient({
    region: 'eu-west-1',
    endpoint: 'http://dynamo.example',
    credentials: { accessKeyId: 'a', secretAccessKey: 's' },
    requestHandler: {
      async handle({ headers }: { readonly headers: Readonly<Record<string, string>> }) {
        const [statusCode, body] = answerTo(headers['x-amz-target']?.split('.')[1] ?? '');
        const content = new TextEncoder().encode(JSON.stringify(body));
        return { response: { statusCode, headers: {}, body: content } };
      },
    },
  });
  const options = { marshallOptions: { removeUndefinedValues: true } };
  return { client: DynamoDBDocumentClient.from(client, options), writes };
}
