import { useEffect, useRef } from 'preact/hooks';
import { atClock } from '../shared/clock';
import type { Device } from './device';
import type { Bulletin } from './shelf';

/** Says that the bulletin was seen, and how far that has come. */
export function Acknowledge({ device, bulletin }: { device: Device; bulletin: Bulletin }) {
  const id = bulletin.bulletinId;
  const said = useRef<HTMLParagraphElement>(null);
  const pressed = useRef(false);
  // The button is gone once it was pressed: who works with keys goes on from what it left.
  useEffect(() => {
    if (!pressed.current) return;
    pressed.current = false;
    said.current?.focus();
  });
  if (bulletin.acknowledgedAt)
    return (
      <p ref={said} tabIndex={-1} class="acknowledged" role="status">
        ✓ Acknowledged {atClock(bulletin.acknowledgedAt)}
      </p>
    );
  if (device.sendingOf(id) === 'acknowledgement')
    return (
      <p ref={said} tabIndex={-1} class="acknowledged sending" role="status">
        Sending…{device.isDelayed(id) && <span class="hint"> No network: it goes out by itself. Keep this page open.</span>}
      </p>
    );
  return (
    <button
      type="button"
      class="primary acknowledge"
      onClick={() => {
        pressed.current = true;
        device.acknowledge(id);
      }}
    >
      Acknowledge
    </button>
  );
}
