import { EventBridgeClient } from '@aws-sdk/client-eventbridge';
import { SQSClient } from '@aws-sdk/client-sqs';
import { dynamoAlarmHistory } from '../aws/alarm-history.ts';
import { dynamoAlarmQuotas } from '../aws/alarm-quotas.ts';
import { sqsBacktestQueue } from '../aws/backtest-queue.ts';
import { dynamoBacktests } from '../aws/backtest-store.ts';
import { dynamoAlarmStore } from '../aws/alarm-store.ts';
import { sqsDeliveryQueue } from '../aws/delivery-queue.ts';
import { dynamoProjectEvents } from '../../events/aws/log/project-events.ts';
import { dynamoProjectFunctions } from '../../engine/aws/project-functions.ts';
import { executionReader } from '../../engine/aws/execution-reader.ts';
import { hitReader } from '../aws/hit-records.ts';
import { sqsReplayQueue } from '../aws/replay-queue.ts';
import { dynamoReplays } from '../aws/replay-store.ts';
import { transitionReader } from '../aws/transition-store.ts';
import { dynamoDeliverySignings } from '../aws/delivery-signings.ts';
import { dynamoDeliveryStore } from '../aws/delivery-store.ts';
import { documentClient } from '../../platform/aws/dynamo.ts';
import { eventBridgeRules } from '../aws/event-bridge-rules.ts';
import { dynamoRulePlaces } from '../aws/rule-places.ts';
import { dynamoRuleSync } from '../aws/rule-sync.ts';
import { gateOf } from '../../identity/entry/gate.ts';
import { s3PayloadStore } from '../../platform/aws/payload-store.ts';
import { presignedGet } from '../../platform/aws/presigned-get.ts';
import { s3Client } from '../../platform/aws/s3.ts';
import { powertoolsLog } from '../../platform/aws/log.ts';
import { trustsOf } from '../../identity/entry/trusts.ts';
import { lambdaPlace } from '../../platform/aws/lambda-place.ts';
import { parameterVault } from '../../platform/aws/parameter-vault.ts';
import { gatewayHandler } from '../../platform/http/gateway-handler.ts';
import { systemClock } from '../../platform/node/clock.ts';
import { nodeIds } from '../../platform/node/ids.ts';
import { timerSleep } from '../../platform/node/sleep.ts';
import { derivingSigner } from '../node/signer.ts';
import { lambdas, readEnvironment } from '../../contract/environment.ts';
import { networksOf } from '../core/delivery/address-guard.ts';
import { alarmingApp } from '../http/app.ts';
import { windowsForAlarms } from '../../metrics/entry/for-alarms.ts';
import { measureAlarmsIn, watchPorts } from './measures.ts';

const environment = readEnvironment(lambdas.alarming, process.env);
const tables = documentClient();
const queues = new SQSClient({});
const objects = s3Client(process.env);
const payloads = s3PayloadStore(objects, environment.BUCKET, presignedGet(objects));
const readExecution = executionReader(tables, environment.EXECUTIONS_TABLE, systemClock);
const keys = parameterVault(lambdaPlace(process.env));
const evaluated = measureAlarmsIn(environment);
const rules = {
  busName: environment.EVENT_BUS,
  namePrefix: environment.NAME_PREFIX,
  hitsQueueArn: environment.HITS_QUEUE_ARN,
  deadLetterQueueArn: environment.HITS_DEAD_LETTER_QUEUE_ARN,
};

export const handler = gatewayHandler(
  alarmingApp({
    alarmRules: eventBridgeRules(new EventBridgeClient({}), rules),
    alarms: dynamoAlarmStore(tables, environment.ALARMS_TABLE),
    alarmHistory: dynamoAlarmHistory(tables, environment.ALARMS_TABLE),
    alarmQuotas: dynamoAlarmQuotas(tables, environment.ALARMS_TABLE),
    backtests: dynamoBacktests(tables, environment.ALARMS_TABLE, systemClock),
    backtestQueue: sqsBacktestQueue(queues, environment.BACKTESTS_QUEUE_URL),
    authenticator: gateOf(environment, tables),
    clock: systemClock,
    deliveries: dynamoDeliveryStore(tables, environment.ALARMS_TABLE),
    deliveryQueue: sqsDeliveryQueue(queues, environment.DELIVERIES_QUEUE_URL),
    deliverySignings: dynamoDeliverySignings(tables, environment.ALARMS_TABLE),
    executions: {
      get: (projectId, id) => readExecution({ projectId, id }),
    },
    hitRecords: hitReader(tables, environment.ALARMS_TABLE),
    ids: nodeIds,
    log: powertoolsLog('alarming'),
    measures: watchPorts(environment, { queues, tables }),
    measureReading: evaluated && {
      manner: evaluated,
      windows: evaluated.metrics
        ? windowsForAlarms(tables, objects, {
            index: environment.METRIC_INDEX_TABLE,
            measures: environment.MEASURES_TABLE,
            bucket: environment.BUCKET,
          })
        : undefined,
    },
    payloads,
    projectFunctions: dynamoProjectFunctions(tables, environment.FUNCTIONS_TABLE),
    replays: dynamoReplays(tables, environment.ALARMS_TABLE, systemClock),
    replayQueue: sqsReplayQueue(queues, environment.REPLAYS_QUEUE_URL),
    rulePlaces: dynamoRulePlaces(tables, environment.ALARMS_TABLE),
    ruleSync: dynamoRuleSync(tables, environment.ALARMS_TABLE),
    settings: {
      allowedNetworks: networksOf(environment.ALLOWED_NETWORKS),
      publicUrl: environment.PUBLIC_URL,
      ruleLimit: Number(environment.RULE_LIMIT),
    },
    signer: derivingSigner(() => keys.read(environment.DELIVERY_KEY_PARAMETER)),
    sleep: timerSleep,
    storedEvents: dynamoProjectEvents(tables, environment.EVENTS_TABLE, {
      clock: systemClock,
      payloads,
      storage: environment.EVENT_STORAGE,
    }),
    transitions: transitionReader(tables, environment.ALARMS_TABLE),
    trusts: trustsOf(environment),
  }),
  { cookies: environment.CONSOLE === 'true' },
);
