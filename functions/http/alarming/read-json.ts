import { Fault } from '../../core/fault.ts';
import { type Json, loads } from '../../core/python-json.ts';

/** Deeper JSON is no request anybody writes, and would exhaust the stack of whoever walks it. */
const deepest = 100;

/** Parses JSON, numbers as they were written. */
export function readJson(text: string): Json {
  if (depthOf(text) > deepest) throw new Fault('invalid', 'Request is nested too deeply');
  try {
    return loads(text);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw new Fault('invalid', 'Request is not in valid JSON format');
  }
}

function depthOf(text: string): number {
  let depth = 0;
  let most = 0;
  for (const [bracket] of text.replace(/"(?:[^"\\]|\\.)*"/gs, '').matchAll(/[[\]{}]/g)) {
    depth += bracket === '[' || bracket === '{' ? 1 : -1;
    most = Math.max(most, depth);
  }
  return most;
}
