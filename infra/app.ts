import { App } from 'aws-cdk-lib';
import { workingCopy } from './constructs/sources.ts';
import { deployment } from './deployment.ts';
import { readSettings } from './settings.ts';

const app = new App();
deployment(app, readSettings(app), workingCopy(app.outdir));
app.synth();
