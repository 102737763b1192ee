import { Aws, Duration } from 'aws-cdk-lib';
import { PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Schedule, ScheduleExpression } from 'aws-cdk-lib/aws-scheduler';
import { Construct } from 'constructs';
import type { TaibaiFunction } from './function.ts';
import { type Consequence, OperatorAlarm, perMinute } from './operator-alarm.ts';

export interface EveryMinuteProps extends Consequence {
  readonly target: TaibaiFunction;
}

/** A single failure is tolerated, because the next run is a minute away; this many in a row are not. */
const failingMinutes = 5;

/** Runs a Lambda every minute without retries. Alarms when it keeps failing and when it stops running. */
export class EveryMinute extends Construct {
  constructor(scope: Construct, id: string, { target, ...consequence }: EveryMinuteProps) {
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
        resources: [target.lambda.functionArn],
      }),
    );
    const schedule = new Schedule(this, 'Schedule', {
      schedule: ScheduleExpression.rate(Duration.minutes(1)),
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
      metric: target.lambda.metricErrors({ ...perMinute, statistic: 'Sum' }),
      periods: failingMinutes,
      whenMissing: true,
    });
  }
}
