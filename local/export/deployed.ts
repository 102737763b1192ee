import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { type AwsClients, awsClients } from '../smoke/aws-clients.ts';
import type { Cloud } from '../cloud.ts';
import { signedRequest } from '../smoke/signed-request.ts';
import type { Stored } from './stored.ts';

/** The stored data of the deployment with this prefix, by the outputs of its app stack. */
export async function storedBy(cloud: Cloud, namePrefix: string): Promise<Stored> {
  const outputs = await outputsOf(cloud, `${namePrefix}-app`);
  const named = (output: string): string => {
    const name = outputs.get(output);
    if (name === undefined) throw new Error(`The stack ${namePrefix}-app has no output ${output}.`);
    return name;
  };
  const clients: Pick<AwsClients, 'dynamo' | 's3'> = awsClients(cloud);
  return {
    dynamo: DynamoDBDocumentClient.from(clients.dynamo),
    s3: clients.s3,
    bucket: named('BucketName'),
    tables: {
      alarms: named('AlarmsTable'),
      executions: named('ExecutionsTable'),
      functions: named('FunctionsTable'),
      identity: named('IdentityTable'),
      // Missing if the deployment stores no events.
      events: outputs.get('EventsTable'),
    },
  };
}

async function outputsOf({ env }: Cloud, stack: string): Promise<ReadonlyMap<string, string>> {
  const { status, text } = await signedRequest(env, 'cloudformation', {
    type: 'application/x-www-form-urlencoded',
    body: new URLSearchParams({
      Action: 'DescribeStacks',
      Version: '2010-05-15',
      StackName: stack,
    }).toString(),
  });
  if (status !== 200) throw new Error(`There is no stack ${stack} here: ${status} ${text}`);
  return new Map(
    [...text.matchAll(/<member>(?:(?!<\/member>)[^])*?<\/member>/g)].flatMap(([member]) => {
      const [, key] = /<OutputKey>([^<]+)</.exec(member) ?? [];
      const [, value] = /<OutputValue>([^<]+)</.exec(member) ?? [];
      return key !== undefined && value !== undefined ? [[key, value] as const] : [];
    }),
  );
}
