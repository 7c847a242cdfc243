import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { second, serverClock } from '../../shared/clock';
import { type Grant, type Incident, isLive } from '../board';
import { StillDialog } from '../evidence/still/StillDialog';
import { useKey } from '../keys';
import type { Room } from '../room';
import { focusedGrant } from './focus';
import { pageOf, placesOf } from './places';
import { Tile } from './Tile';
import { Tickets } from './tickets';
import { visible } from './visible';
import './wall.css';

/** The live cameras of the incident that is selected, nearest first, so many at once as a browser can take. Selecting the incident is the access. */
export function Wall({ room, incident }: { room: Room; incident: Incident }) {
  const tickets = useMemo(() => new Tickets(room.page), [room]);
  const wanted = useSignal(0);
  const large = useSignal<string | null>(null);
  const still = useSignal<Grant | null>(null);
  const kept = useSignal<Set<string>>(new Set());
  const list = useRef<HTMLDivElement>(null);

  const now = Math.max(second.value, serverClock.now());
  for (const grant of incident.grants) if (isLive(incident, grant, now)) kept.value.add(grant.grantId);
  const places = placesOf(incident, now, kept.value);
  const { items, page, pages } = pageOf(places, wanted.value, room.page.config.liveTiles);
  const live = places.filter((grant) => isLive(incident, grant, now));
  // Who declares a threat looks at the map.
  const enlarged = room.threat.value === null && items.some(({ grantId }) => grantId === large.value) ? large.value : null;
  useEffect(
    () => () => {
      focusedGrant.value = null;
    },
    [],
  );

  const focusTile = (number: number) => list.current?.querySelectorAll<HTMLElement>('.tile')[number - 1]?.focus();
  const turn = (by: number) => {
    large.value = null;
    wanted.value = page + by;
  };
  const current = () => items.find(({ grantId }) => grantId === focusedGrant.value) ?? items[0];
  const takeStill = () => {
    const focused = current();
    const grant = focused && isLive(incident, focused, serverClock.now()) ? focused : items.find((other) => isLive(incident, other, serverClock.now()));
    if (grant) still.value = grant;
  };
  const enlarge = (grantId: string | null) => {
    large.value = grantId;
  };
  useKey('1', 'Go to the first camera', items.length > 0 ? () => focusTile(1) : null);
  useKey('2', 'Go to the second camera', items.length > 1 ? () => focusTile(2) : null);
  useKey('3', 'Go to the third camera', items.length > 2 ? () => focusTile(3) : null);
  useKey('4', 'Go to the fourth camera', items.length > 3 ? () => focusTile(4) : null);
  useKey('[', 'The cameras before these', page > 0 ? () => turn(-1) : null);
  useKey(']', 'The cameras after these', page < pages - 1 ? () => turn(1) : null);
  useKey('f', 'Camera to full screen, and back', items.length > 0 ? () => enlarge(enlarged ? null : (current()?.grantId ?? null)) : null);
  useKey('s', 'Take a still of the camera', live.length > 0 ? takeStill : null);
  useKey('Escape', 'Back from full screen', enlarged ? () => enlarge(null) : null);

  return (
    <section class="wall" aria-labelledby="wall-title">
      <header class="row spread">
        <h2 id="wall-title">Live cameras</h2>
        <span class="hint">{countText(live.length)}</span>
        {live.length < places.length && live.length > 0 && (
          <button
            type="button"
            onClick={() => {
              kept.value = new Set(live.map(({ grantId }) => grantId));
            }}
          >
            Hide what is locked
          </button>
        )}
        {pages > 1 && (
          <nav class="row" aria-label="Cameras of the wall">
            <button type="button" disabled={page === 0} onClick={() => turn(-1)} aria-label="Cameras before these">
              [ ‹
            </button>
            <span>
              Page {page + 1} of {pages}
            </span>
            <button type="button" disabled={page === pages - 1} onClick={() => turn(1)} aria-label="Cameras after these">
              › ]
            </button>
          </nav>
        )}
      </header>
      {places.length === 0 ? (
        <p class="wall-empty">{emptyText(incident)}</p>
      ) : (
        <div ref={list} class={`tiles of-${items.length}`}>
          {items.map((grant, i) => (
            <Tile
              key={grant.grantId}
              tickets={tickets}
              incident={incident}
              grant={grant}
              number={i + 1}
              looked={visible.value && (enlarged === null || enlarged === grant.grantId)}
              large={enlarged === grant.grantId}
              enlarge={(on) => enlarge(on ? grant.grantId : null)}
              focused={() => {
                focusedGrant.value = grant.grantId;
              }}
              takeStill={() => {
                still.value = grant;
              }}
            />
          ))}
        </div>
      )}
      {still.value && <StillDialog room={room} incident={incident} grant={still.value} close={() => (still.value = null)} />}
    </section>
  );
}

const countText = (live: number): string => (live === 0 ? 'none is live' : live === 1 ? '1 is live' : `${live} are live`);

function emptyText(incident: Incident): string {
  if (incident.status === 'closed') return 'The incident is closed. Its cameras are locked.';
  if (incident.grants.some(({ state }) => state === 'pending')) return 'Cameras are being unlocked…';
  if (incident.awaitingApproval) return 'Cameras wait for a supervisor’s approval.';
  if (incident.grants.length > 0 && incident.grants.every(({ state }) => state === 'failed')) return 'None of the cameras could be reached.';
  return incident.grants.length > 0 ? 'All cameras of this incident are locked.' : 'No camera is unlocked for this incident.';
}
