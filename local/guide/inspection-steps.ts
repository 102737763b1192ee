import { checkCount, checkFields } from './check.ts';
import { yamlList } from './client-output.ts';
import { guideEvent } from './event.ts';
import {
  creationDetail,
  executionFields,
  historyFields,
  notificationFields,
  resultFields,
  transitionDetail,
  type Facts,
} from './expected-fields.ts';
import { jsonOf, type StepContext } from './step-context.ts';

export async function showHistory(
  { bin, heading, set, type, check }: StepContext,
  facts: Facts,
): Promise<void> {
  heading('Show the history of the alarm');
  set('alarm_id', facts.alarmId);
  const history = await yamlList(await type('aodh alarm-history show $alarm_id -f yaml'), bin);
  const [transition = {}, creation = {}] = history;
  const { message_id: messageId } = guideEvent(facts.projectId);
  check(
    checkCount('history', history, 2),
    ...checkFields('transition', transition, historyFields('state transition')),
    ...checkFields('transition detail', jsonOf(transition['detail']), transitionDetail(messageId)),
    ...checkFields('creation', creation, historyFields('creation')),
    ...checkFields('creation detail', jsonOf(creation['detail']), creationDetail(facts)),
  );
}

export async function showExecution(
  { bin, heading, set, type, check }: StepContext,
  facts: Facts,
): Promise<void> {
  heading('Show the execution of the function');
  set('function_id', facts.functionId);
  const executions = await yamlList(
    await type('openstack function execution list --filter function_id=$function_id -f yaml'),
    bin,
  );
  const [execution = {}] = executions;
  const input = jsonOf(execution['Input']);
  const event = guideEvent(facts.projectId);
  check(
    checkCount('executions', executions, 1),
    ...checkFields('execution', execution, executionFields(facts)),
    checkCount('input', Object.keys(input), 7),
    ...checkFields('input', input, notificationFields(facts, event)),
    ...checkFields('result', jsonOf(execution['Result']), resultFields),
  );
}
