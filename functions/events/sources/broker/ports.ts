import type { Json } from '../../../platform/core/python-json.ts';

/** Whether an event's `message_signature` is that of the cloud's `telemetry_secret`. */
export interface SignatureCheck {
  isRight(event: { readonly [key: string]: Json }): boolean;
}

/** A message that a broker handed over and keeps until it hears what became of it. */
export interface BrokerMessage {
  readonly body: Uint8Array;
  /** It was handed over before, and nobody said what became of it. */
  readonly redelivered: boolean;
  /** It is done with; the broker forgets it. Does nothing once the connection is gone. */
  acknowledge(): void;
  /** It can never be read: it waits elsewhere for a person, and is done with once it does. */
  setAside(reason: string): Promise<void>;
}

/** A connection to a broker while it lasts. Its own queue holds what comes while there is none. */
export interface BrokerSession {
  /** Resolves when it is over, with the reason unless it was closed from here. */
  readonly ended: Promise<string | undefined>;
  /** Takes no more messages, and resolves when those already taken are done with. */
  close(): Promise<void>;
}

export interface Broker {
  /** Connects, makes the queue and its bindings, and hands messages over: never more than agreed at once. */
  connect(take: (message: BrokerMessage) => void): Promise<BrokerSession>;
}

/** Where messages of a broker wait for a person who can say why they cannot be read. */
export interface PoisonQueue {
  add(messages: readonly PoisonMessage[]): Promise<void>;
}

export interface PoisonMessage {
  /** The broker's queue that it came from. */
  readonly queue: string;
  /** Its body in base64. */
  readonly data: string;
  readonly reason: string;
}
