import { Fault } from '../../platform/core/fault.ts';

/** The refusal of a change that lost against other changes of the alarm too often. */
export const alarmContended = (): Fault =>
  new Fault('unavailable', 'The alarm is being changed too often, try again');
