import { type Signal, useSignal } from '@preact/signals';
import { useRef } from 'preact/hooks';
import { answerOf } from '../../shared/api';
import { callTypeName } from '../../shared/call-types';
import { serverClock } from '../../shared/clock';
import { ApiProblem } from '../../shared/problem';
import { to } from '../../shared/route';
import { say } from '../../shared/Toasts';
import { type Errors, errorsOf, isStale } from '../forms/errors';
import { Failure } from '../forms/Failure';
import { Field } from '../forms/Field';
import { useSaving } from '../forms/useSaving';
import type { Office } from '../office';
import { useReading } from '../reading/reading';
import { Shown } from '../reading/Shown';
import { CallTypePicker } from './CallTypePicker';
import { Changes } from './Changes';
import { type DryRun, DryRunResult, dryRunDays } from './DryRun';
import { policyDiff } from './diff';
import { bodyOf, draftOf, newRule, type PolicyDraft, policyOf, rebase } from './draft';
import { byName } from './PolicyTable';
import { RuleRow } from './RuleRow';
import { ruleNumbers } from './rules';
import { readPolicy, type StandingPolicy } from './standing-policy';
import { ThreatsForm } from './ThreatsForm';

/** The changing of the policy: begins from what stands, or goes on with what was not saved. */
export function Editor({ office, draft }: { office: Office; draft: Signal<PolicyDraft | null> }) {
  const reading = useReading(() => readPolicy(office), [office]);
  return (
    <Shown of={reading} what="The policy">
      {(standing) => <Form office={office} draft={draft} standing={standing} again={reading.again} />}
    </Shown>
  );
}

interface FormProps {
  readonly office: Office;
  readonly draft: Signal<PolicyDraft | null>;
  readonly standing: StandingPolicy;
  readonly again: () => Promise<void>;
}

