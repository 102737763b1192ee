import type { BrowserContext } from 'playwright-core';

/** Collects what must not happen on any page. */
export class Problems {
  readonly #found: string[] = [];

  static async of(context: BrowserContext, baseUrl: string): Promise<Problems> {
    const problems = new Problems();
    await context.exposeBinding('reportViolation', (_, violation: string) => {
      problems.#found.push(`policy: ${violation}`);
    });
    await context.addInitScript(`
      document.addEventListener('securitypolicyviolation', (event) =>
        reportViolation([
          event.violatedDirective, event.blockedURI, event.sourceFile, event.lineNumber,
          event.columnNumber, event.target.outerHTML?.slice(0, 300),
        ].join(' ')));
    `);
    context.on('weberror', (error) => problems.#found.push(`script: ${error.error().stack}`));
    context.on('dialog', (dialog) => {
      problems.#found.push(`dialog: ${dialog.message()}`);
      void dialog.dismiss();
    });
    context.on('request', (request) => {
      const { origin, protocol } = new URL(request.url());
      const own = origin === new URL(baseUrl).origin || ['data:', 'blob:'].includes(protocol);
      if (!own) problems.#found.push(`foreign request: ${request.url()}`);
    });
    return problems;
  }

  get all(): readonly string[] {
    return this.#found;
  }
}
