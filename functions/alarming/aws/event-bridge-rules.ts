import {
  ConcurrentModificationException,
  DeleteRuleCommand,
  type EventBridgeClient,
  InvalidEventPatternException,
  ListRulesCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
  type Rule,
  ResourceNotFoundException,
} from '@aws-sdk/client-eventbridge';
import { eventBridgeLimits } from '../../events/core/event-bridge-limits.ts';
import type { AlarmRules, EventPattern, ListedRule } from '../ports.ts';
import type { Sleep } from '../../platform/ports.ts';

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
  const ensured = new Set<string>();

  const rules: AlarmRules = {
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

    async ensure(key, pattern) {
      if (ensured.has(key)) return;
      if ((await rules.put(key, pattern, true)) === 'refused')
        throw new Error(`the bus refuses the rule ${key}`);
      ensured.add(key);
    },

    async remove(key) {
      ensured.delete(key);
      const name = { EventBusName, Name: ruleName(namePrefix, key) };
      const target = { EventBusName, Rule: name.Name, Ids: [targetId] };
      await patiently(() => client.send(new RemoveTargetsCommand(target)).catch(unlessGone));
      await patiently(() => client.send(new DeleteRuleCommand(name)).catch(unlessGone));
    },

    async list() {
      const listed: ListedRule[] = [];
      let NextToken: string | undefined;
      do {
        const command = new ListRulesCommand({
          EventBusName,
          NamePrefix: `${namePrefix}-`,
          NextToken,
        });
        // oxlint-disable-next-line no-await-in-loop -- each page names the next
        const page = await patiently(() => client.send(command));
        listed.push(...(page.Rules ?? []).map((rule) => listedRule(rule, namePrefix)));
        NextToken = page.NextToken;
      } while (NextToken);
      return listed;
    },
  };
  return rules;
}

const listedRule = ({ Name = '', EventPattern: text = '{}', State }: Rule, prefix: string) => ({
  key: Name.slice(prefix.length + 1),
  pattern: patternOf(text),
  enabled: State === 'ENABLED',
});

/** Patterns on the bus are JSON objects: it has checked them. */
function patternOf(text: string): EventPattern {
  const json: EventPattern = JSON.parse(text);
  return json;
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
