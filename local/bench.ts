// `npm run bench`: how long it takes from an event to the finished execution, compared with the floor, the
// least that the same AWS services can take. `npm run bench -- WHAT` measures something else: `npm run bench --
// --help` lists what.
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { LambdaClient } from '@aws-sdk/client-lambda';
import { SQSClient } from '@aws-sdk/client-sqs';
import { rulesBesideOwn } from '../functions/contract/rule-quota.ts';
import { awsEnvironment } from './aws-environment.ts';
import { measureAlarms } from './bench/alarms.ts';
import { buildFloor } from './bench/floor.ts';
import { bundleSource } from './bench/bundle-source.ts';
import { measureCost } from './bench/cost.ts';
import { measureModuleLoad } from './bench/module-load.ts';
import { measureLogOnTheWay } from './bench/log.ts';
import { measureLog } from './bench/log-figures.ts';
import { measureFunctions } from './bench/functions.ts';
import { measureLargeProject } from './bench/large-project.ts';
import { measureMetrics, metricsLoad, smallMetricsLoad } from './bench/metrics.ts';
import { compare, measure } from './bench/report.ts';
import { buildTaibai } from './bench/taibai.ts';
import { devStackUsers } from './local-settings.ts';
import { documentClient } from '../functions/platform/aws/dynamo.ts';
import { interruption } from './interruption.ts';
import { withTemporaryStack } from './temporary-stack.ts';

/** With the time that the stack takes to start, each is done in eight minutes. */
const logLoads = {
  whole: {
    way: { warmUp: 200, rounds: 3, singles: 10, burst: 300 },
    read: { backtested: 100_000, projects: 50, listed: 100_000, alarms: 1000 },
  },
  quick: {
    way: { warmUp: 50, rounds: 1, singles: 3, burst: 50 },
    read: { backtested: 2000, projects: 2, listed: 4000, alarms: 50 },
  },
};
const [benchmark = 'chain', size] = process.argv.slice(2);

if (benchmark === 'load') {
  measureModuleLoad();
  process.exit();
}

/** Every alarm shares rules. */
const largeProject = {
  users: devStackUsers,
  ruleQuota: rulesBesideOwn,
  eventStorage: false,
} as const;
const report = (line: string): void => console.log(`[bench] ${line}`);
await withTemporaryStack(
  {
    command: 'bench',
    report,
    signal: interruption(),
    // What is archived beside an event's way would be measured with it.
    ...(benchmark === 'large' && { settings: largeProject }),
  },
  async (temporary) => {
    const { stack, folder } = temporary;
    const load = { warmUp: 1000, singles: 100, burst: 1000, rounds: 3, folder };
    Object.assign(process.env, awsEnvironment(stack.endpoint));
    if (benchmark === 'alarms') {
      const clients = {
        dynamo: new DynamoDBClient({}),
        events: new EventBridgeClient({}),
        lambda: new LambdaClient({}),
        queues: new SQSClient({ useQueueUrlAsEndpoint: false }),
      };
      const busName = stack.outputs['EventBusName'] ?? '';
      const isQuick = size === '--quick';
      const settled = isQuick
        ? { ...load, warmUp: 20, singles: 3, burst: 50, rounds: 1 }
        : { ...load, singles: 50, burst: 500 };
      const sizes = isQuick ? [1, 40] : size?.split(',').map(Number);
      return measureAlarms({ url: stack.url, busName, clients, sizes }, 'demo', settled);
    }
    if (benchmark === 'cost')
      return measureCost(temporary, 'demo', size === undefined ? undefined : Number(size));
    if (benchmark === 'large')
      return measureLargeProject(temporary, 'demo', size === undefined ? undefined : Number(size));
    if (benchmark === 'functions') return measureFunctions(stack.url, 'demo');
    if (benchmark === 'metrics') {
      const queues = new SQSClient({ useQueueUrlAsEndpoint: false });
      // A small run shows that the benchmark works; its figures say nothing.
      const metricLoad = size === 'small' ? smallMetricsLoad : metricsLoad;
      return measureMetrics(stack, { user: 'demo', queues, load: metricLoad });
    }
    const dynamo = new DynamoDBClient({});
    const demo = devStackUsers.find(({ name }) => name === 'demo');
    const { AlarmsTable, EventsTable, EventBusName } = stack.outputs;
    const { ExecutionsTable, HitsQueueUrl, ExecutionsQueueUrl } = stack.outputs;
    if (!demo || !ExecutionsTable || !HitsQueueUrl || !ExecutionsQueueUrl)
      throw new Error('the stack has no user demo, no table or no queues');
    const queues = new SQSClient({ useQueueUrlAsEndpoint: false });
    const clients = {
      dynamo,
      events: new EventBridgeClient({}),
      lambda: new LambdaClient({}),
      queues,
    };
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
    if (benchmark === 'log') {
      if (!AlarmsTable || !EventsTable || !EventBusName) throw new Error('nothing is stored');
      const sizes = size === '--quick' ? logLoads.quick : logLoads.whole;
      await measureLogOnTheWay(taibai, { busName: EventBusName, clients }, sizes.way);
      const client = documentClient();
      return measureLog({ client, alarms: AlarmsTable, events: EventsTable }, sizes.read);
    }
    const floor = await buildFloor(clients, bundleSource);
    const [floorFigures, taibaiFigures] = await measure([floor, taibai], load);
    if (floorFigures && taibaiFigures) compare(taibaiFigures, floorFigures);
  },
);
process.exit();
