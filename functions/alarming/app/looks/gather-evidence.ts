import type { AlarmWindows, Answer, WindowSpan } from '../../../metrics/alarm-ports.ts';
import { spanAt, type Manner } from '../../core/metric/judge-windows.ts';
import { judgeValues } from '../../core/metric/judgement.ts';
import type { ThresholdRule } from '../../core/metric/metric-rule.ts';
import { thresholdsOf } from '../../core/metric/metric-rule.ts';
import type { Evidence, MeasuredRule } from '../../core/metric/state-over-time.ts';
import { unanswered } from '../../core/metric/unanswered.ts';
import type { MeasureSources } from '../../measure-ports.ts';

export interface Question {
  readonly projectId: string;
  /** Who created the alarm: names of resources are theirs. */
  readonly userId: string;
  readonly manner: Manner;
  /** The effective time. */
  readonly seconds: number;
  /** How many windows more than the rules look at. */
  readonly depth: number;
}

/** Asks for what all rules look at, each once, in one go. */
export async function gatherEvidence(
  sources: MeasureSources,
  rule: MeasuredRule,
  question: Question,
): Promise<ReadonlyMap<ThresholdRule, Evidence>> {
  const found = thresholdsOf(rule).map(
    async (each): Promise<[ThresholdRule, Evidence]> => [
      each,
      await evidenceFor(sources, each, question),
    ],
  );
  return new Map(await Promise.all(found));
}

async function evidenceFor(
  sources: MeasureSources,
  rule: ThresholdRule,
  question: Question,
): Promise<Evidence> {
  const { source } = rule;
  if (source.kind === 'prometheus') {
    if (!sources.prometheus) return unknown(rule, 'this deployment names no Prometheus');
    const answer = await sources.prometheus.query(question.projectId, source.query);
    if (answer.kind === 'unknown') return unknown(rule, answer.reason);
    return answer.values.length === 0
      ? unknown(rule, 'no values')
      : { kind: 'judged', judgement: judgeValues(rule, answer.values) };
  }
  if (!sources.windows) return unknown(rule, 'this deployment has no metrics');
  const { first, last } = spanAt(rule, question.manner, question.seconds);
  const { granularitySeconds, periods } = rule;
  const from = Math.max(0, first - question.depth * granularitySeconds);
  const answer = await askForWindows(sources.windows, rule, {
    projectId: question.projectId,
    userId: question.userId,
    // Also what counts later: of the open window, and of those that senders with a fast clock have begun.
    span: { granularitySeconds, first: from, last: last + (periods + 3) * granularitySeconds },
  });
  return answer.kind === 'windows'
    ? { kind: 'points', points: answer.windows, from }
    : unknown(rule, whyNot(answer));
}

const unknown = (rule: ThresholdRule, why: string): Evidence => ({
  kind: 'judged',
  judgement: unanswered(rule, why),
});

/** Asks for the windows of a rule that has some, as its alarm may read them. */
export function askForWindows(
  windows: AlarmWindows,
  { source, method }: ThresholdRule,
  {
    projectId,
    userId,
    span,
  }: Pick<Question, 'projectId' | 'userId'> & { readonly span: WindowSpan },
): Promise<Answer> {
  switch (source.kind) {
    case 'resource': {
      const { resourceId, metric: name } = source;
      return windows.ofResource(projectId, { resourceId, userId, name, method, span });
    }
    case 'metrics':
      return windows.ofMetrics(projectId, { metricIds: source.metrics, method, span });
    case 'resources': {
      const { resourceType, query, metric: name } = source;
      return windows.ofResources(projectId, { resourceType, query, name, method, span });
    }
    case 'prometheus':
      throw new Error('a Prometheus rule has no windows');
  }
}

function whyNot(answer: Exclude<Answer, { readonly kind: 'windows' }>): string {
  switch (answer.kind) {
    case 'resource-missing':
      return 'no resource';
    case 'metric-missing':
      return 'no metric';
    case 'aggregation-missing':
      return 'no aggregation';
    case 'invalid':
      return answer.reason;
  }
}
