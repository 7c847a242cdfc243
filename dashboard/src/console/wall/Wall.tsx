import type { Incident } from '../board';
import type { Room } from '../room';

/** To come. */
export function Wall({ incident }: { room: Room; incident: Incident }) {
  return <section>{incident.number}</section>;
}
