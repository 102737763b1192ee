import { describe, expect, it } from 'vitest';
import {
  curlOf,
  draftOf,
  eventExamples,
  eventText,
} from '../../../console/src/screens/events/event-draft.ts';
import { readNotification } from '../../../functions/events/core/read-notification.ts';
import { loads } from '../../../functions/platform/core/python-json.ts';

const where = { projectId: 'p1', generated: '2026-11-27T10:00:00.000' };
const read = (text: string) => readNotification(loads(text));

const counted = (value: string) => ({
  messageId: 'm1',
  eventType: 't',
  traits: [{ name: 'n', type: 'integer', value } as const],
});

describe('an event that is sent from the form', () => {
  it.each(eventExamples)('is accepted as the example $id', ({ id, eventType }) => {
    expect(read(eventText(draftOf(id, 'm1'), where))).toMatchObject({
      kind: 'read',
      notification: { messageId: 'm1', eventType, projectId: 'p1' },
    });
  });

  it('begins with an event type that is no example, and with the first example otherwise', () => {
    expect(draftOf('my.type', 'm1')).toEqual({ messageId: 'm1', eventType: 'my.type', traits: [] });
    expect(draftOf('new', 'm1').eventType).toBe(eventExamples[0]?.eventType);
  });

  it('keeps all digits, and sends what is no number as it is typed, so that the API refuses it', () => {
    const sent = eventText(counted('9007199254740993'), where);
    expect(sent).toContain('9007199254740993');
    expect(sent).not.toContain('"9007199254740993"');
    expect(read(eventText(counted('many'), where))).toMatchObject({
      kind: 'refused',
      reason: 'Trait 1 does not hold a value of its type.',
    });
  });

  it('is the same in the command, whose here-document a shell does not read', () => {
    const text = eventText(draftOf('order-paid', "it's"), where);
    const [, body] = /<<'JSON'\n([^]*)\nJSON$/.exec(curlOf(text)) ?? [];
    expect(body).toBe(text);
  });
});
