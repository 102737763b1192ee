import type { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { queryAll, type Row } from '../../platform/aws/dynamo.ts';
import type { RowKey } from '../../platform/aws/row-reader.ts';
import { entityIn } from '../../platform/aws/row-store.ts';
import type { FunctionKey } from '../core/functions/function.ts';
import type { FunctionVersion } from '../core/versions/function-version.ts';

export const versionKind = 'version';
const suffix = `#${versionKind}`;
export const versionsDue = 'version-';

export const versionPartition = (projectId: string) => `P#${projectId}${suffix}`;

/** By an id of its own, because a number may be given again. */
export const versionKey = ({ projectId, functionId, id }: FunctionVersion) => ({
  pk: versionPartition(projectId),
  sk: `${functionId}#${id}`,
});

/** The function of the version that a row is, by its key. */
export const functionKeyOfVersionIn = ({ pk, sk }: RowKey): FunctionKey => ({
  projectId: pk.slice('P#'.length, -suffix.length),
  functionId: sk.split('#')[0] ?? '',
});

/** The versions in these rows. Rows written before versions could be scaled lack those attributes. */
export const versionsIn = (rows: readonly Row[]): readonly FunctionVersion[] =>
  rows.map(({ removed: _removed, ...row }) => ({
    provisioned: 0,
    provisionPending: false,
    provisionError: null,
    ...entityIn<Omit<FunctionVersion, 'provisioned' | 'provisionPending' | 'provisionError'>>(row),
    id: String(row['sk']).split('#')[1] ?? '',
  }));

/** The versions of a function, or those of it that were removed, in the order of their numbers. */
export const versionReader =
  (client: DynamoDBDocumentClient, table: string) =>
  async (
    { projectId, functionId }: FunctionKey,
    which: 'live' | 'removed',
  ): Promise<readonly FunctionVersion[]> => {
    const rows = await queryAll(client, {
      TableName: table,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :function)',
      ExpressionAttributeValues: {
        ':pk': versionPartition(projectId),
        ':function': `${functionId}#`,
      },
      ConsistentRead: true,
    });
    const wanted = rows.filter((row) => Boolean(row['removed']) === (which === 'removed'));
    return versionsIn(wanted).toSorted((left, right) => left.number - right.number);
  };
