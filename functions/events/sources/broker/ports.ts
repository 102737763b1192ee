import type { Json } from '../../../platform/core/python-json.ts';

/** Verifies an event's `message_signature` with the cloud's `telemetry_secret`. */
export interface SignatureCheck {
  isValid(event: { readonly [key: string]: Json }): boolean;
}

/** A message that a broker delivered and keeps until it is acknowledged. */
export interface BrokerMessage {
  readonly body: Uint8Array;
  /** It was delivered before and not acknowledged. */
  readonly redelivered: boolean;
  /** Removes the message from the broker. Does nothing once the connection is closed. */
  acknowledge(): void;
  /** Moves a message that can never be read to a queue of its own, for a person to look at, and acknowledges it. */
  setAside(reason: string): Promise<void>;
}

/** A connection to a broker. While there is none, messages wait in our queue at the broker. */
export interface BrokerSession {
  /** Resolves when the connection ends, with the reason unless we closed it. */
  readonly ended: Promise<string | undefined>;
  /** Sends the pending acknowledgements and closes the connection. */
  close(): Promise<void>;
}

export interface Broker {
  /** Connects, creates the queue and its bindings, and passes messages to `take`, up to the prefetch limit at once. */
  connect(take: (message: BrokerMessage) => void): Promise<BrokerSession>;
}

/** Where a broker's unreadable messages wait for a person. */
export interface PoisonQueue {
  add(messages: readonly PoisonMessage[]): Promise<void>;
}

export interface PoisonMessage {
  /** The broker's queue that it came from. */
  readonly queue: string;
  /** The body in base64. */
  readonly data: string;
  readonly reason: string;
}
