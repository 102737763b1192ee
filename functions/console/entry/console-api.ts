import { lambdas, readEnvironment } from '../../contract/environment.ts';
import { entryReader } from '../../alarming/aws/entry-reader.ts';
import { dynamoProjectEvents } from '../../events/aws/log/project-events.ts';
import { gateOf } from '../../identity/entry/gate.ts';
import { documentClient } from '../../platform/aws/dynamo.ts';
import { powertoolsLog } from '../../platform/aws/log.ts';
import { s3PayloadStore } from '../../platform/aws/payload-store.ts';
import { presignedGet } from '../../platform/aws/presigned-get.ts';
import { s3Client } from '../../platform/aws/s3.ts';
import { gatewayHandler } from '../../platform/http/gateway-handler.ts';
import { systemClock } from '../../platform/node/clock.ts';
import { nodeIds } from '../../platform/node/ids.ts';
import { dynamoConsoleRecords } from '../aws/console-records.ts';
import { eventTimeline } from '../aws/event-timeline.ts';
import { keptTransitions } from '../aws/kept-transitions.ts';
import { dynamoTimelines } from '../aws/timelines.ts';
import { consoleApp } from '../http/app.ts';

const environment = readEnvironment(lambdas['console-api'], process.env);
const client = documentClient();
const objects = s3Client(process.env);
const payloads = s3PayloadStore(objects, environment.BUCKET, presignedGet(objects));
const tables = {
  alarms: environment.ALARMS_TABLE,
  executions: environment.EXECUTIONS_TABLE,
  functions: environment.FUNCTIONS_TABLE,
};
const log = dynamoProjectEvents(client, environment.EVENTS_TABLE, {
  clock: systemClock,
  payloads,
  storage: environment.EVENT_STORAGE,
  consistency: 'eventual',
});

const rows = {
  clock: systemClock,
  readTransition: keptTransitions(entryReader(client, tables.alarms, 'eventual'), systemClock),
};

export const handler = gatewayHandler(
  consoleApp({
    ...dynamoTimelines(client, tables, rows),
    authenticator: gateOf(environment, client),
    clock: systemClock,
    events: log && eventTimeline(log),
    ids: nodeIds,
    log: powertoolsLog('console-api'),
    payloads,
    records: dynamoConsoleRecords(client, tables, rows),
    settings: { publicUrl: environment.PUBLIC_URL },
  }),
  { cookies: true },
);
