import { App } from 'aws-cdk-lib';
import { workingCopyCode } from './constructs/code.ts';
import { deployment } from './deployment.ts';
import { readSettings } from './settings.ts';

const app = new App();
deployment(app, readSettings(app), workingCopyCode(app.outdir));
app.synth();
