import { Fault } from '../../platform/core/fault.ts';
import { dumps } from '../../platform/core/python-json.ts';
import type { AlarmDraft } from './alarm-draft.ts';
import { constraintDocument, ruleDocument } from './alarm-detail.ts';
import { alarmLimits } from './alarm-limits.ts';

const { writtenCharacters, writtenConditionCharacters } = alarmLimits;

/** Refuses an alarm whose history or firings would not fit their rows. */
export function requireSize(draft: AlarmDraft): void {
  const written = dumps([
    draft.name,
    draft.description,
    ruleDocument(draft.rule),
    draft.okActions,
    draft.alarmActions,
    draft.insufficientDataActions,
    draft.timeConstraints.map(constraintDocument),
  ]);
  if (written.length > writtenCharacters)
    throw tooLarge(`The alarm takes more than ${writtenCharacters} characters`);
  const conditions = draft.rule.type === 'event' ? ruleDocument(draft.rule)['query'] : undefined;
  if (dumps(conditions ?? null).length > writtenConditionCharacters)
    throw tooLarge(
      `The conditions of the alarm take more than ${writtenConditionCharacters} characters`,
    );
}

const tooLarge = (what: string): Fault =>
  new Fault('too-large', `${what} when written as JSON in ASCII`);
