import Checkbox from '@cloudscape-design/components/checkbox';
import ExpandableSection from '@cloudscape-design/components/expandable-section';
import { indentedJson } from '../../parts/indented-json.ts';
import { Instant } from '../../parts/instant.tsx';
import { TextBlock } from '../../parts/text-block.tsx';
import { visibleText } from '../../parts/visible-text.ts';
import type { DeadLetter } from './dead-letters.ts';

interface DeadLetterEntryProps {
  readonly message: DeadLetter;
  readonly chosen: boolean;
  readonly onToggle: () => void;
}

/** A message: why it is here, since when, and what it says. */
export function DeadLetterEntry({ message, chosen, onToggle }: DeadLetterEntryProps) {
  const { id, reason, sent_at: sent, received, body } = message;
  return (
    <div className="dead-letter">
      <Checkbox checked={chosen} ariaLabel={`Choose message ${id}`} onChange={onToggle} />
      <div>
        <div>{reason ? visibleText(reason) : 'No reason was noted: it was tried too often.'}</div>
        <small>
          sent <Instant at={sent} />, received {received} times
        </small>
        <ExpandableSection headerText="Message" headingTagOverride="h3">
          <TextBlock label={`body of message ${id}`} text={indentedJson(body)} />
        </ExpandableSection>
      </div>
    </div>
  );
}
