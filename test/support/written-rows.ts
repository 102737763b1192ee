import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';

/** Counts the rows that a client writes, and the requests in which it does. */
export function writtenRows(client: DynamoDBDocumentClient) {
  let [rows, requests] = [0, 0];
  client.middlewareStack.add(
    (next, { commandName }) =>
      (args) => {
        const written = rowsOf(commandName, args.input);
        rows += written;
        requests += written > 0 ? 1 : 0;
        return next(args);
      },
    { step: 'initialize' },
  );
  return {
    rows: () => rows,
    requests: () => requests,
    reset() {
      [rows, requests] = [0, 0];
    },
  };
}

function rowsOf(command: string | undefined, input: object): number {
  switch (command) {
    case undefined:
      return 0;
    case 'PutItemCommand':
    case 'UpdateItemCommand':
    case 'DeleteItemCommand':
      return 1;
    case 'BatchWriteItemCommand':
      return 'RequestItems' in input ? Object.values(input.RequestItems ?? {}).flat().length : 0;
    case 'TransactWriteItemsCommand':
      return 'TransactItems' in input && Array.isArray(input.TransactItems)
        ? input.TransactItems.length
        : 0;
    default:
      return 0;
  }
}
