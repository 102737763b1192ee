import { HitOutcome } from '../../parts/hit-outcome.tsx';
import { ScreenLink } from '../../parts/screen-link.tsx';
import { alarmPath } from '../../parts/screen-paths.ts';
import { visibleText } from '../../parts/visible-text.ts';
import type { EventHit } from './event-item.ts';
import './event-hits.css';

const shownHits = 2;

/** A pill for each alarm whose rule the event hit, with what came of it. */
export function EventHits({ hits }: { readonly hits: readonly EventHit[] }) {
  if (hits.length === 0) return <>–</>;
  return (
    <span className="hits">
      {hits.slice(0, shownHits).map(({ alarm_id, alarm_name, outcome, reason, firing_id }) => (
        <span
          key={`${alarm_id} ${outcome} ${firing_id}`}
          className={outcome === 'fired' ? 'hit hit-fired' : 'hit'}
        >
          <ScreenLink to={alarmPath(alarm_id)}>{visibleText(alarm_name ?? alarm_id)}</ScreenLink>{' '}
          <HitOutcome outcome={reason ?? outcome} />
        </span>
      ))}
      {hits.length > shownHits && `+${hits.length - shownHits}`}
    </span>
  );
}
