import { answerOf } from '../../shared/api';
import { Said } from '../../shared/Said';
import type { Office } from '../office';
import { usePages } from '../reading/pages';
import { Listed } from '../reading/Shown';
import { When } from '../When';
import { Changes } from './Changes';
import { policyDiff } from './diff';
import { type HistoryLine, historyOf } from './standing';

/** Every policy there was and every one that was refused: who, when, why, and what it changed. */
export function History({ office }: { office: Office }) {
  const pages = usePages((after) => answerOf(office.api.GET('/policy/history', { params: { query: after ? { after } : {} } })), [office]);
  return (
    <section class="stack" aria-labelledby="history">
      <h2 id="history">History</h2>
      <p class="hint">The newest first. That you read it is on record.</p>
      <Listed of={pages} what="The history" none="The policy was never changed: the program’s own stands.">
        {(entries) => (
          <ol class="plain stack">
            {historyOf(entries, !pages.hasMore.value).map((line) => (
              <li key={line.entry.sequence} class="card stack">
                <Line line={line} />
              </li>
            ))}
          </ol>
        )}
      </Listed>
    </section>
  );
}

function Line({ line: { entry, before } }: { line: HistoryLine }) {
  const { event, at, origin, sequence } = entry;
  const by = (
    <span class="hint">
      <When at={at} /> by <Said text={origin.actor} most={80} /> · entry {sequence}
    </span>
  );
  if (event.$type === 'policyRevised') {
    const changes = before ? policyDiff(before, event.policy) : null;
    return (
      <>
        <div class="row spread">
          <h3>
            <Said text={event.reason} />
          </h3>
          {by}
        </div>
        <p>
          Policy <span class="mono">{event.policy.version}</span> stood from here on.
        </p>
        {changes === null ? (
          <p class="hint">Show more to see what it changed.</p>
        ) : changes.length > 0 ? (
          <Changes changes={changes} />
        ) : (
          <p class="hint">It says the same as the one before.</p>
        )}
      </>
    );
  }
  if (event.$type === 'policyRefused')
    return (
      <>
        <div class="row spread">
          <h3>
            Refused <span class="badge danger">{event.code}</span>
          </h3>
          {by}
        </div>
        <p>
          At fault: <span class="mono">{event.path}</span>
        </p>
      </>
    );
  return by;
}
