import { type Signal, useSignal } from '@preact/signals';
import { answerOf, within } from '../../shared/api';
import { serverClock } from '../../shared/clock';
import { useSaving } from '../../shared/form/saving';
import { Failure } from '../forms/Failure';
import type { Office } from '../office';
import { isBesideField } from './beside';
import { type DryRun, DryRunResult } from './DryRun';
import type { PolicyBody } from './draft';

const dayMs = 86_400_000;
const mostDays = 7;
/** A week of a city's calls takes its time. As long as the platform itself waits, in ms. */
const patience = 230_000;

interface TryItProps {
  readonly office: Office;
  readonly body: PolicyBody;
  /** Does something with the policy as it is typed, unless that is plainly wrong; faults go to the fields. */
  readonly send: (doing: () => Promise<unknown>, inside: string) => Promise<void>;
  /** The last run. */
  readonly run: Signal<DryRun | null>;
}

/** Asks which of the last days' calls the policy would have unlocked. */
export function TryIt({ office, body, send, run }: TryItProps) {
  const days = useSignal(mostDays);
  const trying = useSaving();
  const tryIt = async () => {
    const from = new Date(serverClock.now() - days.value * dayMs).toISOString();
    run.value = {
      of: JSON.stringify(body),
      result: await answerOf(office.api.POST('/policy/dry-run', { body: { from, days: days.value, policy: body }, fetch: within(patience) })),
    };
  };
  return (
    <section class="card stack" aria-labelledby="dry-run">
      <h2 id="dry-run">Try it on calls that were</h2>
      <div class="row">
        <label class="inline" for="days">
          The last
        </label>
        <select id="days" value={days.value} onChange={(e) => (days.value = Number(e.currentTarget.value))}>
          {Array.from({ length: mostDays }, (_, back) => back + 1).map((n) => (
            <option key={n} value={n}>
              {n === 1 ? '24 hours' : `${n} days`}
            </option>
          ))}
        </select>
        <button type="button" disabled={trying.busy.value} onClick={() => void trying.run(() => send(tryIt, 'policy'))}>
          {trying.busy.value ? 'Trying…' : 'Which calls would have unlocked?'}
        </button>
      </div>
      <Failure problem={trying.problem.value} shown={isBesideField} />
      {run.value && <DryRunResult result={run.value.result} isOld={run.value.of !== JSON.stringify(body)} />}
    </section>
  );
}
