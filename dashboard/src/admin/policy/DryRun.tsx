import type { Signal } from '@preact/signals';
import type { Schemas } from '../../shared/api';
import { callTypeName } from '../../shared/call-types';
import { Said } from '../../shared/Said';
import { When } from '../When';

/** What a dry run said, and of which policy. */
export interface DryRun {
  readonly of: string;
  readonly result: Schemas['DryRunResult'];
}

export const dryRunDays = [1, 2, 3, 4, 5, 6, 7] as const;

/** Which of the last days' calls the changed policy would have unlocked, beside what was. */
export function DryRunResult({ run, isOld }: { run: Signal<DryRun | null>; isOld: boolean }) {
  if (!run.value) return null;
  const { from, to, incidents, before, after, callTypes, newlyUnlocking, noLongerUnlocking } = run.value.result;
  return (
    <div class={`dry-run stack ${isOld ? 'old' : ''}`} role="status">
      {isOld && <p class="warn">You have changed the policy since: try it again.</p>}
      <p>
        Of {counted(incidents, 'call')} received from <When at={from} /> to <When at={to} />:
      </p>
      <div class="figures">
        <Figure name="Calls that unlocked" before={before.unlocking} after={after.unlocking} />
        <Figure name="Calls that qualified" before={before.qualified} after={after.qualified} />
        <Figure name="Cameras unlocked" before={before.feeds} after={after.feeds} />
      </div>
      {callTypes.length > 0 && (
        <div class="scroll-x">
          <table class="list">
            <caption>By call type: what unlocked, and what would have</caption>
            <thead>
              <tr>
                <th scope="col">Call</th>
                <th scope="col" class="number">
                  Calls
                </th>
                <th scope="col" class="number">
                  Unlocked
                </th>
                <th scope="col" class="number">
                  Would have
                </th>
                <th scope="col" class="number">
                  Cameras
                </th>
                <th scope="col" class="number">
                  Would have been
                </th>
              </tr>
            </thead>
            <tbody>
              {callTypes.map((row) => (
                <tr key={row.callType ?? ''} class={row.before.unlocking === row.after.unlocking && row.before.feeds === row.after.feeds ? '' : 'differs'}>
                  <th scope="row">{callTypeName(row.callType)}</th>
                  <td class="number">{row.incidents}</td>
                  <td class="number">{row.before.unlocking}</td>
                  <td class="number">{row.after.unlocking}</td>
                  <td class="number">{row.before.feeds}</td>
                  <td class="number">{row.after.feeds}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      )}
      <Incidents title="Would unlock, and did not" list={newlyUnlocking} />
      <Incidents title="Unlocked, and would not" list={noLongerUnlocking} />
      <p class="hint">Asked of the partners’ cameras as they are shared now: an owner who has joined or left since makes a difference too.</p>
    </div>
  );
}

const counted = (count: number, what: string) => `${count} ${what}${count === 1 ? '' : 's'}`;

function Figure({ name, before, after }: { name: string; before: number; after: number }) {
  const more = after - before;
  return (
    <div class="figure">
      <span class="hint">{name}</span>
      <span class="value">
        {before} <span aria-hidden="true">→</span>
        <span class="visually-hidden">, and would have been</span> <strong>{after}</strong>
      </span>
      <span class="hint">{more === 0 ? 'no difference' : more > 0 ? `${more} more` : `${-more} fewer`}</span>
    </div>
  );
}

function Incidents({ title, list }: { title: string; list: Schemas['DryRunList'] }) {
  return (
    <div>
      <h3>
        {title}: {counted(list.count, 'call')}
      </h3>
      {list.items.length > 0 && (
        <ul class="plain columns">
          {list.items.map(({ incidentId, number, callType }) => (
            <li key={incidentId}>
              <Said text={number} most={64} /> <span class="hint">{callTypeName(callType)}</span>
            </li>
          ))}
        </ul>
      )}
      {list.count > list.items.length && <p class="hint">The last {list.items.length} received are shown.</p>}
    </div>
  );
}
