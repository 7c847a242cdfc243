import { atClock } from '../../shared/clock';
import type { Room } from '../room';

/** Says, so that nobody can miss it, that what is shown may be out of date. */
export function StaleBand({ room }: { room: Room }) {
  const since = room.staleSince.value;
  if (since === null) return null;
  if (!room.hasRead.value && room.live.value === 'connecting') return <div class="stale-band connecting">Connecting…</div>;
  return (
    <div class="stale-band" role="alert">
      <strong>
        NOT LIVE since <time dateTime={new Date(since).toISOString()}>{atClock(new Date(since).toISOString())}</time>
      </strong>
      <span>What you see may be out of date. It comes back by itself.</span>
    </div>
  );
}

/** Says that calls and closes may be missing, though all else is live. */
export function CadBand({ room }: { room: Room }) {
  const since = room.cadSilentSince.value;
  if (since === null) return null;
  return (
    <div class="stale-band cad" role="alert">
      <strong>
        CAD is silent since <time dateTime={since}>{atClock(since)}</time>
      </strong>
      <span>New calls and closes may be missing.</span>
    </div>
  );
}
