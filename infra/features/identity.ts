import { Construct } from 'constructs';
import type { Access } from '../constructs/access.ts';
import { HouseCustomResource } from '../constructs/house-custom-resource.ts';
import { HouseFunction } from '../constructs/house-function.ts';
import type { Gate, House } from '../constructs/house.ts';
import { secret } from '../constructs/secret.ts';
import { reading, rows, type TableReference, writing } from '../constructs/table.ts';

/** Keystone v3: who may come in. The signing key is here and nowhere else. */
export class Identity extends Construct implements Gate {
  readonly #keystone: HouseFunction<'identity'>;
  readonly #table: TableReference;

  constructor(scope: Construct, id: string, house: Omit<House, 'gate'>) {
    super(scope, id);
    const { settings, state } = house;
    this.#table = state.identity;
    this.#keystone = new HouseFunction(this, 'Keystone', house, {
      entry: 'identity',
      description: 'Keystone v3: tokens, catalog, application credentials',
      memoryMegabytes: 1769,
      timeoutSeconds: 29,
    })
      .give('IDENTITY_TABLE', rows(state.identity, [...reading, ...writing, 'DeleteItem']))
      // To see what a project still owns before it is deleted.
      .give('FUNCTIONS_TABLE', rows(state.functions, ['Query']))
      .give('ALARMS_TABLE', rows(state.alarms, ['Query']))
      .give('SIGNING_KEY_SECRET_ARN', secret(state.signingKeySecretArn, 'GetSecretValue'))
      .tell('PUBLIC_URL', house.publicUrl)
      .tell('REGION_NAME', settings.regionName)
      .tell('TOKEN_LIFETIME_SECONDS', settings.tokenLifetimeSeconds);
    house.api.route(
      this.#keystone,
      ['ANY /identity', 'ANY /identity/{proxy+}', 'POST /identity/v3/auth/tokens'],
      { 'POST /identity/v3/auth/tokens': settings.throttles.tokens },
    );
    this.#seed(house);
  }

  guards(service: Parameters<Gate['guards']>[0]): void {
    service
      .give('IDENTITY_TABLE', rows(this.#table, reading))
      .tell('KEYSTONE_URL', '')
      .tell('KEYSTONE_SECRET_ARN', '')
      .tell('KEYSTONE_REMEMBER_SECONDS', '');
  }

  /** By a direct call: only Keystone itself may count the wrong secrets. */
  admits(service: Parameters<Gate['admits']>[0]): void {
    service.give('IDENTITY_FUNCTION_ARN', this.#calling());
  }

  /** Trusts are made, used and ended by a direct call, which answers only what they are good for. */
  entrusts(service: Parameters<Gate['entrusts']>[0]): void {
    service
      .give('IDENTITY_FUNCTION_ARN', this.#calling())
      .tell('KEYSTONE_URL', '')
      .tell('KEYSTONE_SECRET_ARN', '')
      .tell('KEYSTONE_REMEMBER_SECONDS', '');
  }

  #calling(): Access {
    const { functionArn } = this.#keystone.lambda;
    return {
      value: functionArn,
      grants: [{ actions: ['lambda:InvokeFunction'], resources: [functionArn] }],
    };
  }

  /** The signing key, and the projects and users a deployment begins with. */
  #seed(house: Omit<House, 'gate'>) {
    const { settings, state } = house;
    const passwordOf = (user: string) => state.passwordSecretArns.get(user);
    const handler = new HouseFunction(this, 'Seed', house, {
      entry: 'seed',
      description: 'Makes the signing key and the first projects and users',
      memoryMegabytes: 1769,
      timeoutSeconds: 120,
    })
      .give('IDENTITY_TABLE', rows(state.identity, [...reading, ...writing]))
      .give(
        'SIGNING_KEY_SECRET_ARN',
        secret(state.signingKeySecretArn, 'GetSecretValue', 'PutSecretValue'),
      )
      .allow({
        actions: ['secretsmanager:GetSecretValue'],
        resources: [...state.passwordSecretArns.values()],
      });
    new HouseCustomResource(this, 'Seeded', {
      handler,
      patienceSeconds: 300,
      properties: {
        signingKeySecretArn: state.signingKeySecretArn,
        projects: [
          ...new Set(
            settings.users.flatMap(({ defaultProject, assignments }) => [
              defaultProject,
              ...assignments.map(({ project }) => project),
            ]),
          ),
        ].map((name) => ({ name })),
        users: settings.users.map(({ name, defaultProject, assignments }) => ({
          name,
          defaultProject,
          passwordSecretArn: passwordOf(name),
          assignments,
        })),
      },
    });
  }
}
