import { useEffect, useMemo } from 'preact/hooks';
import type { Page } from '../shared/start';
import { Evidence } from './evidence/Evidence';
import { IncidentBar } from './incident/IncidentBar';
import { IncidentMap } from './incident/IncidentMap';
import { IncidentPanel } from './incident/IncidentPanel';
import { Queue } from './incident/Queue';
import { ThreatForm } from './incident/ThreatForm';
import { Room } from './room';
import { Wall } from './wall/Wall';

/** The console of one who is signed in: the queue, the map, and for the incident that is selected its wall and its evidence. */
export function App({ page }: { page: Page }) {
  const room = useMemo(() => new Room(page), [page]);
  useEffect(() => () => room.stop(), [room]);
  const incident = room.selected.value;
  const draft = room.threat.value;
  return (
    <div class={`console ${room.stale.value ? 'stale' : ''}`}>
      <IncidentBar room={room} />
      <Queue room={room} />
      <main class={incident || draft ? 'split' : ''}>
        <div class="ground">
          <IncidentMap room={room} />
          {draft && <ThreatForm room={room} draft={draft} />}
          {incident && !draft && <IncidentPanel key={incident.incidentId} room={room} incident={incident} />}
        </div>
        {incident && (
          <div class="work">
            <Wall key={incident.incidentId} room={room} incident={incident} />
            <Evidence key={incident.incidentId} room={room} incident={incident} />
          </div>
        )}
      </main>
    </div>
  );
}
