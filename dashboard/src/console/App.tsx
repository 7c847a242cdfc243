import { useEffect, useMemo } from 'preact/hooks';
import type { Page } from '../shared/start';
import { Evidence } from './evidence/Evidence';
import { IncidentBar } from './incident/IncidentBar';
import { IncidentMap } from './incident/IncidentMap';
import { Queue } from './incident/Queue';
import { Room } from './room';
import { Wall } from './wall/Wall';

/** The console of one who is signed in: the queue, the map, and for the incident that is selected its wall and its evidence. */
export function App({ page }: { page: Page }) {
  const room = useMemo(() => new Room(page), [page]);
  useEffect(() => () => room.stop(), [room]);
  const incident = room.selected.value;
  return (
    <div class="console">
      <IncidentBar room={room} />
      <Queue room={room} />
      <main>
        <IncidentMap room={room} />
        {incident && <Wall key={incident.incidentId} room={room} incident={incident} />}
        {incident && <Evidence key={incident.incidentId} room={room} incident={incident} />}
      </main>
    </div>
  );
}
