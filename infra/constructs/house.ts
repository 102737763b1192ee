import type { Settings } from '../settings.ts';
import type { State } from '../state-stack.ts';
import type { HouseApi } from './http-api.ts';
import type { Sources } from './sources.ts';

/** What every feature builds on. */
export interface House {
  readonly settings: Settings;
  readonly sources: Sources;
  readonly state: State;
  readonly api: HouseApi;
  /** The base URL users see, without a slash at the end. */
  readonly publicUrl: string;
}
