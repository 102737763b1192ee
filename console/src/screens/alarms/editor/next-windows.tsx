import { memo, useState } from 'react';
import {
  constraintProblem,
  constraintWords,
  windowsOf,
  windowText,
} from '../constraint-windows.ts';
import { type ConstraintDraft, secondsOf } from './constraint-draft.ts';

const shownWindows = 3;

/** What a constraint means: in words, and the next times that it allows. Nothing while it is not valid. */
export const NextWindows = memo(function NextWindows({ of }: { readonly of: ConstraintDraft }) {
  const [now] = useState(() => Date.now());
  const { start, timezone } = of;
  const duration = secondsOf(of);
  if (duration === undefined || constraintProblem(of) !== undefined) return null;
  const timed = { start, timezone, duration };
  const { open, next } = windowsOf(timed, now, shownWindows);
  return (
    <>
      It {constraintWords(timed)}. {open && 'It is within it now. '}
      {next.length === 0 ? (
        'It never begins again.'
      ) : (
        <>
          Next:
          <ul className="plain-list">
            {next.map((each) => (
              <li key={each[0]}>{windowText(each, timezone)}</li>
            ))}
          </ul>
        </>
      )}
    </>
  );
});
