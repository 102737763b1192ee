import { Fault } from '../../platform/core/fault.ts';

/** An alarm that others change faster than this change can be made. */
export const alarmContended = (): Fault =>
  new Fault('unavailable', 'The alarm is being changed too often, try again');
