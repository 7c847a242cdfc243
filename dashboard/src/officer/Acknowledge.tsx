import { atClock } from '../shared/clock';
import type { Device } from './device';
import type { Bulletin } from './shelf';

/** Says that the bulletin was seen, and how far that has come. */
export function Acknowledge({ device, bulletin }: { device: Device; bulletin: Bulletin }) {
  const id = bulletin.bulletinId;
  if (bulletin.acknowledgedAt)
    return (
      <p class="acknowledged" role="status">
        ✓ Acknowledged {atClock(bulletin.acknowledgedAt)}
      </p>
    );
  if (device.sendingOf(id) === 'acknowledgement')
    return (
      <p class="acknowledged sending" role="status">
        Sending…{device.isDelayed(id) && <span class="hint"> No network: it goes out by itself. Keep this page open.</span>}
      </p>
    );
  return (
    <button type="button" class="primary acknowledge" onClick={() => device.acknowledge(id)}>
      Acknowledge
    </button>
  );
}
