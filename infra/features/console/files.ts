import { Construct } from 'constructs';
import { TaibaiFunction } from '../../constructs/function.ts';
import type { FeatureContext } from '../context.ts';

/** Serves the files of the console and of the API's documentation. Its Lambda has no rights but to write its log. */
export class ConsoleFiles extends Construct {
  /** What users open. */
  readonly url: string;

  constructor(scope: Construct, id: string, context: FeatureContext) {
    super(scope, id);
    this.url = `${context.publicUrl}/console`;
    const pages = new TaibaiFunction(this, 'Pages', context, {
      entry: 'pages',
      description: 'Files of the console and of the API documentation',
      memoryMegabytes: 256,
      timeoutSeconds: 10,
    });
    // Any method, because API Gateway has no route for HEAD, and others are refused by the Lambda.
    context.api.route(pages, [
      'ANY /console',
      'ANY /console/{proxy+}',
      'ANY /docs',
      'ANY /docs/{proxy+}',
      'ANY /openapi.json',
    ]);
  }
}
