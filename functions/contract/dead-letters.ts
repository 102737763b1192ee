import * as z from 'zod/mini';

/** A dead-letter queue as the console's Lambda for administrators knows it: the variable `DEAD_LETTERS` is a list of them. */
const deadLetterQueue = z.strictObject({
  name: z.string(),
  url: z.string(),
  /** Where its messages are sent again; null if they cannot be sent again as they are. */
  source: z.nullable(z.string()),
});
export type DeadLetterQueue = Readonly<z.infer<typeof deadLetterQueue>>;

export const readDeadLetters = (text: string): readonly DeadLetterQueue[] =>
  z.array(deadLetterQueue).parse(JSON.parse(text));
