import { useSignal } from '@preact/signals';
import { callTypeName } from '../../shared/call-types';
import { atClock, countdown, second } from '../../shared/clock';
import { Said } from '../../shared/Said';
import type { Incident } from '../board';
import { useKey } from '../keys';
import type { Room } from '../room';
import { type Change, ChangeDialog } from './ChangeDialog';
import { approving, extending, locking } from './changes';
import { FeedList } from './FeedList';
import { StageClock } from './StageClock';
import { isLockable, isUnlocked, needsApproval, placeText, reasonText } from './stage';
import { forSupervisor } from './supervisor';

/** The incident that is selected: what is known of it, its feeds, and what a supervisor can do. */
export function IncidentPanel({ room, incident }: { room: Room; incident: Incident }) {
  const change = useSignal<Change | null>(null);
  const ask = (what: Change) => {
    change.value = what;
  };
  const { callType, threat } = incident;
  return (
    <section class="incident" aria-labelledby="incident-title">
      <header>
        <h2 id="incident-title">
          <Said text={threat ? `Threat: ${callTypeName(callType)}` : callTypeName(callType)} most={120} />
        </h2>
        <StageClock incident={incident} />
        <button type="button" class="plain" aria-label="Leave the incident" onClick={() => room.select(null)}>
          ×
        </button>
      </header>
      <Facts incident={incident} />
      <Actions room={room} incident={incident} ask={ask} />
      <FeedList room={room} incident={incident} ask={ask} />
      {change.value && <ChangeDialog change={change.value} close={() => (change.value = null)} />}
    </section>
  );
}

function Facts({ incident }: { incident: Incident }) {
  const { number, beat, units, priority, receivedAt, openedAt, closedAt, cadStatus, decision, threat } = incident;
  return (
    <dl class="facts">
      <div class="wide">
        <dt>Where</dt>
        <dd>
          <Said text={placeText(incident)} />
          {beat && (
            <>
              , beat <Said text={beat} most={64} />
            </>
          )}
        </dd>
      </div>
      <div>
        <dt>Number</dt>
        <dd>
          <Said text={number} most={64} />
        </dd>
      </div>
      <div>
        <dt>Units</dt>
        <dd>
          {units.length === 0
            ? 'none yet'
            : units.map(({ id, status }) => (
                <span class="unit" key={id}>
                  <Said text={status ? `${id} (${status})` : id} most={80} />
                </span>
              ))}
        </dd>
      </div>
      <div>
        <dt>Received</dt>
        <dd>
          <time dateTime={receivedAt}>{atClock(receivedAt)}</time>
          {openedAt !== receivedAt && <span class="hint"> opened {atClock(openedAt)}</span>}
        </dd>
      </div>
      <div>
        <dt>CAD</dt>
        <dd>
          {threat ? 'not from CAD' : spaced(cadStatus)}
          {priority && (
            <>
              , priority <Said text={priority.value} most={40} />
            </>
          )}
          {closedAt && `, closed ${atClock(closedAt)}`}
        </dd>
      </div>
      {decision && decision !== 'qualified' && (
        <div>
          <dt>Locked because</dt>
          <dd>{reasonText(decision)}</dd>
        </div>
      )}
      {threat && <ThreatFacts threat={threat} />}
    </dl>
  );
}

function ThreatFacts({ threat }: { threat: NonNullable<Incident['threat']> }) {
  const now = second.value;
  const standing = threat.endReason
    ? `ended: ${reasonText(threat.endReason)}`
    : threat.approvedBy
      ? `approved, ends in ${countdown(Date.parse(threat.endsAt), now)}`
      : `another supervisor must approve within ${countdown(Date.parse(threat.approvalDueAt), now)}`;
  return (
    <div>
      <dt>Threat</dt>
      <dd>{standing}</dd>
    </div>
  );
}

/** `ResourcesOnscene` is `Resources onscene`. */
const spaced = (code: string) => code.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);

function Actions({ room, incident, ask }: { room: Room; incident: Incident; ask: (change: Change) => void }) {
  const now = second.value;
  const [unlocked, awaiting] = [isUnlocked(incident, now), needsApproval(incident)];
  const lockable = incident.grants.some((grant) => isLockable(incident, grant, now));
  const act = (what: string, change: () => Change) => forSupervisor(room, what, () => ask(change()));
  const extend = act('extend', () => extending(room, incident));
  const lock = act('lock', () => locking(room, incident));
  const approve = act('approve', () => approving(room, incident));
  useKey('e', 'Extend the feeds', unlocked ? extend : null);
  useKey('l', 'Lock all feeds', lockable ? lock : null);
  useKey('a', 'Approve', awaiting ? approve : null);
  const mayNot = !room.isSupervisor;
  const why = mayNot ? { 'aria-describedby': 'only-supervisors' } : {};
  return (
    <div class="actions">
      {awaiting && (
        <button type="button" class="primary" disabled={mayNot} onClick={approve} {...why}>
          Approve <kbd>a</kbd>
        </button>
      )}
      <button type="button" disabled={mayNot || !unlocked} onClick={extend} {...why}>
        Extend <kbd>e</kbd>
      </button>
      <button type="button" disabled={mayNot || !lockable} onClick={lock} {...why}>
        Lock all <kbd>l</kbd>
      </button>
      {mayNot && (
        <p id="only-supervisors" class="hint">
          Only a supervisor can extend, lock or approve.
        </p>
      )}
    </div>
  );
}
