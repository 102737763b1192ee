import { exactly, type Expected, type Matcher } from './check.ts';
import { uuid } from './matcher.ts';

type Fields = Readonly<Record<string, Expected>>;

/** Before and after it is mended; the client does not show the type of a condition. */
export const silentAlarmFields: Fields = {
  alarm_id: uuid,
  name: exactly('large-instance'),
  event_type: exactly('compute.instance.update'),
  query: exactly('traits.memory_mb = 4096'),
  state: exactly('insufficient data'),
};

const like = (pattern: RegExp): Matcher => ({
  description: String(pattern),
  matches: (found) => typeof found === 'string' && pattern.test(found),
});

export const diagnosisRows: Fields = {
  enabled: exactly('✓ yes'),
  state: like(/^✓ insufficient data since /),
  rule: like(/^✓ effective since /),
  'last firing': exactly(' never'),
  events: like(/^✗ 0 of \d+ match$/),
};

export const missedNarrowly = (messageId: string): Matcher =>
  like(new RegExp(`^1 event missed it narrowly \\(other-kind\\), for example ${messageId}: `, 'm'));

export const explanationRows: Fields = {
  event_type: exactly('✓ compute.instance.update, compute.instance.update'),
  'traits.memory_mb': exactly('✗ = string 4096, integer 4096'),
};

export const mendingCommand = (alarmId = ''): string =>
  `openstack alarm update ${alarmId} --type event --query traits.memory_mb=integer::4096`;

export const chainRows: Fields = {
  'large-instance': exactly('✓ fired: insufficient data -> alarm'),
  execution: like(/^✓ success: .*Hello, World/),
};
