import { Aws, Duration } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import { everyMinute, HouseAlarm } from './house-alarm.ts';
import type { HouseFunction } from './house-function.ts';

export interface EveryMinuteProps {
  readonly runs: HouseFunction;
  /** What a person loses while it does not run, or fails. */
  readonly loses: string;
  readonly readOn: string;
  readonly operatorTopicArn: string | undefined;
}

/** Minutes in a row that are a fault and not a hiccup. */
const patienceMinutes = 5;

/** Runs a Lambda every minute, without retries since the next minute comes; rings when it fails and when it does not run. */
export class EveryMinute extends Construct {
  constructor(scope: Construct, id: string, { runs, ...alarm }: EveryMinuteProps) {
    super(scope, id);
    const role = new Role(this, 'Role', {
      assumedBy: new ServicePrincipal('scheduler.amazonaws.com', {
        conditions: {
          StringEquals: {
            'aws:SourceAccount': Aws.ACCOUNT_ID,
            'aws:SourceArn': `arn:${Aws.PARTITION}:scheduler:${Aws.REGION}:${Aws.ACCOUNT_ID}:schedule-group/default`,
          },
        },
      }),
    });
    role.addToPolicy(
      new PolicyStatement({
        actions: ['lambda:InvokeFunction'],
        resources: [runs.lambda.functionArn],
      }),
    );
    const schedule = new Schedule(this, 'Schedule', {
      schedule: ScheduleExpression.rate(Duration.minutes(1)),
      target: {
        bind: () => ({
          arn: runs.lambda.functionArn,
          role,
          retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
        }),
      },
    });
    schedule.node.addDependency(role);
    new HouseAlarm(this, 'Failed', {
      ...alarm,
      metric: runs.lambda.metricErrors(everyMinute),
      periods: patienceMinutes,
    });
    new HouseAlarm(this, 'DidNotRun', {
      ...alarm,
      metric: runs.lambda.metricInvocations(everyMinute),
      periods: patienceMinutes,
      whenMissing: true,
    });
  }
}
