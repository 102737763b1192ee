import { Aws, Lazy, RemovalPolicy, Validations } from 'aws-cdk-lib';
import { CfnIntegration, CfnRoute, CfnStage, HttpApi } from 'aws-cdk-lib/aws-apigatewayv2';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { everyMinute, HouseAlarm } from './house-alarm.ts';
import type { HouseFunction } from './house-function.ts';

/** Requests a second, and how many may come at once; API Gateway refuses more with 429. */
export interface Throttle {
  readonly rate: number;
  readonly burst: number;
}

/** `ANY /v1/{proxy+}`, `POST /v1/webhooks/{id}/invoke`, or what no other route takes. */
export type RouteKey = `${'ANY' | 'GET' | 'POST'} /${string}` | '$default';

export interface HouseApiProps {
  readonly name: string;
  readonly logRetentionDays: RetentionDays;
  readonly operatorTopicArn: string | undefined;
}

/**
 * The path of a webhook is its secret, so the log holds the route and not the path. It says nothing
 * about the caller but where he came from.
 */
const accessLogFormat = JSON.stringify({
  requestId: '$context.requestId',
  time: '$context.requestTime',
  route: '$context.routeKey',
  status: '$context.status',
  source: '$context.identity.sourceIp',
  latencyMilliseconds: '$context.responseLatency',
  lambdaMilliseconds: '$context.integration.latency',
  error: '$context.integrationErrorMessage',
});

/**
 * The HTTP API: one base URL for all services. Callers are authenticated by the Lambdas, each in its
 * own dialect. A Lambda gets one permission for the whole API: one per route overflows the size of
 * its resource policy on AWS.
 */
export class HouseApi extends Construct {
  /** Without a slash at the end. */
  readonly url: string;
  readonly #api: HttpApi;
  readonly #stage: CfnStage;
  readonly #throttles = new Map<RouteKey, Throttle>();

  constructor(scope: Construct, id: string, props: HouseApiProps) {
    super(scope, id);
    this.#api = new HttpApi(this, 'Api', { apiName: props.name, createDefaultStage: false });
    this.url = this.#api.apiEndpoint;
    const log = new LogGroup(this, 'AccessLog', {
      /** Vended logs need no policy of their own, of which an account has few. */
      logGroupName: `/aws/vendedlogs/${props.name}-api`,
      retention: props.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.#stage = new CfnStage(this, 'Stage', {
      apiId: this.#api.apiId,
      stageName: '$default',
      autoDeploy: true,
      accessLogSettings: { destinationArn: log.logGroupArn, format: accessLogFormat },
      routeSettings: Lazy.any({ produce: () => this.#routeSettings() }),
    });
    new HouseAlarm(this, 'ServerErrors', {
      metric: this.#api.metricServerError({ ...everyMinute, statistic: 'Sum' }),
      periods: 3,
      loses: 'Requests of users fail with 500 or 503.',
      readOn: 'server-errors',
      operatorTopicArn: props.operatorTopicArn,
    });
  }

  /** Sends what comes in on these routes to the Lambda. */
  route(
    target: HouseFunction,
    keys: readonly RouteKey[],
    throttles: Partial<Readonly<Record<RouteKey, Throttle>>> = {},
  ): void {
    const scope = new Construct(this, target.entry);
    const integration = new CfnIntegration(scope, 'Integration', {
      apiId: this.#api.apiId,
      integrationType: 'AWS_PROXY',
      integrationUri: target.lambda.functionArn,
      payloadFormatVersion: '2.0',
    });
    for (const key of keys) {
      const route = new CfnRoute(scope, key.replace('/', '').replaceAll('/', '.'), {
        apiId: this.#api.apiId,
        routeKey: key,
        target: `integrations/${integration.ref}`,
        authorizationType: 'NONE',
      });
      Validations.of(route).acknowledge({
        id: 'AwsSolutions-APIG4',
        reason: 'The Lambda checks the token itself and refuses in the dialect of its service.',
      });
      const throttle = throttles[key];
      if (throttle) {
        this.#throttles.set(key, throttle);
        this.#stage.addResourceDependency(route);
      }
    }
    target.lambda.addPermission('Api', {
      scope,
      principal: new ServicePrincipal('apigateway.amazonaws.com'),
      sourceArn: `arn:${Aws.PARTITION}:execute-api:${Aws.REGION}:${Aws.ACCOUNT_ID}:${this.#api.apiId}/*`,
    });
  }

  #routeSettings() {
    return Object.fromEntries(
      [...this.#throttles].map(([key, { rate, burst }]) => [
        key,
        { ThrottlingRateLimit: rate, ThrottlingBurstLimit: burst },
      ]),
    );
  }
}
