import { second } from '../../shared/clock';
import { Said } from '../../shared/Said';
import { callWithin } from '../rules/call-groups';
import { agencyName } from '../rules/words';
import { alike, byIncident, duration, endOf, isLasting, type Line, timesOf, whatOf } from './lines';

const dayTitle = new Intl.DateTimeFormat('en-US', { weekday: 'short', month: 'short', day: 'numeric' });

/** Accesses by the incident that they were for: one thing happened, and many cameras saw it. */
export function LineList({ lines }: { lines: readonly Line[] }) {
  if (lines.length === 0) return <p>Nothing: no camera of yours was unlocked, viewed or asked for.</p>;
  return (
    <ul class="incidents">
      {byIncident(lines).map((some) => (
        <IncidentLines key={some[0]?.incidentId} lines={some} />
      ))}
    </ul>
  );
}

function IncidentLines({ lines }: { lines: readonly Line[] }) {
  const first = lines.at(-1);
  if (!first) return null;
  return (
    <li class="card">
      <h3>
        {callWithin(first.callType).replace(/^./, (letter) => letter.toUpperCase())}, call <Said text={first.number} most={60} />
      </h3>
      <p class="hint">
        {dayTitle.format(new Date(first.at))} · {agencyName(first.agency)}
      </p>
      <ul class="lines">
        {alike(lines).map((some) => (
          <SomeLines key={some[0]?.id} lines={some} />
        ))}
      </ul>
    </li>
  );
}

/** What was done with one camera, or the very same with several. */
function SomeLines({ lines }: { lines: readonly Line[] }) {
  const [line] = lines;
  if (!line) return null;
  const lasts = isLasting(line);
  const seconds = line.seconds ?? (lasts && line.from ? (second.value - Date.parse(line.from)) / 1000 : null);
  const end = endOf(line);
  return (
    <li class={`line ${line.kind}`}>
      <p>
        <strong>{lines.length > 1 ? `${whatOf[line.kind]}: ${lines.length} cameras` : whatOf[line.kind]}</strong>{' '}
        {lines.length === 1 && <Said text={line.feedName} most={100} />}
        {lasts && <span class={`badge ${line.kind === 'viewed' ? 'danger' : 'open'}`}>{line.kind === 'viewed' ? 'Watching now' : 'Unlocked now'}</span>}
      </p>
      {lines.length > 1 && (
        <ul class="names">
          {lines.map(({ id, feedName }) => (
            <li key={id}>
              <Said text={feedName} most={100} />
            </li>
          ))}
        </ul>
      )}
      <p class="hint">
        {timesOf(line)}
        {seconds !== null && seconds >= 1 && `, ${duration(seconds)}`}
        {' · '}
        {line.by.text === 'unlock policy' ? 'by the program’s policy' : <Said text={`by ${line.by.text}`} most={120} />}
        {end && ` · ${end}`}
      </p>
    </li>
  );
}
