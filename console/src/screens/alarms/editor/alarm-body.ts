import type { EventRule } from '../../../../../functions/events/core/event-rule.ts';
import { requireCondition } from '../../../../../functions/alarming/core/rule/alarm-condition.ts';
import type { Alarm, EventCondition } from '../../../api/alarms.ts';
import { shellWord } from '../../../parts/shell-word.ts';
import { isWebhook, webhookIdOf } from '../action-words.ts';
import type { ActionState, AlarmForm } from './alarm-form.ts';
import { constraintBody, constraintOption } from './constraint-draft.ts';
import { ruleValue, thresholdFields } from './threshold-fields.ts';

/**
 * The alarm as the API takes it. What the form does not show stays as it is in `base`, because Aodh replaces an
 * alarm as a whole.
 */
export function bodyOf(form: AlarmForm, base?: Alarm): Readonly<Record<string, unknown>> {
  return {
    ...(base && { state: base.state }),
    name: form.name,
    ...(form.description !== '' && { description: form.description }),
    severity: form.severity,
    enabled: form.enabled,
    repeat_actions: form.repeats,
    type: form.type,
    [`${form.type}_rule`]: ruleOf(form),
    alarm_actions: urlsOf(form, 'alarm'),
    ok_actions: urlsOf(form, 'ok'),
    insufficient_data_actions: urlsOf(form, 'insufficient_data'),
    time_constraints: form.constraints.map(constraintBody),
  };
}

const urlsOf = ({ actions }: AlarmForm, state: ActionState): readonly string[] =>
  actions.filter((action) => action.state === state && action.url !== '').map(({ url }) => url);

/** @throws {SyntaxError} if a composite rule is no JSON */
function ruleOf(form: AlarmForm): unknown {
  if (form.type === 'event') return { event_type: form.eventType, query: form.conditions };
  if (form.type === 'composite') return JSON.parse(form.composite);
  return Object.fromEntries(
    (thresholdFields[form.type] ?? []).map((field) => [
      field.name,
      ruleValue(field, form.fields[field.name] ?? field.initial),
    ]),
  );
}

/** What the API would say about a condition; undefined if it would take it. */
export function conditionProblem(condition: EventCondition): string | undefined {
  try {
    requireCondition(condition);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** The rule that is typed, as the API reads it: without conditions that it would refuse. */
export const eventRuleOf = ({
  eventType,
  conditions,
}: Pick<AlarmForm, 'eventType' | 'conditions'>): EventRule => ({
  eventType,
  query: conditions.flatMap((condition) =>
    conditionProblem(condition) === undefined ? [requireCondition(condition)] : [],
  ),
});

const signs: Readonly<Record<string, string>> = {
  eq: '=',
  ne: '!=',
  lt: '<',
  le: '<=',
  gt: '>',
  ge: '>=',
};

/** The command that does the same. */
export function commandOf(form: AlarmForm, alarmId?: string): string {
  const verb = alarmId === undefined ? 'create' : `update ${alarmId}`;
  return [
    `aodh alarm ${verb} --name ${shellWord(form.name || 'NAME')} --type ${form.type}`,
    ...ruleOptions(form),
    ...form.actions
      .filter(({ url }) => url !== '')
      .map(({ state, url }) => actionOption(state, url)),
    ...form.constraints.map(constraintOption),
    `--repeat-actions ${form.repeats} --severity ${form.severity} --enabled ${form.enabled}`,
  ].join(' ');
}

function ruleOptions(form: AlarmForm): readonly string[] {
  if (form.type === 'composite') return [`--composite-rule ${shellWord(form.composite)}`];
  if (form.type !== 'event')
    return (thresholdFields[form.type] ?? []).flatMap((field) => {
      const text = form.fields[field.name] ?? field.initial;
      const values = field.kind === 'list' ? text.split(/[\s,]+/) : [text];
      const option = field.kind === 'list' ? '--metric' : `--${field.name.replaceAll('_', '-')}`;
      return values.filter((value) => value !== '').map((value) => `${option} ${shellWord(value)}`);
    });
  const query = form.conditions
    .map(
      ({ field, op, type, value }) => `${field}${signs[op] ?? '='}${type && `${type}::`}${value}`,
    )
    .join(';');
  return [
    `--event-type ${shellWord(form.eventType)}`,
    ...(query === '' ? [] : [`--query ${shellWord(query)}`]),
  ];
}

/** The address of a webhook is a secret, so the command asks for it. */
function actionOption(state: ActionState, url: string): string {
  const option = `--${state.replace('_', '-')}-action`;
  return isWebhook(url)
    ? `${option} "$(openstack webhook show ${webhookIdOf(url)} -f value -c webhook_url)"`
    : `${option} ${shellWord(url)}`;
}

/** Which field of the form a refusal is about; undefined for none of them. */
export function refusedField(message: string): string | undefined {
  const [, name] = /Invalid input for field\/attribute ([\w.]*\w)/.exec(message) ?? [];
  if (name === 'start' || name === 'duration') return 'time_constraints';
  // The whole alarm is quoted then, with the names of all fields.
  if (name === 'data') return undefined;
  if (name !== undefined) return name;
  if (/^time ?(constraint|zone)/i.test(message)) return 'time_constraints';
  if (/action/i.test(message)) return 'actions';
  if (/query|condition|data type|convert the value/i.test(message)) return 'query';
  return undefined;
}
