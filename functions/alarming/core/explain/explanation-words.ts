import type { Instant } from '../../../platform/core/instant.ts';
import type { Explanation } from './explanation.ts';
import { conditionWords, typeWords } from './part-words.ts';
import { isDecisive, type Reason } from './reason.ts';
import { cut } from './shown-value.ts';

/** An explanation in a sentence or two. */
export function explanationWords(explanation: Explanation): string {
  const { alarm, would, reasons } = explanation;
  const notes = reasons.filter((reason) => !isDecisive(reason)).map(noteWords);
  if (would === 'fire') {
    const fires =
      alarm.state === 'alarm'
        ? 'It fires again, because it repeats its actions.'
        : `It fires, and its state goes from ${alarm.state} to alarm.`;
    return [fires, ...notes].join(' ');
  }
  const decisive = reasons.filter((reason) => isDecisive(reason));
  return [`Nothing happens: ${decisive.map((each) => reasonWords(each, explanation)).join(' ')}`]
    .concat(notes)
    .join(' ');
}

/** What stands in the way, in a sentence. */
export function reasonWords(reason: Reason, { alarm, judgement }: Explanation): string {
  switch (reason.code) {
    case 'not-created':
      return 'The alarm did not exist yet.';
    case 'older-than-history':
      return 'Its history does not reach back so far, so how the alarm was then is not known.';
    case 'other-project':
      return `The alarm belongs to project ${reason.projectId}, the event to another one.`;
    case 'not-evaluated':
      return `The alarm is of type ${reason.type}: it looks at measures, and no event reaches it.`;
    case 'disabled':
      return `The alarm is disabled; it was last changed at ${text(reason.since)}.`;
    case 'rule-not-effective':
      return noteWords(reason);
    case 'event-type':
      return judgement ? typeWords(judgement.type) : '';
    case 'condition': {
      const part = judgement?.conditions.find((each) => each.part === reason.part);
      return part ? conditionWords(part) : '';
    }
    case 'in-alarm':
      return (
        `The alarm has been in state alarm since ${text(reason.since)} (${cut(reason.stateReason)}) ` +
        `and does not repeat its actions; "openstack alarm state set --state ok ${alarm.id}" arms it again.`
      );
    case 'counted':
      return `The same message id had its effect at ${text(reason.at)}, and the alarm has not been armed since.`;
  }
}

function noteWords(reason: Reason): string {
  if (reason.code !== 'rule-not-effective') return '';
  const accepted = `The event was accepted at ${text(reason.acceptedAt)}`;
  if (reason.settledAt === null)
    return `${accepted}, and the rule of the alarm is not on the bus yet.`;
  const settled = `the bus took the rule of the alarm at ${text(reason.settledAt)}`;
  return reason.certainty === 'certain'
    ? `${accepted}, before ${settled}.`
    : `${accepted}, and ${settled}: it may not have been effective yet.`;
}

const text = (at: Instant): string => `${at.slice(0, 23)}Z`;
