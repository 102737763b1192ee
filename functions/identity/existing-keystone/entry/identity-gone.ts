import { handle } from 'hono/aws-lambda';
import { lambdas, readEnvironment } from '../../../contract/environment.ts';
import { identityGoneApp } from '../http/identity-gone.ts';

const environment = readEnvironment(lambdas['identity-elsewhere'], process.env);

export const handler = handle(identityGoneApp(environment.KEYSTONE_URL));
