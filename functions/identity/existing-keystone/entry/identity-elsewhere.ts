import { handle } from 'hono/aws-lambda';
import { lambdas, readEnvironment } from '../../../contract/environment.ts';
import { elsewhereApp } from '../http/elsewhere.ts';

const environment = readEnvironment(lambdas['identity-elsewhere'], process.env);

export const handler = handle(elsewhereApp(environment.KEYSTONE_URL));
