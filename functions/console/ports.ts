import type { Alarm } from '../alarming/core/alarm.ts';
import type { IdleHit } from '../alarming/core/decision/idle-hit.ts';
import type { Transition } from '../alarming/core/decision/transition.ts';
import type { Delivery, DeliverySummary } from '../alarming/core/delivery/delivery.ts';
import type { ExecutionSummary } from '../engine/core/executions/execution.ts';
import type { QinlingFunction } from '../engine/core/functions/function.ts';
import type { LoggedEvent } from '../events/core/log/logged-event.ts';
import type { PlatformPorts } from '../platform/ports.ts';
import type { Timeline } from './timeline-ports.ts';

/** As much of a function as the console's lists show. */
export type NamedFunction = Pick<QinlingFunction, 'id' | 'name' | 'projectId'>;

/** The log of events, without what projects have deleted. */
export interface EventTimeline extends Timeline<LoggedEvent> {
  /** The acceptances of a message id, in the order of the log. */
  byMessage(projectId: string, messageId: string): Promise<readonly LoggedEvent[]>;
  /** The JSON text of an event. */
  bodyOf(event: LoggedEvent): Promise<string>;
}

/** All that an event hit, of every acceptance of its message id. */
export interface HitsOfMessage {
  readonly firings: readonly Transition[];
  readonly idle: readonly IdleHit[];
}

/** Reads rows of a project by their ids; calls of the same moment share their requests. */
export interface ConsoleRecords {
  alarm(projectId: string, id: string): Promise<Alarm | undefined>;
  alarms(projectId: string): Promise<readonly Alarm[]>;
  function(projectId: string, id: string): Promise<NamedFunction | undefined>;
  functions(projectId: string): Promise<readonly NamedFunction[]>;
  execution(projectId: string, id: string): Promise<ExecutionSummary | undefined>;
  delivery(projectId: string, id: string): Promise<DeliverySummary | undefined>;
  /** With its body. */
  wholeDelivery(projectId: string, id: string): Promise<Delivery | undefined>;
  hitsOf(projectId: string, messageId: string): Promise<HitsOfMessage>;
}

/** What the console's lists are read from. A use case picks the few that it needs. */
export interface ConsolePorts
  extends Pick<PlatformPorts, 'authenticator' | 'clock' | 'ids' | 'log'> {
  /** Undefined if the deployment stores no events. */
  readonly events: EventTimeline | undefined;
  readonly executions: Timeline<ExecutionSummary>;
  readonly deliveries: Timeline<DeliverySummary>;
  readonly transitions: Timeline<Transition>;
  /** Those of one alarm, and of the few others that share its partition. */
  readonly transitionsNear: (alarmId: string) => Timeline<Transition>;
  readonly idleHits: Timeline<IdleHit>;
  readonly records: ConsoleRecords;
  readonly payloads: Pick<PlatformPorts['payloads'], 'load'>;
  readonly settings: { readonly publicUrl: string };
}
