import { randomUUID } from 'node:crypto';
import { checkFields, exactly } from './check.ts';
import { fieldTable, markedRows } from './client-output.ts';
import {
  chainRows,
  diagnosisRows,
  explanationRows,
  mendingCommand,
  missedNarrowly,
  silentAlarmFields,
} from './silent-alarm-fields.ts';
import type { StepContext } from './step-context.ts';
import { waitForEffect, waitForStoredEvent } from './wait-for-event.ts';

/** The second chapter: an alarm that does not fire is diagnosed, explained and mended in three commands. */
export async function mendSilentAlarm(context: StepContext): Promise<void> {
  const { session, heading, type, check } = context;
  heading('An alarm that does not fire');
  const created = fieldTable(
    await type(
      'aodh alarm create --name large-instance --type event --alarm-action $webhook_url --event-type compute.instance.update --query traits.memory_mb=4096',
    ),
  );
  check(...checkFields('silent alarm', created, silentAlarmFields));
  const missed = await sendLargeInstance(context);
  await waitForStoredEvent(session, missed);

  heading('Find out why, and mend it');
  const diagnosis = await type('openstack alarm diagnose large-instance');
  check(
    ...checkFields('diagnosis', markedRows(diagnosis), diagnosisRows),
    ...checkFields('near miss', { words: diagnosis }, { words: missedNarrowly(missed) }),
  );
  const explanation = await type('openstack alarm explain large-instance --event $message_id');
  const [mend = ''] = /openstack alarm update .*/.exec(explanation) ?? [];
  check(
    ...checkFields('explanation', markedRows(explanation), explanationRows),
    ...checkFields('hint', { mend }, { mend: exactly(mendingCommand(created['alarm_id'])) }),
  );
  const mended = fieldTable(await type(mend));
  check(...checkFields('mended alarm', mended, silentAlarmFields));

  heading('The next such event fires it');
  const noticed = await sendLargeInstance(context);
  await waitForEffect(session, noticed);
  const chain = await type('openstack event chain $message_id');
  check(...checkFields('chain', markedRows(chain), chainRows));
}

/** Returns the message id. */
async function sendLargeInstance({ set, type }: StepContext): Promise<string> {
  const messageId = randomUUID();
  set('message_id', messageId);
  await type('python large_instance.py $project_id $message_id');
  return messageId;
}
