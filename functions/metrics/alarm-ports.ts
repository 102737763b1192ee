/*
 * What metrics do for alarms. Alarming asks for windows and says which metrics it watches; what it is told of
 * accepted measures is in `contract/look-message.ts`.
 */

/** An alarm, as metrics know it. It sees what its project may read, and nothing else. */
export interface WatchingAlarm {
  readonly projectId: string;
  readonly alarmId: string;
}

/** What an alarm watches: one metric, one of a resource by its name, or the metrics of a name of all resources. */
export type WatchTarget =
  | { readonly kind: 'metric'; readonly metricId: string }
  | {
      readonly kind: 'resource';
      /** A UUID, or the name that a user of the alarm's project gave it. */
      readonly resourceId: string;
      readonly name: string;
      /** That user, if it is a name. */
      readonly userId?: string;
    }
  | { readonly kind: 'name'; readonly name: string };

/**
 * Which alarms are told of measures. Any measure that is accepted after `add` has returned leads to a look;
 * one of a `name` may be missed for the first five seconds. Both calls may be repeated.
 */
export interface Watches {
  add(target: WatchTarget, alarm: WatchingAlarm): Promise<void>;
  remove(target: WatchTarget, alarm: WatchingAlarm): Promise<void>;
}

/** Which windows are asked for: those that begin from `first` to `last`, in seconds since 1970, both included. */
export interface WindowSpan {
  readonly granularitySeconds: number;
  readonly first: number;
  readonly last: number;
}

/** The aggregate of one window, which begins so many seconds after 1970. */
export interface Window {
  readonly at: number;
  readonly value: number;
}

/** Why there are no windows. A resource or metric that the project may not read is missing. */
export type Unanswered =
  | { readonly kind: 'resource-missing' }
  | { readonly kind: 'metric-missing' }
  /** The method or the granularity is not in the policy of the metric, or of one of them. */
  | { readonly kind: 'aggregation-missing' }
  /** The question itself is wrong, for example the query of a type without that attribute. */
  | { readonly kind: 'invalid'; readonly reason: string };

export type Answer = { readonly kind: 'windows'; readonly windows: readonly Window[] } | Unanswered;

/**
 * Windows as a project may read them, in order of time, without those that have no measure. Everything that was
 * accepted before the call is in the answer.
 */
export interface AlarmWindows {
  /**
   * Of one resource's metric, by the stored method. The id is a UUID, or the name that the user gave it in the
   * project.
   */
  ofResource(
    projectId: string,
    question: {
      readonly resourceId: string;
      readonly userId: string;
      readonly name: string;
      readonly method: string;
      readonly span: WindowSpan;
    },
  ): Promise<Answer>;
  /** Of several metrics: each one's stored aggregates, aggregated once more by the same method. */
  ofMetrics(
    projectId: string,
    question: {
      readonly metricIds: readonly string[];
      readonly method: string;
      readonly span: WindowSpan;
    },
  ): Promise<Answer>;
  /**
   * Of the metrics of a name of all resources that a query finds now. `rate:X` are the differences of the
   * aggregated `X`, as in Aodh.
   */
  ofResources(
    projectId: string,
    question: {
      readonly resourceType: string;
      /** JSON text, or the infix form. */
      readonly query: string;
      readonly name: string;
      readonly method: string;
      readonly span: WindowSpan;
    },
  ): Promise<Answer>;
}
