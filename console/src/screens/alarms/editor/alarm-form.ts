import * as z from 'zod';
import type { Alarm, EventCondition } from '../../../api/alarms.ts';
import { isWebhook } from '../action-words.ts';
import type { AlarmBeginning } from '../search.ts';
import { type ConstraintDraft, constraintDraft } from './constraint-draft.ts';
import { compositeExample, ruleText, thresholdFields } from './threshold-fields.ts';

export const actionStates = ['alarm', 'ok', 'insufficient_data'] as const;
export type ActionState = (typeof actionStates)[number];

export const actionKinds = ['webhook', 'url', 'trust', 'log'] as const;
export type ActionKind = (typeof actionKinds)[number];

export interface ActionDraft {
  readonly state: ActionState;
  readonly kind: ActionKind;
  /** The whole address. That of a webhook is not shown. */
  readonly url: string;
}

/** An alarm as the editor has it, every field as it is typed. */
export interface AlarmForm {
  readonly name: string;
  readonly description: string;
  readonly severity: string;
  readonly enabled: boolean;
  readonly repeats: boolean;
  readonly type: string;
  readonly eventType: string;
  readonly conditions: readonly EventCondition[];
  /** Of the rules on measures, by the name of the field. */
  readonly fields: Readonly<Record<string, string>>;
  readonly composite: string;
  readonly actions: readonly ActionDraft[];
  readonly constraints: readonly ConstraintDraft[];
}

export const emptyForm: AlarmForm = {
  name: '',
  description: '',
  severity: 'low',
  enabled: true,
  repeats: false,
  type: 'event',
  eventType: '*',
  conditions: [],
  fields: {},
  composite: compositeExample,
  actions: [],
  constraints: [],
};

export const emptyCondition: EventCondition = {
  field: 'traits.',
  op: 'eq',
  type: 'string',
  value: '',
};

/** What a new alarm begins with, from the address that led here. */
export function beginningForm(
  { name, type, metric, resource }: AlarmBeginning,
  webhookUrl: string | undefined,
): AlarmForm {
  const form: AlarmForm = {
    ...emptyForm,
    name: name ?? '',
    eventType: type ?? '*',
    actions: webhookUrl === undefined ? [] : [{ state: 'alarm', kind: 'webhook', url: webhookUrl }],
  };
  if (metric === undefined) return form;
  return {
    ...form,
    type: 'gnocchi_resources_threshold',
    fields: { metric, ...(resource !== undefined && { resource_id: resource }) },
  };
}

const rule = z.record(z.string(), z.unknown());

/** An alarm that there is, in the form. */
export function formOf(alarm: Alarm): AlarmForm {
  const { type, event_rule: event } = alarm;
  const document = rule.safeParse(alarm[`${type}_rule`]).data ?? {};
  return {
    ...emptyForm,
    name: alarm.name,
    description: alarm.description,
    severity: alarm.severity,
    enabled: alarm.enabled,
    repeats: alarm.repeat_actions,
    type,
    ...(event && { eventType: event.event_type, conditions: event.query }),
    ...(type === 'composite' && { composite: JSON.stringify(document, undefined, 2) }),
    fields: Object.fromEntries(
      (thresholdFields[type] ?? []).map(({ name }) => [name, ruleText(document[name] ?? '')]),
    ),
    actions: [
      ...alarm.alarm_actions.map((url) => draftOf('alarm', url)),
      ...alarm.ok_actions.map((url) => draftOf('ok', url)),
      ...alarm.insufficient_data_actions.map((url) => draftOf('insufficient_data', url)),
    ],
    constraints: alarm.time_constraints.map(constraintDraft),
  };
}

const draftOf = (state: ActionState, url: string): ActionDraft => ({
  state,
  url,
  kind: url.startsWith('trust+')
    ? 'trust'
    : url.startsWith('log:')
      ? 'log'
      : isWebhook(url)
        ? 'webhook'
        : 'url',
});
