import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { alarmQuery } from '../../../api/alarms.ts';
import { webhooksQuery } from '../../../api/functions.ts';
import { Failure } from '../../../parts/failure.tsx';
import { Loading } from '../../../parts/loading.tsx';
import { AlarmEditor } from './alarm-editor.tsx';
import { beginningForm, formOf } from './alarm-form.ts';

const route = getRouteApi('/alarms/new');

/** A new alarm: empty, from a link, or like another one. */
export function NewAlarm() {
  const search = route.useSearch();
  const { like, webhook } = search;
  const model = useQuery({ ...alarmQuery(like ?? ''), enabled: like !== undefined });
  const webhooks = useQuery({ ...webhooksQuery, enabled: webhook !== undefined });
  const error = model.error ?? webhooks.error;
  if (error)
    return (
      <Failure
        of={error}
        retry={() => {
          void model.refetch();
          void webhooks.refetch();
        }}
      />
    );
  if ((like !== undefined && !model.data) || (webhook !== undefined && !webhooks.data))
    return <Loading title="New alarm" />;
  const url = webhooks.data?.find(({ id }) => id === webhook)?.webhook_url;
  const initial = model.data
    ? { ...formOf(model.data), name: `${model.data.name} copy` }
    : beginningForm(search, url);
  return <AlarmEditor key={like} initial={initial} />;
}
