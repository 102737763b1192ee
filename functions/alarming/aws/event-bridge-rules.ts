import {
  ConcurrentModificationException,
  DeleteRuleCommand,
  type EventBridgeClient,
  InvalidEventPatternException,
  LimitExceededException,
  ListRulesCommand,
  PutRuleCommand,
  PutTargetsCommand,
  RemoveTargetsCommand,
  type Rule,
  ResourceNotFoundException,
} from '@aws-sdk/client-eventbridge';
import pRetry from 'p-retry';
import { hitTemplateVersion } from '../core/rule/hit-template.ts';
import { eventBridgeLimits } from '../../events/core/event-bridge-limits.ts';
import type { AlarmRules, EventPattern, ListedRule } from '../rule-ports.ts';

export interface RuleSettings {
  readonly busName: string;
  /** Rules are named `<prefix>-<key>`; other rules on the bus are left alone. */
  readonly namePrefix: string;
  readonly hitsQueueArn: string;
  /** Takes the events that EventBridge could not put on the hits queue. */
  readonly deadLetterQueueArn: string;
}

const targetId = 'hits';

/** Alarm rules as rules of an EventBridge bus, each with the hits queue as its only target. */
export function eventBridgeRules(client: EventBridgeClient, settings: RuleSettings): AlarmRules {
  const { busName: EventBusName, namePrefix } = settings;
  const ensured = new Map<string, Promise<void>>();

  const rules: AlarmRules = {
    async put(key, pattern, enabled) {
      const Name = ruleName(namePrefix, key);
      const rule = new PutRuleCommand({
        Name,
        EventBusName,
        EventPattern: JSON.stringify(pattern),
        State: enabled ? 'ENABLED' : 'DISABLED',
        // What a list of rules tells of a rule's target.
        Description: describedTemplate(hitTemplateVersion),
      });
      const put = () => client.send(rule).then(() => 'stored' as const);
      const outcome = await retryingTransient(() => put().catch(refusalOf));
      if (outcome !== 'stored') return outcome;
      const target = new PutTargetsCommand({
        Rule: Name,
        EventBusName,
        Targets: [targetOf(settings, key)],
      });
      const { FailedEntries: failed = [] } = await retryingTransient(() => client.send(target));
      const [first] = failed;
      if (first)
        throw new Error(`rule ${Name} got no target: ${first.ErrorMessage ?? first.ErrorCode}`);
      return outcome;
    },

    ensure(key, pattern) {
      const known = ensured.get(key);
      if (known) return known;
      // Kept at once, so that alarms that are created together put a rule that they share once.
      const put = async () => {
        const outcome = await rules.put(key, pattern, true);
        if (outcome !== 'stored')
          throw new Error(`the bus did not take the rule ${key}: ${outcome}`);
      };
      const ensuring = put();
      ensured.set(key, ensuring);
      ensuring.catch(() => ensured.get(key) === ensuring && ensured.delete(key));
      return ensuring;
    },

    async remove(key) {
      ensured.delete(key);
      const name = { EventBusName, Name: ruleName(namePrefix, key) };
      const target = { EventBusName, Rule: name.Name, Ids: [targetId] };
      await retryingTransient(() =>
        client.send(new RemoveTargetsCommand(target)).catch(unlessNotFound),
      );
      await retryingTransient(() => client.send(new DeleteRuleCommand(name)).catch(unlessNotFound));
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
        const page = await retryingTransient(() => client.send(command));
        listed.push(...(page.Rules ?? []).map((rule) => listedRule(rule, namePrefix)));
        NextToken = page.NextToken;
      } while (NextToken);
      return listed;
    },
  };
  return rules;
}

const describedTemplate = (version: number): string => `target template ${version}`;

const listedRule = (
  { Name = '', EventPattern: text = '{}', State, Description = '' }: Rule,
  prefix: string,
) => ({
  key: Name.slice(prefix.length + 1),
  pattern: patternOf(text),
  enabled: State === 'ENABLED',
  isOutdated: Description !== describedTemplate(hitTemplateVersion),
});

/** EventBridge has checked that patterns on the bus are JSON objects. */
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

/** Turns each event that the rule matches into a `HitMessage`. */
const targetOf = ({ hitsQueueArn, deadLetterQueueArn }: RuleSettings, key: string) => ({
  Id: targetId,
  Arn: hitsQueueArn,
  DeadLetterConfig: { Arn: deadLetterQueueArn },
  InputTransformer: {
    InputPathsMap: { event: '$.detail', time: '$.time' },
    InputTemplate: `{"v":1,"rule":${JSON.stringify(key)},"time":<time>,"event":<event>}`,
  },
});

function refusalOf(error: unknown): 'refused' | 'full' {
  if (error instanceof InvalidEventPatternException) return 'refused';
  if (error instanceof LimitExceededException) return 'full';
  throw error;
}

function unlessNotFound(error: unknown): void {
  if (!(error instanceof ResourceNotFoundException)) throw error;
}

/** Retries throttled calls and collisions with other writers; waits double from 50 ms to 6.4 s. */
const retryingTransient = <Result>(call: () => Promise<Result>): Promise<Result> =>
  pRetry(call, { retries: 7, minTimeout: 50, randomize: true, shouldRetry: isTransient });

const isTransient = (error: Error): boolean =>
  error instanceof ConcurrentModificationException || /throttl|toomanyrequests/i.test(error.name);
