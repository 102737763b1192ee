import type { PlatformPorts } from '../platform/ports.ts';

/** A message that was put aside. */
export interface DeadLetter {
  readonly id: string;
  /** How often it was received here, by looking at it too. */
  readonly received: number;
  /** Milliseconds since 1970. */
  readonly sentAt: number;
  /** Why a consumer put it aside; null if SQS did, after too many attempts. */
  readonly reason: string | null;
  readonly body: string;
}

export interface QueueDepth {
  readonly waiting: number;
  /** Received by somebody, and hidden for a moment. */
  readonly inFlight: number;
}

/** The dead-letter queues of the deployment, by name. */
export interface DeadLetters {
  readonly names: readonly string[];
  /** Whether its messages can be sent again as they are. */
  canResend(queue: string): boolean;
  depth(queue: string): Promise<QueueDepth>;
  /** Some of its messages, which everybody sees again at once. */
  peek(queue: string, limit: number): Promise<readonly DeadLetter[]>;
  /** Sends messages where they came from, and how many. Each is deleted when it has been sent, so none is lost. */
  resend(queue: string, limit: number): Promise<number>;
  /** Deletes messages by their ids, and how many were found. */
  remove(queue: string, ids: readonly string[]): Promise<number>;
}

/** What projects have, counted. */
export interface ProjectUsage {
  readonly functions: number;
  readonly webhooks: number;
  readonly jobs: number;
  readonly aliases: number;
  readonly alarms: number;
  /** The quota of alarms; undefined for none. */
  readonly alarmLimit: number | undefined;
}

export interface AdminPorts extends Pick<PlatformPorts, 'authenticator' | 'clock' | 'ids' | 'log'> {
  readonly deadLetters: DeadLetters;
  /** By project. */
  readonly usage: () => Promise<ReadonlyMap<string, ProjectUsage>>;
  /** By project, as far as they are known. */
  readonly projectNames: () => Promise<ReadonlyMap<string, string>>;
  readonly settings: {
    readonly publicUrl: string;
    readonly limits: Readonly<Record<'aliases' | 'functions' | 'jobs' | 'webhooks', number>>;
  };
}
