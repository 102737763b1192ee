import Header from '@cloudscape-design/components/header';
import SpaceBetween from '@cloudscape-design/components/space-between';
import Tabs from '@cloudscape-design/components/tabs';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useRef } from 'react';
import { alarmQuery, ruleOf } from '../../api/alarms.ts';
import { useNews } from '../../live/activity.tsx';
import { Failure } from '../../parts/failure.tsx';
import { useTitle } from '../../parts/title.ts';
import { visibleText } from '../../parts/visible-text.ts';
import { AlarmFacts } from './alarm-facts.tsx';
import { AlarmHistory } from './alarm-history.tsx';
import { AlarmMenu } from './alarm-menu.tsx';
import { AlarmWhy } from './alarm-why.tsx';
import { FiringList } from './firing-list.tsx';
import { repeatWords, ruleWords } from '../../parts/rule-words.ts';
import { withStates } from './alarm-summary.ts';
import { SigningSecret } from './signing-secret.tsx';

const route = getRouteApi('/alarms/$id');
/** How often firings may ask for the alarm and its history again. Its firings come with the news. */
const freshMilliseconds = 120_000;
const tabIds = ['firings', 'history', 'why', 'signing'] as const;

/** One alarm: what it waits for, what it did, and why it did not. */
export function AlarmPage() {
  const { id } = route.useParams();
  const { tab = 'firings', event } = route.useSearch();
  const navigate = route.useNavigate();
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery(alarmQuery(id));
  useTitle(data?.name ?? 'Alarm');
  const asked = useRef(0);
  useNews(['firing'], (news) => {
    queries.setQueryData(alarmQuery(id).queryKey, (now) => now && withStates([now], news)[0]);
    const isDue = Date.now() - asked.current > freshMilliseconds;
    if (!isDue || !news.some((entry) => entry['alarm_id'] === id)) return;
    asked.current = Date.now();
    void queries.invalidateQueries({ queryKey: ['alarms', id] });
  });
  return (
    <SpaceBetween size="l">
      <Header
        variant="h1"
        description={
          data &&
          `${visibleText(ruleWords(data.type, ruleOf(data)))}. ${repeatWords(data.type, data.repeat_actions)}`
        }
        actions={data && <AlarmMenu alarm={data} />}
      >
        {visibleText(data?.name ?? 'Alarm')}
      </Header>
      {error && <Failure of={error} retry={() => void refetch()} />}
      <AlarmFacts alarm={data} />
      <Tabs
        ariaLabel="About the alarm"
        activeTabId={tab}
        onChange={({ detail }) =>
          void navigate({
            search: (now) => ({ ...now, tab: tabIds.find((each) => each === detail.activeTabId) }),
          })
        }
        tabs={[
          { id: 'firings', label: 'Firings', content: <FiringList alarmId={id} /> },
          { id: 'history', label: 'History', content: <AlarmHistory alarmId={id} /> },
          { id: 'why', label: 'Why not', content: <AlarmWhy alarmId={id} event={event} /> },
          { id: 'signing', label: 'Signing secret', content: <SigningSecret /> },
        ]}
      />
    </SpaceBetween>
  );
}
