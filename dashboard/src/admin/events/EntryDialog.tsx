import { Dialog } from '../../shared/Dialog';
import { tidy } from '../../shared/people-text';
import { Said } from '../../shared/Said';
import { type LoggedEntry, lineOf } from './columns';

/** All of an entry: every field as it is stored, and what chains it to the one before. */
export function EntryDialog({ item, close }: { item: LoggedEntry; close: () => void }) {
  const { entry, timeline, agency } = item;
  const { what, incident, reason } = lineOf(item);
  const rows: readonly (readonly [string, string])[] =
    typeof entry === 'string'
      ? []
      : [
          ['Sequence', String(entry.sequence)],
          ['At', entry.at],
          ['Actor', entry.origin.actor],
          ['Role', entry.origin.role],
          ['Source', entry.origin.source],
          ['Incident', incident || '–'],
          ['Reason', reason || '–'],
          ['Hash', entry.hash ?? '–'],
          ['Previous hash', entry.previousHash || '– (the first)'],
        ];
  return (
    <Dialog title="Entry of the log" close={close} class="wide">
      <div class="stack">
        <p>
          <Said text={what} />
        </p>
        <dl class="facts">
          <div>
            <dt>Timeline</dt>
            <dd class="mono">{timeline}</dd>
          </div>
          {agency && (
            <div>
              <dt>Agency</dt>
              <dd class="mono">{agency}</dd>
            </div>
          )}
          {rows.map(([name, value]) => (
            <div key={name}>
              <dt>{name}</dt>
              <dd class="mono">
                <Said text={value} />
              </dd>
            </div>
          ))}
        </dl>
        <h3>{typeof entry === 'string' ? 'Its text, which is no JSON' : 'The event'}</h3>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys */}
        <pre class="mono json" tabIndex={0} dir="ltr">
          {tidy(typeof entry === 'string' ? entry : JSON.stringify(entry.event, null, 2), 100_000)}
        </pre>
      </div>
    </Dialog>
  );
}
