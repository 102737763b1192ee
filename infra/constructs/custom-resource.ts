import { CustomResource, Duration, type Reference, Validations } from 'aws-cdk-lib';
import { Construct } from 'constructs';
import type { TaibaiFunction } from './function.ts';

export interface TaibaiCustomResourceProps {
  readonly handler: TaibaiFunction;
  /** How long CloudFormation waits for the response; at most one hour. */
  readonly timeoutSeconds: number;
  /** Passed to the handler as `ResourceProperties`; a change invokes the handler again. */
  readonly properties?: Readonly<Record<string, unknown>>;
}

/** A deployment step that one of Taibai's own Lambdas performs. The Lambda sends CloudFormation the response itself. */
export class TaibaiCustomResource extends Construct {
  readonly #resource: CustomResource;

  constructor(scope: Construct, id: string, props: TaibaiCustomResourceProps) {
    super(scope, id);
    this.#resource = new CustomResource(this, 'Resource', {
      serviceToken: props.handler.lambda.functionArn,
      serviceTimeout: Duration.seconds(props.timeoutSeconds),
      ...(props.properties && { properties: { ...props.properties } }),
    });
    Validations.of(this.#resource).acknowledge({
      id: 'CloudFormation-Validate::W9003',
      reason: 'CDK writes the time-out as a string, which CloudFormation accepts as a number.',
    });
  }

  /** A value that the handler answered with. */
  attribute(name: string): Reference {
    return this.#resource.getAtt(name);
  }
}
