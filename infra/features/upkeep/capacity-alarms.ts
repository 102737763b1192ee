import { Duration } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { OperatorAlarm } from '../../constructs/operator-alarm.ts';
import type { FeatureContext } from '../context.ts';

const fiveMinutes = { period: Duration.minutes(5), statistic: 'Sum' };
/** A burst may be throttled and retried; a quarter of an hour of it is more than a burst. */
const periods = 3;

/** Alarms for what AWS refuses because a limit of the account or a table is reached. */
export class CapacityAlarms extends Construct {
  constructor(scope: Construct, id: string, { settings, state }: FeatureContext) {
    super(scope, id);
    const { operatorTopicArn } = settings;
    new OperatorAlarm(this, 'LambdasThrottled', {
      // Of the whole account, because all of its Lambdas share the concurrency.
      metric: new Metric({ namespace: 'AWS/Lambda', metricName: 'Throttles', ...fiveMinutes }),
      periods,
      impact: 'Requests are answered with 503, and events, deliveries and executions are late.',
      runbookSection: 'throttled-lambdas',
      operatorTopicArn,
    });
    // Logins alone write to the identity table.
    const tables = {
      Functions: state.functions,
      Executions: state.executions,
      Alarms: state.alarms,
    };
    for (const [name, table] of Object.entries(tables))
      new OperatorAlarm(this, `${name}Throttled`, {
        metric: new Metric({
          namespace: 'AWS/DynamoDB',
          metricName: 'WriteThrottleEvents',
          dimensionsMap: { TableName: table.name },
          ...fiveMinutes,
        }),
        periods,
        impact: 'Requests fail with 503, and events, deliveries and executions are late.',
        runbookSection: 'throttled-writes',
        operatorTopicArn,
      });
  }
}
