import { Fault } from '../../platform/core/fault.ts';

/** The answer to a change that lost against other changes too many times in a row. */
export const contended = (kind: string, id: string): Fault =>
  new Fault('conflict', `${kind} ${id} is being changed by others.`);
