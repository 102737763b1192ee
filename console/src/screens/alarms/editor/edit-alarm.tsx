import { useQuery } from '@tanstack/react-query';
import { getRouteApi } from '@tanstack/react-router';
import { useState } from 'react';
import { type Alarm, alarmQuery } from '../../../api/alarms.ts';
import { Failure } from '../../../parts/failure.tsx';
import { Loading } from '../../../parts/loading.tsx';
import { AlarmEditor } from './alarm-editor.tsx';
import { formOf } from './alarm-form.ts';

const route = getRouteApi('/alarms/$id/edit');

/** The alarm as it was when the form was opened: what changes meanwhile does not change what is typed. */
export function EditAlarm() {
  const { id } = route.useParams();
  const { data, error, refetch } = useQuery({ ...alarmQuery(id), staleTime: 0 });
  const [base, setBase] = useState<Alarm>();
  if (data && base?.alarm_id !== id) setBase(data);
  if (base?.alarm_id === id) return <AlarmEditor key={id} initial={formOf(base)} base={base} />;
  if (error) return <Failure of={error} retry={() => void refetch()} />;
  return <Loading title="Edit" />;
}
