import fc from 'fast-check';
import { expect, test } from 'vitest';
import { letterText } from '../../../functions/platform/aws/queue.ts';

/** What SQS accepts (https://docs.aws.amazon.com/AWSSimpleQueueService/latest/APIReference/API_SendMessage.html). */
const carried = /^[\t\n\r\x20-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]*$/u;

test('every text arrives, in characters that SQS carries', () => {
  expect.hasAssertions();
  const unit = fc.oneof(
    fc.constantFrom('\ufffe', '\uffff', '\ud800', '\u0000', '\u007f', '"', '\\'),
    fc.integer({ min: 0, max: 0xffff }).map((code) => String.fromCharCode(code)),
  );
  fc.assert(
    fc.property(
      fc.array(unit).map((units) => units.join('')),
      (text) => {
        const letter = letterText({ text });
        expect(letter).toMatch(carried);
        expect(JSON.parse(letter)).toEqual({ text });
      },
    ),
  );
});
