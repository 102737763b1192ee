import type { Alarm } from '../alarm.ts';

/** Whether the measures that the alarm watches have to be looked up again; undefined stands for no alarm. */
export function changesWatching(before: Alarm | undefined, after: Alarm | undefined): boolean {
  if ((before?.rule.type ?? 'event') === 'event' && (after?.rule.type ?? 'event') === 'event')
    return false;
  return before?.arming !== after?.arming || before?.projectId !== after?.projectId;
}
