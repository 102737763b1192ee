import { useState } from 'react';
import { isLosslessNumber } from 'lossless-json';
import { isArray, isObject, type Json } from '../../../functions/platform/core/python-json.ts';
import { visibleText } from './visible-text.ts';

/** Parts that are shown at once, and characters of a text. */
const partsAtOnce = 100;
const charactersAtOnce = 400;
/** How deep a tree is open at first. */
const openDepth = 2;

interface JsonNodeProps {
  readonly name?: string | undefined;
  readonly value: Json;
  readonly depth: number;
}

export function JsonNode({ name, value, depth }: JsonNodeProps) {
  const label = name === undefined ? null : <span className="json-key">{visibleText(name)}: </span>;
  if (isArray(value) || isObject(value))
    return <JsonBranch name={name} value={value} depth={depth} />;
  return (
    <span className="json-leaf">
      {label}
      <JsonScalar value={value} />
    </span>
  );
}

function JsonBranch({ name, value, depth }: JsonNodeProps) {
  const [open, setOpen] = useState(depth < openDepth);
  const [shown, setShown] = useState(partsAtOnce);
  const list = isArray(value);
  const count = list ? value.length : isObject(value) ? Object.keys(value).length : 0;
  const summary = list ? `[${count}]` : `{${count}}`;
  const label = name === undefined ? '' : `${visibleText(name)}: `;
  if (count === 0)
    return (
      <span className="json-leaf">
        <span className="json-key">{label}</span>
        {list ? '[]' : '{}'}
      </span>
    );
  return (
    <>
      <button
        type="button"
        className="json-toggle"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        <span className="json-key">{label}</span>
        {summary}
      </button>
      {open && (
        <ul>
          {partsOf(value, shown).map(([key, part]) => (
            <li key={key}>
              <JsonNode name={key} value={part} depth={depth + 1} />
            </li>
          ))}
          {count > shown && (
            <li>
              <button
                type="button"
                className="json-more"
                onClick={() => setShown(shown + partsAtOnce)}
              >
                {count - shown} more
              </button>
            </li>
          )}
        </ul>
      )}
    </>
  );
}

function partsOf(value: Json, most: number): readonly (readonly [string, Json])[] {
  if (isArray(value)) return value.slice(0, most).map((part, index) => [String(index), part]);
  return isObject(value) ? Object.entries(value).slice(0, most) : [];
}

/** Numbers as they were written. */
const scalarText = (value: Json): string =>
  isLosslessNumber(value)
    ? value.value
    : typeof value === 'number' || typeof value === 'boolean'
      ? String(value)
      : 'null';

function JsonScalar({ value }: { readonly value: Json }) {
  const [whole, setWhole] = useState(false);
  if (typeof value !== 'string') return <span className="json-value">{scalarText(value)}</span>;
  const cut = !whole && value.length > charactersAtOnce;
  return (
    <span className="json-text">
      "{visibleText(cut ? value.slice(0, charactersAtOnce) : value)}"
      {cut && (
        <button type="button" className="json-more" onClick={() => setWhole(true)}>
          {value.length - charactersAtOnce} more characters
        </button>
      )}
    </span>
  );
}
