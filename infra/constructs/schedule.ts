import { Aws, Duration } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { TaibaiFunction } from './function.ts';
import { type Consequence, OperatorAlarm } from './operator-alarm.ts';

export interface RepeatedlyProps extends Consequence {
  readonly target: TaibaiFunction;
  readonly everyMinutes: number;
}

/** A single failure is tolerated; runs that fail or are missing for so long, and at least two of them, are not. */
const failingMinutes = 5;
const failingRuns = 2;

/** Runs a Lambda every few minutes without retries. Alarms when it keeps failing and when it stops running. */
export class Repeatedly extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { target, everyMinutes, ...consequence }: RepeatedlyProps,
  ) {
    super(scope, id);
    const period = Duration.minutes(everyMinutes);
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
        resources: [target.lambda.functionArn],
      }),
    );
    const schedule = new Schedule(this, 'Schedule', {
      schedule: ScheduleExpression.rate(period),
      target: {
        bind: () => ({
          arn: target.lambda.functionArn,
          role,
          retryPolicy: { maximumRetryAttempts: 0, maximumEventAgeInSeconds: 60 },
        }),
      },
    });
    schedule.node.addDependency(role);
    new OperatorAlarm(this, 'FailedOrDidNotRun', {
      ...consequence,
      // Lambda counts the errors of each run, also when there are none.
      metric: target.lambda.metricErrors({ period, statistic: 'Sum' }),
      periods: Math.max(failingRuns, Math.ceil(failingMinutes / everyMinutes)),
      whenMissing: true,
    });
  }
}
