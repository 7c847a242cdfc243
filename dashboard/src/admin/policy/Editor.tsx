import { type Signal, useSignal } from '@preact/signals';
import { callTypeName } from '../../shared/call-types';
import { Field } from '../../shared/form/Field';
import { type Faults, faultsOf, isStale } from '../../shared/form/faults';
import { useSaving } from '../../shared/form/saving';
import { ApiProblem } from '../../shared/problem';
import { to } from '../../shared/route';
import { say } from '../../shared/Toasts';
import { Failure } from '../forms/Failure';
import type { Office } from '../office';
import { useReading } from '../reading/reading';
import { Shown } from '../reading/Shown';
import { isBesideField } from './beside';
import { Changes } from './Changes';
import type { DryRun } from './DryRun';
import { policyDiff } from './diff';
import { bodyOf, draftOf, type PolicyDraft, policyOf, rebase } from './draft';
import { Meanwhile } from './Meanwhile';
import { RulesForm } from './RulesForm';
import { readPolicy, type StandingPolicy } from './standing-policy';
import { ThreatsForm } from './ThreatsForm';
import { TryIt } from './TryIt';

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
  /** What the API found at fault in what was sent last. */
  const found = useSignal<Faults>({});
  const saving = useSaving();
  const run = useSignal<DryRun | null>(null);
  /** What both changed, of two who changed the policy at once. */
  const both = useSignal<readonly string[] | null>(null);

  const { body, errors: own } = bodyOf(value);
  const errors = { ...found.value, ...own };
  const isRight = Object.keys(own).length === 0;
  const isBehind = standing.etag !== value.etag;

  const change = (part: Partial<PolicyDraft>) => {
    draft.value = { ...value, ...part };
    found.value = {};
  };
  const drop = () => {
    draft.value = null;
    found.value = {};
    both.value = null;
    saving.problem.value = null;
  };
  const bring = () => {
    const rebased = rebase(value, standing.policy, standing.etag);
    both.value = rebased.both;
    draft.value = rebased.draft;
    saving.problem.value = null;
  };
  const send = async (doing: () => Promise<unknown>, inside = '') => {
    if (!isRight) throw new ApiProblem(422, 'invalid', 'Nothing was sent: see what stands beside the fields.');
    try {
      await doing();
    } catch (e) {
      found.value = faultsOf(e, inside);
      throw e;
    }
  };
  const put = async () => {
    try {
      await office.api.PUT('/policy', { params: { header: { 'If-Match': value.etag } }, body: { ...body, reason: value.reason.trim() } });
    } catch (e) {
      if (isStale(e)) await again();
      throw e;
    }
  };
  const save = async () => {
    if (!(await saving.run(() => send(put)))) return;
    draft.value = null;
    say('The policy stands from now on.');
    location.hash = to('policy', 'history');
  };

  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      {both.value && <Brought both={both.value} />}
      <RulesForm draft={value} errors={errors} change={(rules) => change({ rules })} />
      <ThreatsForm threats={value.threats} errors={errors} change={(threats) => change({ threats })} />
      <YourChanges draft={value} isRight={isRight} />
      <TryIt office={office} body={body} send={send} run={run} />
      <section class="card stack" aria-labelledby="save">
        <h2 id="save">Put it in place</h2>
        <Field label="Why" hint="Stays on record, and auditors read it." fault={errors['reason']}>
          {(tied) => <input {...tied} maxLength={200} value={value.reason} onInput={(e) => change({ reason: e.currentTarget.value })} />}
        </Field>
        {run.value?.of !== JSON.stringify(body) && <p class="hint">You have not tried this version on the calls of the last days.</p>}
        {isBehind ? <Meanwhile base={value.base} theirs={standing.policy} bring={bring} /> : <Failure problem={saving.problem.value} shown={isBesideField} />}
        <div class="row">
          <button type="submit" class="primary" disabled={saving.busy.value || isBehind}>
            {saving.busy.value ? 'Saving…' : 'Put this policy in place'}
          </button>
          {draft.value && (
            <button type="button" onClick={drop}>
              Drop my changes
            </button>
          )}
        </div>
      </section>
    </form>
  );
}

function Brought({ both }: { both: readonly string[] }) {
  const names = both.map((key) => (key === 'threats' ? 'threats' : callTypeName(key))).join(', ');
  return (
    <p class="card" role="status">
      Your changes are on the policy that stands now. {names && `Both of you changed ${names}: yours is in the form. `}Look it over and save.
    </p>
  );
}

function YourChanges({ draft, isRight }: { draft: PolicyDraft; isRight: boolean }) {
  const changes = isRight ? policyDiff(draft.base, policyOf(draft)) : [];
  return (
    <section class="card stack" aria-labelledby="yours">
      <h2 id="yours">Your changes</h2>
      {!isRight ? <p class="warn">Some fields are not right yet.</p> : changes.length > 0 ? <Changes changes={changes} /> : <p class="none">None yet.</p>}
    </section>
  );
}
