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

export interface HouseAlarmProps {
  readonly metric: IMetric;
  /** What a person loses while it rings. */
  readonly loses: string;
  /** The section of `docs/operations.md` to read on. */
  readonly readOn: string;
  readonly periods?: number;
  /** Rings when the metric falls under one instead of reaching it; silence rings, too. */
  readonly whenMissing?: boolean;
  readonly operatorTopicArn: string | undefined;
}

/** An alarm for the operator (not one of a user's): it does not exist without saying what is lost and where to read on. */
export class HouseAlarm extends Construct {
  constructor(scope: Construct, id: string, props: HouseAlarmProps) {
    super(scope, id);
    const alarm = new Alarm(this, 'Alarm', {
      alarmDescription: `${props.loses} Read on: docs/operations.md#${props.readOn}`,
      metric: props.metric,
      threshold: 1,
      evaluationPeriods: props.periods ?? 1,
      comparisonOperator: props.whenMissing
        ? ComparisonOperator.LESS_THAN_THRESHOLD
        : ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
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

export const everyMinute = { period: Duration.minutes(1) };
