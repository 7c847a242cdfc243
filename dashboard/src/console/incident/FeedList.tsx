import { second } from '../../shared/clock';
import { Said } from '../../shared/Said';
import { type Incident, isLive } from '../board';
import type { Room } from '../room';
import type { Change } from './ChangeDialog';
import { locking } from './changes';
import { grantText, isLockable } from './stage';

const meters = (distance: number) => `${Math.round(distance)} m`;

/** The incident's feeds, those that may be looked at first; and the cameras around it that are locked: what the map shows, in words. */
export function FeedList({ room, incident, ask }: { room: Room; incident: Incident; ask: (change: Change) => void }) {
  const now = second.value;
  const grants = [...incident.grants].sort(
    (a, b) => Number(isLive(incident, b, now)) - Number(isLive(incident, a, now)) || a.distanceMeters - b.distanceMeters || b.grantId.localeCompare(a.grantId),
  );
  return (
    <>
      <h3>Feeds</h3>
      {grants.length === 0 && <p class="hint">No feed was unlocked for this incident.</p>}
      <ul class="feeds">
        {grants.map((grant) => {
          const { text, tone } = grantText(incident, grant, now);
          return (
            <li key={grant.grantId}>
              <span class="name">
                <Said text={grant.feedName} most={120} />
                <span class="hint">
                  {meters(grant.distanceMeters)}
                  {grant.inView && ', sees the place'}
                </span>
              </span>
              <span class={`stage ${tone}`}>{text}</span>
              {grant.overdue && <span class="badge danger">not confirmed</span>}
              {room.isSupervisor && isLockable(incident, grant, now) && (
                <button type="button" class="small" onClick={() => ask(locking(room, incident, grant))}>
                  Lock
                  <span class="visually-hidden">
                    {' '}
                    <Said text={grant.feedName} most={120} />
                  </span>
                </button>
              )}
            </li>
          );
        })}
      </ul>
      <Around room={room} incident={incident} />
    </>
  );
}

/** The cameras around it that were not unlocked. */
function Around({ room, incident }: { room: Room; incident: Incident }) {
  const granted = new Set(incident.grants.map((grant) => grant.feedId));
  const around = room.feeds.value.filter((feed) => !granted.has(feed.feedId));
  if (around.length === 0) return null;
  return (
    <details>
      <summary>
        {around.length} more {around.length === 1 ? 'camera' : 'cameras'} nearby, locked
      </summary>
      <ul class="feeds">
        {around.map((feed) => (
          <li key={feed.feedId}>
            <span class="name">
              <Said text={feed.name} most={120} />
              <span class="hint">{meters(feed.distanceMeters)}</span>
            </span>
            <span class="stage locked">Locked</span>
          </li>
        ))}
      </ul>
    </details>
  );
}
