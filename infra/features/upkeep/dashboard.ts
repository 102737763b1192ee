import {
  Dashboard,
  GraphWidget,
  type IMetric,
  Metric,
  TextWidget,
} from 'aws-cdk-lib/aws-cloudwatch';
import { Construct } from 'constructs';
import { perMinute } from '../../constructs/operator-alarm.ts';
import type { TaibaiQueue } from '../../constructs/queue.ts';
import type { FeatureContext } from '../context.ts';

const help = `What a person looks at first when something is wrong. What to do is in docs/operations.md.

A queue that grows old has a consumer that stands still or fails. What lies in dead letters waits for you.`;

const lambdaMetric = (metricName: string, statistic: string): IMetric =>
  new Metric({ namespace: 'AWS/Lambda', metricName, statistic, ...perMinute });

const graph = (title: string, left: IMetric[], right: IMetric[] = []) =>
  new GraphWidget({ title, left, right, width: 12 });

/** Requests, queues, dead letters and Lambdas on one page. An account's first three dashboards are free. */
export class OperatorDashboard extends Construct {
  constructor(
    scope: Construct,
    id: string,
    { api, settings }: FeatureContext,
    queues: Readonly<Record<string, TaibaiQueue>>,
  ) {
    super(scope, id);
    const each = (metricOf: (queue: TaibaiQueue) => Metric): IMetric[] =>
      Object.entries(queues).map(([label, queue]) => metricOf(queue).with({ label }));
    const dashboard = new Dashboard(this, 'Dashboard', { dashboardName: settings.namePrefix });
    dashboard.addWidgets(new TextWidget({ markdown: help, width: 24, height: 3 }));
    dashboard.addWidgets(
      graph('Requests, and their latency', [api.requests()], [api.latency()]),
      graph('Refused and failed requests', [api.refused(), api.failed()]),
    );
    dashboard.addWidgets(
      graph(
        'Age of the oldest message (s)',
        each(({ queue }) => queue.metricApproximateAgeOfOldestMessage(perMinute)),
      ),
      graph(
        'Dead letters',
        each(({ deadLetters }) =>
          deadLetters.queue.metricApproximateNumberOfMessagesVisible(perMinute),
        ),
      ),
    );
    dashboard.addWidgets(
      graph(
        'Waiting messages',
        each(({ queue }) => queue.metricApproximateNumberOfMessagesVisible(perMinute)),
      ),
      graph(
        'Lambdas of the account: running, throttled',
        [lambdaMetric('ConcurrentExecutions', 'Maximum')],
        [lambdaMetric('Throttles', 'Sum')],
      ),
    );
  }
}
