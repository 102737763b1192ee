import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { customResource } from '../../platform/aws/custom-resource.ts';
import {
  leftoverFunctions,
  leftoverLayers,
  leftoverObjects,
  leftoverRules,
} from '../aws/leftovers.ts';
import { s3Client } from '../../platform/aws/s3.ts';
import { timerSleep } from '../../platform/node/sleep.ts';
import { removeLeftovers } from '../app/remove-leftovers.ts';
import { lambdas, readEnvironment } from '../../contract/environment.ts';

const {
  NAME_PREFIX: prefix,
  EVENT_BUS: bus,
  BUCKET: bucket,
} = readEnvironment(lambdas.cleaner, process.env);
const retrying = { maxAttempts: 10, retryMode: 'adaptive' };
const lambda = new LambdaClient(retrying);
const leftovers = [
  leftoverRules(new EventBridgeClient(retrying), bus, prefix),
  leftoverFunctions(lambda, prefix),
  leftoverLayers(lambda, prefix),
  ...(bucket === '' ? [] : [leftoverObjects(s3Client(process.env), bucket)]),
];
/** Reserved for reporting the outcome. */
const marginMilliseconds = 60_000;

/** Creating or changing the resource does nothing. Deleting it removes the leftovers. */
export const handler = customResource(async ({ kind, remainingMilliseconds }) => {
  if (kind !== 'Delete') return 'done';
  const hasTime = () => remainingMilliseconds() > marginMilliseconds;
  const end = await removeLeftovers({ leftovers, sleep: timerSleep }, hasTime);
  return end === 'removed' ? 'done' : 'unfinished';
});
