import { lambdas, readEnvironment } from '../../contract/environment.ts';
import { allDone } from '../../platform/app/all-done.ts';
import { documentClient } from '../../platform/aws/dynamo.ts';
import { powertoolsLog } from '../../platform/aws/log.ts';
import { s3Client } from '../../platform/aws/s3.ts';
import { systemClock } from '../../platform/node/clock.ts';
import { nodeIds } from '../../platform/node/ids.ts';
import { timerSleep } from '../../platform/node/sleep.ts';
import { metricsUpkeep } from '../app/upkeep.ts';
import { dynamoIndexStores } from '../aws/index-stores.ts';
import { dynamoMeasureStores } from '../aws/measure-stores.ts';

const environment = readEnvironment(lambdas['metric-upkeep'], process.env);
const tables = documentClient();
const log = powertoolsLog('metric-upkeep');
const parts = metricsUpkeep({
  ...dynamoIndexStores(tables, environment.METRIC_INDEX_TABLE),
  ...dynamoMeasureStores(tables, environment.MEASURES_TABLE, {
    client: s3Client(process.env),
    bucket: environment.BUCKET,
  }),
  clock: systemClock,
  ids: nodeIds,
  log,
  sleep: timerSleep,
});

export const handler = async (): Promise<void> => {
  const sweeping = Object.entries(parts).map(async ([part, run]) => {
    log.info('swept', { part, ...(await run()) });
  });
  await allDone(sweeping, 'sweep incomplete');
};
