import { memoryLoginFailures } from '../../fakes/login-failures.ts';
import { loginFailuresSuite } from './login-failures.suite.ts';

loginFailuresSuite(async () => memoryLoginFailures());
