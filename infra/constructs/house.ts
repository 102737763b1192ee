import type { Settings } from '../settings.ts';
import type { State } from '../state-stack.ts';
import type { HouseFunction } from './house-function.ts';
import type { HouseApi } from './http-api.ts';
import type { Sources } from './sources.ts';

/** Where the users are kept, and so who knows whom a token stands for. */
export interface Gate {
  /** Gives a Lambda what it needs to know who asks. */
  guards(service: HouseFunction<'alarming' | 'engine' | 'events'>): void;
  /** Gives a Lambda what it needs to know whom an application credential stands for. */
  admits(service: HouseFunction<'events'>): void;
  /** Gives a Lambda what it needs to act for users who trust it. */
  entrusts(service: HouseFunction<'alarming' | 'notifier'>): void;
}

/** What every feature builds on. */
export interface House {
  readonly settings: Settings;
  readonly sources: Sources;
  readonly state: State;
  readonly api: HouseApi;
  readonly gate: Gate;
  /** The base URL users see, without a slash at the end. */
  readonly publicUrl: string;
}
