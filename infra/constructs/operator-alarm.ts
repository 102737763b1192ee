import { Duration } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IMetric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { Construct } from 'constructs';

/** What every alarm must tell the operator. */
export interface Consequence {
  /** What users lose while the alarm is on. */
  readonly impact: string;
  /** The section of `docs/operations.md` that says what to do. */
  readonly runbookSection: string;
  readonly operatorTopicArn: string | undefined;
}

export interface OperatorAlarmProps extends Consequence {
  readonly metric: IMetric;
  /** The alarm goes off when the metric reaches it; 1 by default. */
  readonly threshold?: number;
  readonly periods?: number;
  /** Goes off, too, when the metric is missing. */
  readonly whenMissing?: boolean;
}

/**
 * A CloudWatch alarm for the operator, as opposed to the alarms that users create through the API. AWS bills
 * each metric that an alarm reads ($0.10 a month after the first ten), so an expression over several saves nothing.
 */
export class OperatorAlarm extends Construct {
  constructor(scope: Construct, id: string, props: OperatorAlarmProps) {
    super(scope, id);
    const alarm = new Alarm(this, 'Alarm', {
      alarmDescription: `${props.impact} See docs/operations.md#${props.runbookSection}`,
      metric: props.metric,
      threshold: props.threshold ?? 1,
      evaluationPeriods: props.periods ?? 1,
      comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
      treatMissingData: props.whenMissing
        ? TreatMissingData.BREACHING
        : TreatMissingData.NOT_BREACHING,
    });
    if (props.operatorTopicArn)
      alarm.addAlarmAction(
        new SnsAction(Topic.fromTopicArn(this, 'Operator', props.operatorTopicArn)),
      );
  }
}

export const perMinute = { period: Duration.minutes(1) };
