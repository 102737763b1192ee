import Box from '@cloudscape-design/components/box';
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs';
import SpaceBetween from '@cloudscape-design/components/space-between';
import StatusIndicator from '@cloudscape-design/components/status-indicator';
import { Instant } from '../../../parts/instant.tsx';
import { ScreenLink } from '../../../parts/screen-link.tsx';
import { eventPath } from '../../../parts/screen-paths.ts';
import { visibleText } from '../../../parts/visible-text.ts';
import type { Backtest } from './backtest-item.ts';
import { hourBars } from './hour-bars.ts';

const shownFirings = 20;
const number = new Intl.NumberFormat('en');

/** How often, when and on what an alarm would have fired. */
export function BacktestResult({ of }: { readonly of: Backtest }) {
  const { timeline = [], histogram = [], coverage } = of;
  return (
    <SpaceBetween size="s">
      <KeyValuePairs
        columns={3}
        items={[
          { label: 'Events examined', value: number.format(of.examined) },
          { label: 'Matched', value: number.format(of.matched) },
          { label: 'Fired', value: number.format(of.fired) },
        ]}
      />
      {histogram.length > 0 && <Bars histogram={hourBars(histogram, of)} />}
      {coverage && !coverage.complete && (
        <StatusIndicator type="warning">{gapWords(coverage)}</StatusIndicator>
      )}
      {of.truncated && (
        <Box color="text-body-secondary">Only the first events were examined: they are many.</Box>
      )}
      <ul className="judged" aria-label="When it would have fired">
        {timeline.slice(0, shownFirings).map(({ at, message_id, event_type }) => (
          <li key={`${at} ${message_id}`}>
            <Instant at={at} />
            <ScreenLink to={eventPath(message_id)}>{visibleText(event_type)}</ScreenLink>
          </li>
        ))}
        {timeline.length > shownFirings && (
          <li>
            <span />
            <span>and {number.format(timeline.length - shownFirings)} more</span>
          </li>
        )}
      </ul>
    </SpaceBetween>
  );
}

function gapWords({ kept_since, gaps }: NonNullable<Backtest['coverage']>): string {
  const dropped = gaps.reduce((sum, gap) => sum + gap.dropped, 0);
  const since =
    kept_since === null
      ? ''
      : ` Events are kept since ${kept_since.slice(0, 16).replace('T', ' ')} UTC.`;
  return dropped === 0
    ? `Not every event of the week is stored.${since}`
    : `${number.format(dropped)} events of the week are not stored.${since}`;
}

function Bars({ histogram }: { readonly histogram: ReturnType<typeof hourBars> }) {
  const most = Math.max(1, ...histogram.map(({ matched }) => matched));
  const busy = histogram.filter(({ matched }) => matched > 0);
  return (
    <div>
      <div className="bars" aria-hidden="true">
        {histogram.map(({ hour, matched, fired }) => (
          <span
            key={hour}
            title={`${hour.slice(0, 16).replace('T', ' ')} UTC: ${matched} matched, ${fired} fired`}
            className={fired > 0 ? 'bar-fired' : matched > 0 ? 'bar-matched' : undefined}
            style={{ blockSize: `${(100 * matched) / most}%` }}
          />
        ))}
      </div>
      <Box color="text-body-secondary" fontSize="body-s">
        Events that match, hour by hour, in {busy.length} of {histogram.length} hours; red where it
        would have fired.
      </Box>
    </div>
  );
}
