import { CustomResource, Duration, Validations } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { HouseFunction } from './house-function.ts';

export interface HouseCustomResourceProps {
  readonly handler: HouseFunction;
  /** How long CloudFormation waits for the answer, an hour at most. */
  readonly patienceSeconds: number;
  /** What the handler reads as `ResourceProperties`; a change runs it again. */
  readonly properties?: Readonly<Record<string, unknown>>;
}

/** A step of a deployment that one of our own Lambdas does. It answers CloudFormation itself. */
export class HouseCustomResource extends Construct {
  constructor(scope: Construct, id: string, props: HouseCustomResourceProps) {
    super(scope, id);
    const resource = new CustomResource(this, 'Resource', {
      serviceToken: props.handler.lambda.functionArn,
      serviceTimeout: Duration.seconds(props.patienceSeconds),
      ...(props.properties && { properties: { ...props.properties } }),
    });
    Validations.of(resource).acknowledge({
      id: 'CloudFormation-Validate::W9003',
      reason: 'CDK writes the time-out as a text, and CloudFormation reads it as a number.',
    });
  }
}
