import { lazy } from 'react';
import type { FunctionTab } from './function-tabs.ts';
import type { FunctionTabProps } from './function-tab-props.ts';
import { TestTab } from './test-tab.tsx';
import { CodeTab } from './code-tab.tsx';
import { ExecutionsTab } from './executions-tab.tsx';
import { VersionsTab } from './versions-tab.tsx';
import { AliasesTab } from './aliases-tab.tsx';

const WebhooksTab = lazy(async () => ({
  default: (await import('./webhooks-tab.tsx')).WebhooksTab,
}));
const JobsTab = lazy(async () => ({ default: (await import('./jobs-tab.tsx')).JobsTab }));
const SecretsTab = lazy(async () => ({ default: (await import('./secrets-tab.tsx')).SecretsTab }));
const SettingsTab = lazy(async () => ({
  default: (await import('./settings-tab.tsx')).SettingsTab,
}));

const tabs = {
  code: CodeTab,
  test: TestTab,
  executions: ExecutionsTab,
  versions: VersionsTab,
  aliases: AliasesTab,
  webhooks: WebhooksTab,
  jobs: JobsTab,
  secrets: SecretsTab,
  settings: SettingsTab,
} as const;

export function TabContent({ tab, ...props }: FunctionTabProps & { readonly tab: FunctionTab }) {
  const Tab = tabs[tab];
  return <Tab {...props} />;
}
