// `npm run bench`: how long it takes from an event to the finished execution, compared with the floor, the
// least that the same AWS services can take. `npm run bench -- alarms`: with 1, 1,000 and 5,000 alarms
// (about ten minutes). `npm run bench -- functions`: creating, executing and listing. `npm run bench -- cost
// [BYTES]`: what AWS bills for a million executions, by the size of an event. `npm run bench -- metrics`: measures and
// their alarms, beside a real Gnocchi and the way of an event. `npm run bench -- load`: how long the Lambdas of the way
// of an event and of a measure load on a cold start.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import { awsEnvironment } from './aws-environment.ts';
import { measureAlarms } from './bench/alarms.ts';
import { buildFloor } from './bench/floor.ts';
import { bundleSource } from './bench/bundle-source.ts';
import { measureCost } from './bench/cost.ts';
import { measureModuleLoad } from './bench/module-load.ts';
import { measureFunctions } from './bench/functions.ts';
import { measureMetrics, metricsLoad, smallMetricsLoad } from './bench/metrics.ts';
import { compare, measure } from './bench/report.ts';
import { buildTaibai } from './bench/taibai.ts';
import { devStackUsers } from './local-settings.ts';
import { interruption } from './interruption.ts';
import { withTemporaryStack } from './temporary-stack.ts';

const load = { warmUp: 1000, singles: 100, burst: 1000, rounds: 3 };
const [benchmark = 'chain', size] = process.argv.slice(2);

if (benchmark === 'load') {
  measureModuleLoad();
  process.exit();
}

const report = (line: string): void => console.log(`[bench] ${line}`);
await withTemporaryStack(
  { command: 'bench', report, signal: interruption() },
  async (temporary) => {
    const { stack } = temporary;
    Object.assign(process.env, awsEnvironment(stack.endpoint));
    if (benchmark === 'alarms') {
      const clients = {
        dynamo: new DynamoDBClient({}),
        events: new EventBridgeClient({}),
        lambda: new LambdaClient({}),
        queues: new SQSClient({ useQueueUrlAsEndpoint: false }),
      };
      const busName = stack.outputs['EventBusName'] ?? '';
      const settled = { ...load, warmUp: 300, singles: 50, burst: 500 };
      return measureAlarms({ url: stack.url, busName, clients }, 'demo', settled);
    }
    if (benchmark === 'cost')
      return measureCost(temporary, 'demo', size === undefined ? undefined : Number(size));
    if (benchmark === 'functions') return measureFunctions(stack.url, 'demo');
    if (benchmark === 'metrics') {
      const queues = new SQSClient({ useQueueUrlAsEndpoint: false });
      // A small run shows that the benchmark works; its figures say nothing.
      const metricLoad = size === 'small' ? smallMetricsLoad : metricsLoad;
      return measureMetrics(stack, { user: 'demo', queues, load: metricLoad });
    }
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
    const [floorFigures, taibaiFigures] = await measure([floor, taibai], load);
    if (floorFigures && taibaiFigures) compare(taibaiFigures, floorFigures);
  },
);
process.exit();
