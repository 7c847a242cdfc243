import { useId, useLayoutEffect, useMemo, useRef, useState } from 'preact/hooks';
import { countdown, second, serverClock } from '../../shared/clock';
import { Said } from '../../shared/Said';
import type { Grant, Incident } from '../board';
import { useAlone } from './alone';
import { knownOf, overText, troubleText } from './known';
import { Picture } from './Picture';
import type { Tickets } from './tickets';
import { Viewer } from './Viewer';
import { overBecause, shown } from './viewing';

interface TileProps {
  readonly tickets: Tickets;
  readonly incident: Incident;
  readonly grant: Grant;
  /** The key that gives it the focus. */
  readonly number: number;
  /** Whether anybody can see it. */
  readonly looked: boolean;
  /** Whether it fills the screen. */
  readonly large: boolean;
  readonly enlarge: (large: boolean) => void;
  readonly focused: () => void;
  readonly takeStill: () => void;
}

/** One camera on the wall: what it sees while that may be seen, and else why not. */
export function Tile({ tickets, incident, grant, number, looked, large, enlarge, focused, takeStill }: TileProps) {
  const { incidentId } = incident;
  const { grantId, feedName } = grant;
  const known = knownOf(incident, grant);
  const first = useRef(known);
  const viewer = useMemo(() => new Viewer(tickets, incidentId, grantId, first.current), [tickets, incidentId, grantId]);
  // Before the page is drawn, not after: a page that is hidden is not drawn.
  useLayoutEffect(() => viewer.tell(knownOf(incident, grant)), [viewer, incident, grant]);
  useLayoutEffect(() => viewer.look(looked), [viewer, looked]);
  // Timers may stand still while a machine sleeps.
  useLayoutEffect(() => viewer.passed(), [viewer, second.value]);
  useLayoutEffect(() => () => viewer.stop(), [viewer]);

  const element = useRef<HTMLElement>(null);
  useAlone(element, large);
  /** The ticket under which a picture has come. */
  const [came, setCame] = useState<string | null>(null);
  const id = useId();
  const viewing = viewer.viewing.value;
  const drawnAt = second.value;
  const now = Math.max(drawnAt, serverClock.now());
  // What was told a moment ago counts, whether the viewer has heard of it or not.
  const over = known.over ?? overBecause(viewing, now);
  const ticket = over === null ? shown(viewing, now) : null;
  const live = ticket !== null && came === ticket.id;
  const words = over !== null ? overText(over) : ticket ? (live ? '' : 'Waiting for pictures…') : viewing.trouble ? troubleText(viewing.trouble) : 'Opening…';
  return (
    <article
      ref={element}
      class={`tile ${large ? 'large' : ''} ${over !== null ? 'over' : ''}`}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: keys 1 to 4 go to it, and Enter makes it large, as its buttons do
      tabIndex={0}
      aria-labelledby={id}
      data-grant={grantId}
      onFocusIn={focused}
      onKeyDown={(event) => {
        if (event.key !== 'Enter' || event.target !== event.currentTarget) return;
        event.preventDefault();
        enlarge(!large);
      }}
    >
      <header>
        <span class="tile-number" aria-hidden="true">
          {number}
        </span>
        <h3 id={id}>
          <Said text={feedName} most={100} />
        </h3>
      </header>
      <div class="screen">
        {ticket && <Picture key={ticket.id} ticket={ticket} name={feedName} came={() => setCame(ticket.id)} moves={(moves) => viewer.pictures(moves)} />}
        <p class="words" role="status">
          {words}
        </p>
      </div>
      <footer>
        <span class={`dot ${live ? 'live' : ''}`}>{live ? 'Live' : over !== null ? 'Locked' : 'No picture'}</span>
        <span class="hint">{Math.round(grant.distanceMeters)} m away</span>
        {grant.inView && <span class="badge open">sees the place</span>}
        {over === null && (
          <span class="tile-left">
            <span class="visually-hidden">Locks in </span>
            {countdown(known.until, now)}
          </span>
        )}
        <span class="tile-actions">
          {over === null && (
            <button type="button" onClick={takeStill}>
              Still
            </button>
          )}
          {(over === null || large) && (
            <button type="button" onClick={() => enlarge(!large)}>
              {large ? 'Back to the wall' : 'Full screen'}
            </button>
          )}
        </span>
      </footer>
    </article>
  );
}
