import { Aws, Duration, Lazy, RemovalPolicy, Validations } from 'aws-cdk-lib';
import {
  CfnIntegration,
  CfnRoute,
  CfnStage,
  CorsHttpMethod,
  type CorsPreflightOptions,
  HttpApi,
} from 'aws-cdk-lib/aws-apigatewayv2';
import type { IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { LogGroup, type RetentionDays } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { perMinute, OperatorAlarm } from './operator-alarm.ts';
import type { TaibaiFunction } from './function.ts';

/** Requests per second and burst size; API Gateway answers 429 beyond them. */
export interface Throttle {
  readonly rate: number;
  readonly burst: number;
}

/** Such as `ANY /v1/{proxy+}`; `$default` takes what no other route matches. */
export type RouteKey = `${'ANY' | 'GET' | 'POST'} /${string}` | '$default';

export interface TaibaiApiProps {
  readonly name: string;
  readonly logRetentionDays: RetentionDays;
  readonly operatorTopicArn: string | undefined;
  /** Of each route that has none of its own. */
  readonly throttle: Throttle;
  /** Whose pages may call the API from a browser. */
  readonly corsOrigins: readonly string[];
}

/**
 * Browsers may send tokens, but no cookies. `x-taibai-console` is not among the headers, and `authorization` neither:
 * an application credential does not belong into a page.
 */
const crossOrigin = (allowOrigins: readonly string[]): CorsPreflightOptions => ({
  allowOrigins: [...allowOrigins],
  allowCredentials: false,
  allowMethods: [
    CorsHttpMethod.GET,
    CorsHttpMethod.HEAD,
    CorsHttpMethod.POST,
    CorsHttpMethod.PUT,
    CorsHttpMethod.PATCH,
    CorsHttpMethod.DELETE,
  ],
  allowHeaders: [
    'accept',
    'ce-id',
    'ce-source',
    'ce-specversion',
    'ce-time',
    'ce-type',
    'content-type',
    'if-match',
    'if-none-match',
    'if-unmodified-since',
    'x-auth-token',
    'x-subject-token',
  ],
  exposeHeaders: ['etag', 'last-modified', 'link', 'location', 'retry-after', 'x-subject-token'],
  maxAge: Duration.minutes(10),
});

/** A webhook's path is its secret, so the log has the route, not the path. Of the caller it has only the address. */
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
 * The HTTP API, with one base URL for all services. The Lambdas authenticate callers, each in its own
 * dialect. API Gateway gets one invoke permission per Lambda, because one per route would exceed the
 * size limit of the Lambda's resource policy.
 */
export class TaibaiApi extends Construct {
  /** Without a trailing slash. */
  readonly url: string;
  readonly #api: HttpApi;
  readonly #stage: CfnStage;
  readonly #throttles = new Map<RouteKey, Throttle>();

  constructor(scope: Construct, id: string, props: TaibaiApiProps) {
    super(scope, id);
    this.#api = new HttpApi(this, 'Api', {
      apiName: props.name,
      createDefaultStage: false,
      ...(props.corsOrigins.length > 0 && { corsPreflight: crossOrigin(props.corsOrigins) }),
    });
    this.url = this.#api.apiEndpoint;
    const log = new LogGroup(this, 'AccessLog', {
      /** Vended logs need no resource policy, of which an account may have only ten. */
      logGroupName: `/aws/vendedlogs/${props.name}-api`,
      retention: props.logRetentionDays,
      removalPolicy: RemovalPolicy.DESTROY,
    });
    this.#stage = new CfnStage(this, 'Stage', {
      apiId: this.#api.apiId,
      stageName: '$default',
      autoDeploy: true,
      accessLogSettings: { destinationArn: log.logGroupArn, format: accessLogFormat },
      defaultRouteSettings: {
        throttlingRateLimit: props.throttle.rate,
        throttlingBurstLimit: props.throttle.burst,
      },
      routeSettings: Lazy.any({ produce: () => this.#routeSettings() }),
    });
    new OperatorAlarm(this, 'ServerErrors', {
      metric: this.failed(),
      periods: 3,
      impact: "Users' requests fail with 500 or 503.",
      runbookSection: 'server-errors',
      operatorTopicArn: props.operatorTopicArn,
    });
  }

  requests(): IMetric {
    return this.#api.metricCount({ ...perMinute, statistic: 'Sum', label: 'Requests' });
  }

  latency(): IMetric {
    return this.#api.metricLatency({ ...perMinute, statistic: 'p95', label: 'Latency (ms, p95)' });
  }

  refused(): IMetric {
    return this.#api.metricClientError({ ...perMinute, statistic: 'Sum', label: '4xx' });
  }

  failed(): IMetric {
    return this.#api.metricServerError({ ...perMinute, statistic: 'Sum' });
  }

  /** Routes these requests to the Lambda. */
  route(
    target: TaibaiFunction,
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
      // Named by its key alone, so that it is changed, not made a second time, when another Lambda takes over.
      const route = new CfnRoute(this, key.replace('/', '').replaceAll('/', '.'), {
        apiId: this.#api.apiId,
        routeKey: key,
        target: `integrations/${integration.ref}`,
        authorizationType: 'NONE',
      });
      Validations.of(route).acknowledge({
        id: 'AwsSolutions-APIG4',
        reason: 'The Lambda checks the token and refuses in the dialect of its service.',
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
