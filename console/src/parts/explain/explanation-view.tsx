import Box from '@cloudscape-design/components/box';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import SpaceBetween from '@cloudscape-design/components/space-between';
import { CommandLine, shellWord } from '../command-line.tsx';
import { ScreenLink } from '../screen-link.tsx';
import { alarmPath } from '../screen-paths.ts';
import { visibleText } from '../visible-text.ts';
import type { Explanation } from './explanation-item.ts';
import { ExplanationParts } from './explanation-parts.tsx';
import { Verdict } from './verdict.tsx';

interface ExplanationViewProps {
  readonly of: Explanation;
  readonly open: boolean;
}

/** What one event does to one alarm, and why. */
export function ExplanationView({ of, open }: ExplanationViewProps) {
  const { alarm_id: id, name, verdict, words, parts, measures } = of;
  const mends = id === null ? [] : parts.flatMap((part) => commandOf(part, id));
  return (
    <ExpandableSection
      variant="footer"
      defaultExpanded={open}
      headerText={
        <>
          <Verdict verdict={verdict} /> {visibleText(name)}
        </>
      }
    >
      <SpaceBetween size="xs">
        <Box>
          {visibleText(words)}{' '}
          {id !== null && <ScreenLink to={alarmPath(id)}>To the alarm</ScreenLink>}
        </Box>
        {measures?.rules.map((rule) => (
          <Box key={rule.name} variant="small">
            {rule.name}: {visibleText(rule.words)}
          </Box>
        ))}
        {parts.length > 0 && <ExplanationParts parts={parts} />}
        {mends.map((command) => (
          <CommandLine key={command} command={command} />
        ))}
      </SpaceBetween>
    </ExpandableSection>
  );
}

/** The command that mends the alarm, if one part says how. */
function commandOf(part: Explanation['parts'][number], alarmId: string): readonly string[] {
  if (part.hint === null || part.holds) return [];
  const option = part.part === 'event_type' ? '--event-type' : '--query';
  return [`openstack alarm update ${alarmId} --type event ${option} ${shellWord(part.hint)}`];
}
