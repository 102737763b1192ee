// `npm run bench`: how long an event takes to become a finished execution, beside the floor of the
// same services. `npm run bench -- alarms`: what 1, 1,000 and 5,000 alarms cost (about ten minutes).
// `npm run bench -- cost [BYTES]`: what AWS bills for a million executions, by the size of an event.
// `npm run bench -- functions`: what a function costs from its making to the list of its executions.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import { awsEnvironment } from './aws-environment.ts';
import { measureAlarms } from './bench/alarms.ts';
import { buildFloor } from './bench/floor.ts';
import { bundleSource } from './bench/bundle-source.ts';
import { measureCost } from './bench/cost.ts';
import { measureFunctions } from './bench/functions.ts';
import { compare, measure } from './bench/report.ts';
import { buildTaibai } from './bench/taibai.ts';
import { devStackUsers } from './devstack.ts';
import { interruption } from './interruption.ts';
import { withStack } from './with-stack.ts';

const load = { warmUp: 1000, singles: 100, burst: 1000, rounds: 3 };
const [what = 'chain', size] = process.argv.slice(2);

const report = (line: string): void => console.log(`[bench] ${line}`);
await withStack({ command: 'bench', report, signal: interruption() }, async (visit) => {
  const { stack } = visit;
  Object.assign(process.env, awsEnvironment(stack.endpoint));
  if (what === 'alarms')
    return measureAlarms(stack.url, 'demo', { ...load, warmUp: 500, burst: 300, rounds: 1 });
  if (what === 'cost')
    return measureCost(visit, 'demo', size === undefined ? undefined : Number(size));
  if (what === 'functions') return measureFunctions(stack.url, 'demo');
  const dynamo = new DynamoDBClient({});
  const demo = devStackUsers.find(({ name }) => name === 'demo');
  const { ExecutionsTable, HitsQueueUrl, ExecutionsQueueUrl } = stack.outputs;
  if (!demo || !ExecutionsTable || !HitsQueueUrl || !ExecutionsQueueUrl)
    throw new Error('the stack has no user demo, no table or no queues');
  const queues = new SQSClient({ useQueueUrlAsEndpoint: false });
  const floor = await buildFloor(
    { dynamo, events: new EventBridgeClient({}), lambda: new LambdaClient({}), queues },
    bundleSource,
  );
  const taibai = await buildTaibai(
    {
      url: stack.url,
      user: demo.name,
      password: demo.password,
      executionsTable: ExecutionsTable,
      queueUrls: [HitsQueueUrl, ExecutionsQueueUrl],
    },
    { dynamo, queues },
  );
  const [atLeast, ours] = await measure([floor, taibai], load);
  if (atLeast && ours) compare(ours, atLeast);
});
process.exit();
