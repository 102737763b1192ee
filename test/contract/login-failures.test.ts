import { memoryLoginFailures } from '../../functions/adapters/memory/login-failures.ts';
import { loginFailuresSuite } from './login-failures.suite.ts';

loginFailuresSuite(async () => memoryLoginFailures());
