import { describe, expect, test } from 'vitest';

/** A way to send, and all that has come of it, in no order. */
export interface SentAndReceived<Message> {
  send(messages: readonly Message[]): Promise<void>;
  received(): Promise<readonly Message[]>;
}

const texts = (messages: readonly unknown[]): readonly string[] =>
  messages.map((each) => JSON.stringify(each)).toSorted((one, other) => (one < other ? -1 : 1));

export function messageQueueSuite<Message>(
  name: string,
  make: () => Promise<SentAndReceived<Message>>,
  message: (index: number) => Message,
) {
  describe(`the queue of ${name}`, () => {
    test.each([1, 10, 25])('takes %i messages, and each comes as it was sent', async (count) => {
      const [queue, sent] = [await make(), Array.from({ length: count }, (_, at) => message(at))];
      await queue.send(sent);
      expect(texts(await queue.received())).toEqual(texts(sent));
    });

    test('takes none, and none comes', async () => {
      const queue = await make();
      await queue.send([]);
      expect(await queue.received()).toEqual([]);
    });
  });
}
