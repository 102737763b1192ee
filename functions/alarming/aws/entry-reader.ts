import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Row } from '../../platform/aws/dynamo.ts';
import { type Consistency, rowReader } from '../../platform/aws/row-reader.ts';
import type { Transition } from '../core/decision/transition.ts';
import { recordKeyOf, transitionOf } from './transition-rows.ts';

/** The transition that a history entry leads to; undefined if the entry is void. A record never changes. */
export type ReadTransition = (entry: Row) => Promise<Transition | undefined>;

export function entryReader(
  client: DynamoDBDocumentClient,
  table: string,
  consistency: Consistency = 'strong',
): ReadTransition {
  const read = rowReader(client, table, consistency);
  return async (entry) => {
    const record = await read(recordKeyOf(entry));
    const transition = record && transitionOf(record);
    return transition && transition.id === entry['sk'] ? transition : undefined;
  };
}
