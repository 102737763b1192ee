import { Fault } from '../../../platform/core/fault.ts';

/** What WSME says of a parameter or field that it cannot read. */
export const wrongInput = (field: string, value: string, why: string): Fault =>
  new Fault('invalid', `Invalid input for field/attribute ${field}. Value: '${value}'. ${why}`);
