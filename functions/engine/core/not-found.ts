import { Fault } from '../../platform/core/fault.ts';
import { shownValue } from './shown-value.ts';

/** Qinling's words for an object that does not exist, or that the caller may not see. */
export const notFound = (kind: string, id: string): Fault =>
  new Fault('not-found', `${kind} not found [id=${shownValue(id)}]`);
