import type { Json } from '../../platform/core/python-json.ts';
import type { Diagnosis, NearMiss } from '../app/explain/diagnose-alarm.ts';
import type { AlarmChange } from '../core/alarm.ts';
import { explanationWords } from '../core/explain/explanation-words.ts';
import { measureDiagnosisView } from './measure-diagnosis-view.ts';
import { naiveTime } from '../core/time/naive-time.ts';

export const diagnosisView = (diagnosis: Diagnosis): Json => {
  const { alarm, settlement, armed, place, lastFiring, since, deliveries, idle, events } =
    diagnosis;
  const { measures } = diagnosis;
  return {
    alarm_id: alarm.id,
    name: alarm.name,
    type: alarm.rule.type,
    enabled: alarm.enabled,
    state: alarm.state,
    state_since: naiveTime(alarm.stateAt),
    state_reason: alarm.stateReason,
    repeat_actions: alarm.repeatActions,
    armed: armed ? changeView(armed) : null,
    rule: {
      place: place ?? null,
      settlement: settlement.kind,
      settled_at: settlement.kind === 'settled' ? naiveTime(settlement.at) : null,
    },
    last_firing: lastFiring ? changeView(lastFiring) : null,
    since: naiveTime(since),
    deliveries: { ...deliveries },
    hits_without_effect: { ...idle },
    events: events
      ? {
          examined: events.examined,
          complete: events.complete,
          matched: events.matched,
          near_misses: events.nearMisses.map(nearMissView),
        }
      : null,
    measures: measures ? measureDiagnosisView(alarm, measures) : null,
  };
};

const changeView = ({ eventId, at, type, userId, detail }: AlarmChange): Json => ({
  event_id: eventId,
  at: naiveTime(at),
  type,
  user_id: userId,
  detail: type === 'creation' ? null : detail,
});

const nearMissView = ({ code, count, example: { event, explanation } }: NearMiss): Json => ({
  code,
  count,
  example: {
    message_id: event.messageId,
    accepted_at: naiveTime(event.at),
    words: explanationWords(explanation),
  },
});
