import Button from '@cloudscape-design/components/button';
import { useState } from 'react';
import { visibleText } from '../visible-text.ts';
import type { EventChain } from './chain-item.ts';
import { type Segment, spanText, timelineOf, type TimelineRow } from './timeline-rows.ts';
import { type Span, spanOf, within } from './timeline-zoom.ts';

interface ChainTimelineProps {
  readonly chain: EventChain;
  /** When the chain was read. */
  readonly now: number;
  readonly highlight?: string | undefined;
}

const columnWords = { event: 'Event', decision: 'Alarm', action: 'Delivery', run: 'Run' } as const;
const kindWords = {
  waiting: 'waited',
  working: 'worked',
  failed: 'failed after',
  idle: 'ended here',
} as const;

/** The same on one axis of time: a row for each step, its waiting and its working. It zooms to one step's time. */
export function ChainTimeline({ chain, now, highlight }: ChainTimelineProps) {
  const [zoomed, setZoomed] = useState<string>();
  const timeline = timelineOf(chain, now);
  const total = timeline.to - timeline.from;
  const zoomedRow = timeline.rows.find(({ id }) => id === zoomed);
  const shown = (zoomedRow && spanOf(zoomedRow)) ?? timeline;
  return (
    <table className="timeline">
      <caption>
        <span>
          Timeline, {spanText(total)} in all
          {shown !== timeline && `, of which ${spanText(shown.to - shown.from)} are shown`}
        </span>
        <span className="timeline-legend" aria-hidden="true">
          <i className="segment-waiting" /> waiting <i className="segment-working" /> working{' '}
          <i className="segment-failed" /> ended badly <i className="segment-idle" /> ended by
          decision
        </span>
      </caption>
      <thead>
        <tr>
          <th scope="col">Step</th>
          <th scope="col">Began</th>
          <th scope="col">Lasted</th>
          <th scope="col">Course</th>
        </tr>
      </thead>
      <tbody>
        {timeline.rows.map((row) => (
          <TimelineLine
            key={row.id}
            row={row}
            from={timeline.from}
            shown={shown}
            zoomed={row.id === zoomed}
            onZoom={(zoom) => setZoomed(zoom ? row.id : undefined)}
            marked={highlight !== undefined && row.id.startsWith(highlight)}
          />
        ))}
      </tbody>
    </table>
  );
}

interface TimelineLineProps {
  readonly row: TimelineRow;
  readonly from: number;
  /** The time that is shown. */
  readonly shown: Span;
  readonly zoomed: boolean;
  readonly onZoom: (zoom: boolean) => void;
  readonly marked: boolean;
}

function TimelineLine({ row, from, shown, zoomed, onZoom, marked }: TimelineLineProps) {
  const begin = row.segments[0]?.from;
  const end = row.segments.at(-1)?.to;
  const isKnown = begin !== undefined && end !== undefined;
  return (
    <tr className={marked ? 'chain-highlight' : undefined}>
      <th scope="row" title={row.status}>
        <span className="timeline-kind">{columnWords[row.column]}</span> {visibleText(row.name)}
      </th>
      <td className="timeline-number">{isKnown ? `+${spanText(begin - from)}` : '–'}</td>
      <td className="timeline-number">
        {spanOf(row) && (
          <Button
            variant="inline-icon"
            iconName={zoomed ? 'zoom-out' : 'zoom-in'}
            ariaLabel={
              zoomed
                ? 'Show the whole time'
                : `Zoom to ${columnWords[row.column]} ${visibleText(row.name)}`
            }
            onClick={() => onZoom(!zoomed)}
          />
        )}{' '}
        {isKnown ? spanText(end - begin) : '–'}
      </td>
      <td className="timeline-course">
        <div className="timeline-track">
          {within(row.segments, shown).map((segment) => (
            <span
              key={`${segment.from} ${segment.kind} ${segment.to}`}
              className={`segment-${segment.kind}`}
              title={`${kindWords[segment.kind]} ${spanText(segment.to - segment.from)}`}
              style={placeOf(segment, shown)}
            />
          ))}
        </div>
        <span className="timeline-words">
          {row.status}
          {row.open && ', going on'}:{' '}
          {row.segments
            .map(({ kind, from: begun, to }) => `${kindWords[kind]} ${spanText(to - begun)}`)
            .join(', ')}
        </span>
      </td>
    </tr>
  );
}

const placeOf = ({ from, to }: Segment, shown: Span) => ({
  insetInlineStart: `${((from - shown.from) / (shown.to - shown.from)) * 100}%`,
  inlineSize: `${((to - from) / (shown.to - shown.from)) * 100}%`,
});
