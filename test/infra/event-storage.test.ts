import { describe, expect, test } from 'vitest';
import { lambdaNames } from '../../infra/constructs/entries.ts';
import { eventsWorld } from '../events/support/events-world.ts';
import { deploymentOf, rightsOf, synthesize } from './support.ts';

const on = synthesize(deploymentOf({}));
const off = synthesize(deploymentOf({ eventStorage: false }));
const countOf = ({ ofType }: typeof on, type: string) => ofType(type).length;

describe('F-d: a deployment that stores no events', () => {
  test('has no rule, queue, consumer, Lambda, alarm or route for them', () => {
    expect(on.ofType('AWS::Events::Rule').map(({ properties }) => properties['Name'])).toEqual([
      'taibai-archive',
    ]);
    expect(countOf(off, 'AWS::Events::Rule')).toBe(0);
    const fewer = (type: string) => countOf(on, type) - countOf(off, type);
    expect(fewer('AWS::SQS::Queue')).toBe(6);
    expect(fewer('AWS::Lambda::EventSourceMapping')).toBe(3);
    expect(fewer('AWS::Lambda::Function')).toBe(4);
    expect(fewer('AWS::CloudWatch::Alarm')).toBe(6);
    expect(fewer('AWS::ApiGatewayV2::Route')).toBe(3);
    expect([off.lambdas.has('archiver'), off.lambdas.has('event-log')]).toEqual([false, false]);
  });

  test('lets no Lambda read or write the table, which stays, so that both ways of the switch keep it', () => {
    const reach = (deployed: typeof on) =>
      lambdaNames.filter(
        (entry) =>
          deployed.lambdas.has(entry) &&
          rightsOf(deployed, entry).some(({ resources }) =>
            resources.some((resource) => resource.includes('EventsTable')),
          ),
      );
    expect(reach(on).toSorted()).toEqual([
      'alarming',
      'archiver',
      'backtester',
      'console-api',
      'event-log',
      'identity',
      'replayer',
      'sweeper',
    ]);
    expect(reach(off)).toEqual([]);
    expect(countOf(off, 'AWS::DynamoDB::Table')).toBe(countOf(on, 'AWS::DynamoDB::Table'));
  });

  test('answers /events/v2 with 404, in the dialect of /events', async () => {
    const { app } = eventsWorld();
    const answer = await app.request('/events/v2/events', { headers: { 'x-auth-token': 't' } });
    expect(answer.status).toBe(404);
    expect(await answer.json()).toMatchObject({ error: { code: 404, title: 'Not Found' } });
  });
});
