import {
  ConcurrentModificationException,
  DeleteRuleCommand,
  type EventBridgeClient,
  InvalidEventPatternException,
  ListRulesCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
  ResourceNotFoundException,
} from '@aws-sdk/client-eventbridge';
import { eventBridgeLimits } from '../../core/event-bridge-limits.ts';
import type { AlarmRules } from '../../ports/alarming.ts';
import type { Sleep } from '../../ports/platform.ts';

export interface RuleSettings {
  readonly busName: string;
  /** Rules are named `<prefix>-<key>`; others on the bus are left alone. */
  readonly namePrefix: string;
  readonly hitsQueueArn: string;
  /** Takes what EventBridge could not put on the queue. */
  readonly deadLetterQueueArn: string;
}

const targetId = 'hits';
const attempts = 8;

/** Alarm rules as rules of an EventBridge bus, one each, with the queue of hits as their only target. */
export function eventBridgeRules(
  client: EventBridgeClient,
  settings: RuleSettings,
  sleep: Sleep,
): AlarmRules {
  const { busName: EventBusName, namePrefix } = settings;
  const patiently = <Result>(call: () => Promise<Result>) => withRetries(sleep, call);

  return {
    async put(key, pattern, enabled) {
      const Name = ruleName(namePrefix, key);
      const rule = new PutRuleCommand({
        Name,
        EventBusName,
        EventPattern: JSON.stringify(pattern),
        State: enabled ? 'ENABLED' : 'DISABLED',
      });
      const put = () => client.send(rule).then(() => 'stored' as const);
      const outcome = await patiently(() => put().catch(unlessInvalid));
      if (outcome === 'refused') return outcome;
      const target = new PutTargetsCommand({
        Rule: Name,
        EventBusName,
        Targets: [targetOf(settings, key)],
      });
      const { FailedEntries: failed = [] } = await patiently(() => client.send(target));
      const [first] = failed;
      if (first)
        throw new Error(`rule ${Name} got no target: ${first.ErrorMessage ?? first.ErrorCode}`);
      return outcome;
    },

    async remove(key) {
      const name = { EventBusName, Name: ruleName(namePrefix, key) };
      const target = { EventBusName, Rule: name.Name, Ids: [targetId] };
      await patiently(() => client.send(new RemoveTargetsCommand(target)).catch(unlessGone));
      await patiently(() => client.send(new DeleteRuleCommand(name)).catch(unlessGone));
    },

    async list() {
      const names: string[] = [];
      let NextToken: string | undefined;
      do {
        const command = new ListRulesCommand({
          EventBusName,
          NamePrefix: `${namePrefix}-`,
          NextToken,
        });
        // oxlint-disable-next-line no-await-in-loop -- each page names the next
        const page = await patiently(() => client.send(command));
        names.push(...(page.Rules ?? []).map(({ Name = '' }) => Name));
        NextToken = page.NextToken;
      } while (NextToken);
      return names.map((name) => name.slice(namePrefix.length + 1));
    },
  };
}

function ruleName(prefix: string, key: string): string {
  const name = `${prefix}-${key}`;
  if (name.length > eventBridgeLimits.ruleNameCharacters || !/^[\w.-]+$/.test(name))
    throw new Error(`"${name}" cannot be the name of a rule`);
  return name;
}

/** What the rule matched becomes a `HitMessage`. */
const targetOf = ({ hitsQueueArn, deadLetterQueueArn }: RuleSettings, key: string) => ({
  Id: targetId,
  Arn: hitsQueueArn,
  DeadLetterConfig: { Arn: deadLetterQueueArn },
  InputTransformer: {
    InputPathsMap: { event: '$.detail' },
    InputTemplate: `{"v":1,"rule":${JSON.stringify(key)},"event":<event>}`,
  },
});

function unlessInvalid(error: unknown): 'refused' {
  if (error instanceof InvalidEventPatternException) return 'refused';
  throw error;
}

function unlessGone(error: unknown): void {
  if (!(error instanceof ResourceNotFoundException)) throw error;
}

/** Rules are changed by many hands: throttled calls and collisions are tried again, with longer and longer waits. */
async function withRetries<Result>(sleep: Sleep, call: () => Promise<Result>): Promise<Result> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      // oxlint-disable-next-line no-await-in-loop -- one attempt after the other
      return await call();
    } catch (error) {
      if (attempt === attempts || !isPassing(error)) throw error;
      // oxlint-disable-next-line no-await-in-loop -- waits between attempts
      await sleep(Math.random() * 50 * 2 ** attempt);
    }
  }
}

const isPassing = (error: unknown): boolean =>
  error instanceof ConcurrentModificationException ||
  (error instanceof Error && /throttl|toomanyrequests/i.test(error.name));
