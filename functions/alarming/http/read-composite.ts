import { Fault } from '../../platform/core/fault.ts';
import { isArray, isObject, type Json } from '../../platform/core/python-json.ts';
import { pythonRepr } from '../../platform/core/python-repr.ts';
import { pythonText } from '../../platform/core/python-text.ts';
import type { Body } from './read-struct.ts';
import { readThreshold, thresholdTypes } from './read-threshold.ts';

type Document = { readonly [name: string]: Json };

/** Reads a tree of threshold rules under `and` and `or` (`aodh/api/controllers/v2/alarm_rules/composite.py`). */
export function readComposite(value: Json, body: Body): Document {
  if (!isObject(value)) throw invalid(value);
  const [key, ...others] = Object.keys(value);
  if (key !== undefined && others.length === 0) {
    if (key !== 'and' && key !== 'or')
      throw new Fault('invalid', 'Threshold rules should be combined with "and" or "or"');
    const parts = value[key];
    if (parts === undefined || !isArray(parts)) throw invalid(value);
    return { [key]: parts.map((part) => readComposite(part, body)) };
  }
  const { type: named, ...rule } = value;
  if (named === undefined || named === null || named === '')
    throw new Fault('invalid', 'type must be set in every rule');
  const type = thresholdTypes.find((candidate) => candidate === named);
  if (!type)
    throw new Fault(
      'invalid',
      `Unsupported sub-rule type :${pythonText(named)} in composite rule, should be one of: ${pythonRepr(thresholdTypes)}`,
    );
  return { ...readThreshold(type, rule, body, 'data.composite_rule'), type };
}

const invalid = (value: Json): Fault =>
  new Fault(
    'invalid',
    `Invalid input composite rule: ${pythonText(value)}, it should be a dict with an "and" or "or" as key, and the value of dict should be a list of basic threshold rules or sub composite rules, can be nested.`,
  );
