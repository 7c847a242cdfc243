import { atDay, second } from '../../shared/clock';
import { Said } from '../../shared/Said';
import { callWithin } from '../rules/call-groups';
import { agencyName } from '../rules/words';
import { duration, endOf, type Line, whatOf } from './lines';

const clock = new Intl.DateTimeFormat('en-US', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });

/** Accesses by the incident that they were for: one thing happened, many cameras saw it. */
export function LineList({ lines }: { lines: readonly Line[] }) {
  const byIncident = new Map<string, Line[]>();
  for (const line of lines) byIncident.set(line.incidentId, [...(byIncident.get(line.incidentId) ?? []), line]);
  if (lines.length === 0) return <p>Nothing: no camera of yours was unlocked, viewed or asked for.</p>;
  return (
    <ul class="incidents">
      {[...byIncident].map(([incident, some]) => (
        <IncidentLines key={incident} lines={some} />
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
        {atDay(first.at)} · {agencyName(first.agency)}
      </p>
      <ul class="lines">
        {lines.map((line) => (
          <OneLine key={line.id} line={line} />
        ))}
      </ul>
    </li>
  );
}

function OneLine({ line }: { line: Line }) {
  const lasts = line.from && !line.until && (line.kind === 'viewed' || line.kind === 'unlocked');
  const seconds = line.seconds ?? (lasts && line.from ? (second.value - Date.parse(line.from)) / 1000 : null);
  const end = endOf(line);
  return (
    <li class={`line ${line.kind}`}>
      <p>
        <strong>{whatOf[line.kind]}</strong> <Said text={line.feedName} most={100} />
        {lasts && <span class={`badge ${line.kind === 'viewed' ? 'danger' : 'open'}`}>{line.kind === 'viewed' ? 'Watching now' : 'Unlocked now'}</span>}
      </p>
      <p class="hint">
        {clock.format(new Date(line.from ?? line.at))}
        {line.until && line.until !== line.from && `–${clock.format(new Date(line.until))}`}
        {seconds !== null && seconds > 0 && `, ${duration(seconds)}`}
        {' · '}
        {line.by.text === 'unlock policy' ? 'by the program’s policy' : <Said text={`by ${line.by.text}`} most={120} />}
        {end && ` · ${end}`}
      </p>
    </li>
  );
}
