import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { S3Client } from '@aws-sdk/client-s3';
import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { SQSClient } from '@aws-sdk/client-sqs';
import * as z from 'zod';
import type { Cloud } from '../cloud.ts';
import { signedRequest } from './signed-request.ts';

/** Ways to look at an account from outside, beside the way the project itself takes. */
export function clientsOf({ env, region }: Cloud) {
  const endpoint = env['AWS_ENDPOINT_URL'];
  const sessionToken = env['AWS_SESSION_TOKEN'];
  const to = {
    region,
    maxAttempts: 8,
    ...(endpoint !== undefined && { endpoint }),
    credentials: {
      accessKeyId: env['AWS_ACCESS_KEY_ID'] ?? '',
      secretAccessKey: env['AWS_SECRET_ACCESS_KEY'] ?? '',
      ...(sessionToken !== undefined && { sessionToken }),
    },
  };
  return {
    dynamo: new DynamoDBClient(to),
    bridge: new EventBridgeClient(to),
    lambda: new LambdaClient(to),
    s3: new S3Client({ ...to, forcePathStyle: endpoint !== undefined }),
    secrets: new SecretsManagerClient(to),
    sqs: new SQSClient(to),
    logGroups: (holding: string) => logGroups(env, holding),
  };
}
export type Clients = ReturnType<typeof clientsOf>;

const described = z.object({
  logGroups: z.array(z.object({ logGroupName: z.string() })).default([]),
});

/** Names of log groups that hold this text, fifty at most. */
async function logGroups(env: NodeJS.ProcessEnv, holding: string): Promise<readonly string[]> {
  const { status, text } = await signedRequest(env, 'logs', {
    type: 'application/x-amz-json-1.1',
    target: 'Logs_20140328.DescribeLogGroups',
    body: JSON.stringify({ logGroupNamePattern: holding }),
  });
  if (status !== 200) throw new Error(`DescribeLogGroups answered ${status}: ${text}`);
  return described
    .parse(JSON.parse(text))
    .logGroups.map(({ logGroupName: name }) => name)
    .filter((name) => name.includes(holding));
}
