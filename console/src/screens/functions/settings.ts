import type { FunctionFields, QinlingFunction } from '../../api/engine/functions.ts';
import { shellWord } from '../../parts/shell-word.ts';

/** A function's settings as they are typed. */
export interface Settings {
  readonly name: string;
  readonly description: string;
  readonly entry: string;
  readonly runtime_id: string;
  readonly timeout: string;
  readonly memory_size: string;
  readonly cpu: string;
}

export const settingsOf = (fn: QinlingFunction): Settings => ({
  name: fn.name ?? '',
  description: fn.description ?? '',
  entry: fn.entry ?? '',
  runtime_id: fn.runtime_id ?? '',
  timeout: String(fn.timeout),
  memory_size: String(fn.memory_size),
  cpu: String(fn.cpu),
});

/** What differs. Numbers are sent as they were typed, and the API says what is wrong with them. */
export const changeOf = (before: Settings, now: Settings): FunctionFields => ({
  ...(now.name !== before.name && { name: now.name }),
  ...(now.description !== before.description && { description: now.description }),
  ...(now.entry !== before.entry && { entry: now.entry }),
  ...(now.runtime_id !== before.runtime_id && { runtime_id: now.runtime_id }),
  ...(now.timeout !== before.timeout && { timeout: now.timeout }),
  ...(now.memory_size !== before.memory_size && { memory_size: now.memory_size }),
  ...(now.cpu !== before.cpu && { cpu: now.cpu }),
});

const flags: Readonly<Record<string, string>> = {
  name: '--name',
  description: '--description',
  entry: '--entry',
  runtime_id: '--runtime',
  timeout: '--timeout',
  memory_size: '--memory-size',
  cpu: '--cpu',
};

/** The arguments of `openstack function update` that say the same. */
export const updateArguments = (change: FunctionFields): string =>
  Object.entries(change)
    .map(([name, value]) => ` ${flags[name] ?? `--${name}`} ${shellWord(String(value))}`)
    .join('');