function Form({ office, draft, standing, again }: FormProps) {
  const value = draft.value ?? draftOf(standing.policy, standing.etag);
  const found = useSignal<Errors>({});
  const saving = useSaving();
  const trying = useSaving();
  const run = useSignal<DryRun | null>(null);
  const days = useSignal(7);
  const both = useSignal<readonly string[] | null>(null);
  const rows = useRef<HTMLTableSectionElement>(null);

  const change = (part: Partial<PolicyDraft>) => {
    draft.value = { ...value, ...part };
    found.value = {};
  };
  const { body, errors: own } = bodyOf(value);
  const errors = { ...found.value, ...own };
  const isRight = Object.keys(own).length === 0;
  const changes = isRight ? policyDiff(value.base, policyOf(value)) : null;
  const text = JSON.stringify(body);
  const isBehind = standing.etag !== value.etag;

  /** Does what the form says, unless the form itself knows better. */
  const check = (doing: () => Promise<unknown>) => async () => {
    if (!isRight) throw new ApiProblem(422, 'invalid', 'Nothing was sent: see what stands beside the fields.');
    await doing();
  };
  const tryIt = () =>
    trying.run(
      check(async () => {
        try {
          const from = new Date(serverClock.now() - days.value * 86_400_000).toISOString();
          run.value = { of: text, result: await answerOf(office.api.POST('/policy/dry-run', { body: { from, days: days.value, policy: body } })) };
        } catch (e) {
          found.value = errorsOf(e, 'policy');
          throw e;
        }
      }),
    );
  const save = async () => {
    const done = await saving.run(
      check(async () => {
        try {
          await office.api.PUT('/policy', { params: { header: { 'If-Match': value.etag } }, body: { ...body, reason: value.reason.trim() } });
        } catch (e) {
          found.value = errorsOf(e);
          if (isStale(e)) await again();
          throw e;
        }
      }),
    );
    if (!done) return;
    draft.value = null;
    say('The policy stands from now on.');
    location.hash = to('policy', 'history');
  };
  const bring = () => {
    const rebased = rebase(value, standing.policy, standing.etag);
    both.value = rebased.both;
    draft.value = rebased.draft;
    saving.problem.value = undefined;
  };
  const focusOn = (code: string) => requestAnimationFrame(() => rows.current?.querySelector<HTMLInputElement>(`[data-code="${code}"] input`)?.focus());

  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {both.value && (
        <p class="card" role="status">
          Your changes are on the policy that stands now.{' '}
          {both.value.length > 0 &&
            `Both of you changed ${both.value.map((key) => (key === 'threats' ? 'threats' : callTypeName(key))).join(', ')}: yours is in the form.`}{' '}
          Look it over and save.
        </p>
      )}
      <div class="scroll-x">
        <table class="list editing">
          <caption>
            Calls that unlock <span class="hint">· numbers are whole; clips are kept 30 days where nothing is said</span>
          </caption>
          <thead>
            <tr>
              <th scope="col">Call</th>
              {Object.entries(ruleNumbers).map(([name, { label, unit }]) => (
                <th scope="col" class="number" key={name}>
                  {label}
                  {unit && <span class="hint">, {unit}</span>}
                </th>
              ))}
              <th scope="col">Record</th>
              <th scope="col">Approval</th>
              <th scope="col">
                <span class="visually-hidden">Remove</span>
              </th>
            </tr>
          </thead>
          <tbody ref={rows}>
            {byName(Object.keys(value.rules)).map((code) => {
              const rule = value.rules[code];
              const was = value.base.rules[code];
              const others = Object.fromEntries(Object.entries(value.rules).filter(([other]) => other !== code));
              return (
                rule && (
                  <RuleRow
                    key={code}
                    code={code}
                    rule={rule}
                    mark={was ? (changes?.some(({ key }) => key === code) ? 'changed' : null) : 'new'}
                    errors={errors}
                    change={(changed) => change({ rules: { ...value.rules, [code]: changed } })}
                    remove={() => change({ rules: others })}
                  />
                )
              );
            })}
          </tbody>
        </table>
      </div>
      {errors['rules'] && (
        <p class="error" role="alert">
          {errors['rules']}
        </p>
      )}
      <CallTypePicker
        label="Another call type"
        button="Add call type"
        taken={Object.keys(value.rules)}
        pick={(code) => {
          change({ rules: { ...value.rules, [code]: newRule } });
          focusOn(code);
        }}
      />
      <ThreatsForm threats={value.threats} errors={errors} change={(threats) => change({ threats })} />

      <section class="card stack" aria-labelledby="yours">
        <h2 id="yours">Your changes</h2>
        {changes === null ? (
          <p class="warn">Some fields are not right yet.</p>
        ) : changes.length > 0 ? (
          <Changes changes={changes} />
        ) : (
          <p class="none">None yet.</p>
        )}
      </section>

      <section class="card stack" aria-labelledby="dry-run">
        <h2 id="dry-run">Try it on calls that were</h2>
        <div class="row">
          <label class="inline" for="days">
            The last
          </label>
          <select id="days" value={days.value} onChange={(e) => (days.value = Number(e.currentTarget.value))}>
            {dryRunDays.map((n) => (
              <option key={n} value={n}>
                {n === 1 ? '24 hours' : `${n} days`}
              </option>
            ))}
          </select>
          <button type="button" disabled={trying.busy.value} onClick={() => void tryIt()}>
            {trying.busy.value ? 'Trying…' : 'Which calls would have unlocked?'}
          </button>
        </div>
        <Failure problem={trying.problem.value} shown={isShown} />
        <DryRunResult run={run} isOld={run.value?.of !== text} />
      </section>

      <section class="card stack" aria-labelledby="save">
        <h2 id="save">Put it in place</h2>
        <Field label="Why" hint="Stays on record, and auditors read it." error={errors['reason']}>
          {(tied) => <input {...tied} maxLength={200} value={value.reason} onInput={(e) => change({ reason: e.currentTarget.value })} />}
        </Field>
        {run.value?.of !== text && <p class="hint">You have not tried this version on the calls of the last days.</p>}
        {isBehind ? (
          <div class="trouble" role="alert">
            <div class="stack">
              <p>
                <strong>Somebody else has put another policy in place meanwhile.</strong> What you typed is all still here. This is what they changed:
              </p>
              <Changes changes={policyDiff(value.base, standing.policy)} />
            </div>
            <button type="button" onClick={bring}>
              Bring my changes onto it
            </button>
          </div>
        ) : (
          <Failure problem={saving.problem.value} shown={isShown} />
        )}
        <div class="row">
          <button type="submit" class="primary" disabled={saving.busy.value || isBehind}>
            {saving.busy.value ? 'Saving…' : 'Put this policy in place'}
          </button>
          {draft.value && (
            <button
              type="button"
              onClick={() => {
                draft.value = null;
                found.value = {};
                saving.problem.value = undefined;
                both.value = null;
              }}
            >
              Drop my changes
            </button>
          )}
        </div>
      </section>
    </form>
  );
}

/** Whether the form has a place beside which that error stands. */
const isShown = (path: string) => /^(policy\.)?(rules(\.\w+(\.\w+)?)?|threats(\.\w+(\[\d+\])?)?|reason)$/.test(path);
