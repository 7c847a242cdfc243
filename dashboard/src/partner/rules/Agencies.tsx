import { useSignal } from '@preact/signals';
import { attempt, say } from '../../shared/Toasts';
import type { Portal } from '../portal';
import { RuleList } from './RuleList';
import { agencyName } from './words';

/** The police agencies that are let in, each with a rule of its own. */
export function Agencies({ portal }: { portal: Portal }) {
  const busy = useSignal(false);
  const agencies = Object.keys(portal.partner.value?.agencies ?? {}).sort();
  const others = (portal.facts.value?.organizationsWithAccess ?? []).filter((id) => !agencies.includes(id));
  const change = async (what: string, done: string, doing: () => Promise<unknown>) => {
    busy.value = true;
    if (await attempt(what, doing)) say(done);
    await portal.readAgain();
    busy.value = false;
  };
  const letIn = (agency: string) =>
    change('The agency was not let in', `${agencyName(agency)} is let in.`, () =>
      portal.setRule({ level: 'agency', agency }, { enabled: true, callTypes: [], hours: [] }),
    );
  const keepOut = (agency: string) =>
    change('The agency is still let in', `${agencyName(agency)} is let in no more. What it had unlocked is locked.`, () =>
      portal.api.DELETE('/partners/{partnerId}/agencies/{agency}', {
        params: { path: { partnerId: portal.partnerId, agency }, header: { 'If-Match': '*' } },
      }),
    );
  return (
    <section class="card stack" aria-labelledby="rules-agencies">
      <h2 id="rules-agencies">Police agencies that you let in</h2>
      {agencies.length === 0 && <p>None: nothing can be unlocked.</p>}
      {agencies.map((agency) => (
        <div key={agency} class="stack agency">
          <RuleList portal={portal} targets={[{ level: 'agency', agency }]} />
          {portal.mayManage.value && (
            <p>
              <button type="button" class="plain danger-text" disabled={busy.value} onClick={() => void keepOut(agency)}>
                Do not let {agencyName(agency)} in any more
              </button>
            </p>
          )}
        </div>
      ))}
      {portal.mayOwn.value &&
        others.map((agency) => (
          <p key={agency}>
            <button type="button" disabled={busy.value} onClick={() => void letIn(agency)}>
              Let {agencyName(agency)} in
            </button>
          </p>
        ))}
    </section>
  );
}
