import Box from '@cloudscape-design/components/box';
import { useMemo, type KeyboardEvent } from 'react';
import { loads, type Json } from '../../../functions/platform/core/python-json.ts';
import { JsonNode } from './json-node.tsx';
import { visibleText } from './visible-text.ts';
import './json-tree.css';

/** Text that is longer is cut before it is shown as it is. */
const shownCharacters = 100_000;

/** JSON text as a tree with every number as it was written; other text as it is. */
export function JsonTree({ text, label }: { readonly text: string; readonly label: string }) {
  const value = useMemo(() => read(text), [text]);
  if (value === undefined)
    return (
      <Box variant="pre">
        {visibleText(text.slice(0, shownCharacters))}
        {text.length > shownCharacters && '…'}
      </Box>
    );
  return (
    <div className="json-tree" role="group" aria-label={label} onKeyDown={moveFocus}>
      <JsonNode value={value} depth={0} />
    </div>
  );
}

function read(text: string): Json | undefined {
  try {
    return loads(text);
  } catch {
    return undefined;
  }
}

/** Arrows up and down go from one part that opens to the next; left and right close and open it. */
function moveFocus(event: KeyboardEvent<HTMLElement>): void {
  const { target, currentTarget, key } = event;
  if (!(target instanceof HTMLButtonElement)) return;
  const isOpen = target.getAttribute('aria-expanded') === 'true';
  if ((key === 'ArrowRight' && !isOpen) || (key === 'ArrowLeft' && isOpen)) {
    event.preventDefault();
    target.click();
    return;
  }
  const step = key === 'ArrowDown' ? 1 : key === 'ArrowUp' ? -1 : 0;
  if (step === 0) return;
  event.preventDefault();
  const buttons = [...currentTarget.querySelectorAll('button')];
  buttons[buttons.indexOf(target) + step]?.focus();
}
