import { useSignal } from '@preact/signals';
import { useId } from 'preact/hooks';
import { answerOf, type Schemas } from '../../shared/api';
import { callTypeName } from '../../shared/call-types';
import { Field } from '../../shared/form/Field';
import { faultsOf } from '../../shared/form/faults';
import { useSaving } from '../../shared/form/saving';
import { ApiProblem } from '../../shared/problem';
import { Said } from '../../shared/Said';
import { say } from '../../shared/Toasts';
import { Failure } from '../forms/Failure';
import type { Office } from '../office';
import { useReading } from '../reading/reading';
import { Shown } from '../reading/Shown';
import { Scroll } from '../Scroll';
import { When } from '../When';
import { csvOf } from './codes';

/** How the agency's own call type codes become the registry's. */
export function Codes({ office }: { office: Office }) {
  const reading = useReading(() => answerOf(office.api.GET('/cad/codes')), [office]);
  return (
    <div class="stack">
      <h1>CAD codes</h1>
      <p class="hint">What the agency’s own call type codes stand for in the registry. A code that is not here stands for itself.</p>
      <Shown of={reading} what="The table">
        {(table) => (
          <>
            <Table table={table} />
            {office.changes && <Import office={office} table={table} again={reading.again} />}
          </>
        )}
      </Shown>
    </div>
  );
}

function Table({ table: { codes, version, changedAt } }: { table: Schemas['CodesAnswer'] }) {
  const rows = Object.entries(codes);
  return (
    <section class="stack" aria-labelledby="table">
      <h2 id="table">The table that stands</h2>
      {rows.length === 0 ? (
        <p class="none">It is empty: every code stands for itself.</p>
      ) : (
        <Scroll label="The table that stands" tall>
          <table class="list">
            <caption>
              {rows.length} {rows.length === 1 ? 'code' : 'codes'}, changed {version} {version === 1 ? 'time' : 'times'}
              {changedAt && (
                <>
                  , last <When at={changedAt} />
                </>
              )}
            </caption>
            <thead>
              <tr>
                <th scope="col">Local code</th>
                <th scope="col">Stands for</th>
              </tr>
            </thead>
            <tbody>
              {rows.map(([local, registry]) => (
                <tr key={local}>
                  <th scope="row">
                    <Said text={local} most={64} />
                  </th>
                  <td>
                    {callTypeName(registry)} <span class="code">{registry}</span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </section>
  );
}

function Import({ office, table, again }: { office: Office; table: Schemas['CodesAnswer']; again: () => Promise<void> }) {
  const fileId = useId();
  const draft = office.drafts.of<string>('codes');
  const csv = draft.value ?? csvOf(table.codes);
  const tried = useSignal<{ csv: string; answer: Schemas['ImportAnswer'] } | null>(null);
  const saving = useSaving();
  const send = (dryRun: boolean) =>
    answerOf(
      office.api.PUT('/cad/codes', {
        params: { query: { dryRun } },
        body: csv,
        bodySerializer: (text: string) => text,
        headers: { 'Content-Type': 'text/csv' },
      }),
    );
  const tryIt = () =>
    saving.run(async () => {
      tried.value = null;
      tried.value = { csv, answer: await send(true) };
    });
  const save = async () => {
    const put = async () => {
      // The API takes a table over whatever stands: so what stands must be what was looked at.
      const standing = await answerOf(office.api.GET('/cad/codes'));
      if (standing.version === tried.peek()?.answer.version) return send(false);
      tried.value = null;
      await again();
      throw new ApiProblem(412, 'changed', 'Somebody else has replaced the table since you looked, and nothing was saved. See again what yours changes.');
    };
    if (!(await saving.run(put))) return;
    draft.value = null;
    tried.value = null;
    say('The table stands from now on.');
    await again();
  };
  const faults = Object.entries(faultsOf(saving.problem.value))
    .map(([line, text]) => `${line}: ${text}`)
    .join('\n');
  const isTried = tried.value?.csv === csv;
  return (
    <section class="card stack" aria-labelledby="import">
      <h2 id="import">Replace the table</h2>
      <div class="row">
        <label for={fileId}>From a CSV file</label>
        <input
          id={fileId}
          type="file"
          accept=".csv,text/csv"
          onChange={async (e) => {
            const file = e.currentTarget.files?.[0];
            if (file) draft.value = await file.text();
          }}
        />
      </div>
      <Field label="The table as CSV" hint="localCode,registryCode, one pair a line after that header." fault={faults || undefined}>
        {(tied) => <textarea {...tied} class="mono csv" rows={10} spellcheck={false} value={csv} onInput={(e) => (draft.value = e.currentTarget.value)} />}
      </Field>
      <Failure problem={saving.problem.value} shown={() => true} />
      {tried.value && isTried && <Effects answer={tried.value.answer} />}
      <div class="row">
        <button type="button" class={isTried ? '' : 'primary'} disabled={saving.busy.value} onClick={() => void tryIt()}>
          What would it change?
        </button>
        <button type="button" class="primary" disabled={saving.busy.value || !isTried} onClick={() => void save()}>
          Put it in place
        </button>
        {draft.value !== null && (
          <button
            type="button"
            onClick={() => {
              draft.value = null;
              saving.problem.value = null;
            }}
          >
            Drop my changes
          </button>
        )}
        {!isTried && <span class="hint">See first what it changes.</span>}
      </div>
    </section>
  );
}

function Effects({ answer: { added, changed, removed } }: { answer: Schemas['ImportAnswer'] }) {
  const all = [...added, ...changed, ...removed];
  return (
    <div class="stack" role="status">
      <p>{all.length === 0 ? 'It changes nothing.' : `It adds ${added.length}, changes ${changed.length} and removes ${removed.length}.`}</p>
      {all.length > 0 && (
        <Scroll label="What it changes" tall>
          <table class="list">
            <thead>
              <tr>
                <th scope="col">Local code</th>
                <th scope="col">Stood for</th>
                <th scope="col">Would stand for</th>
                <th scope="col">Then unlocks</th>
              </tr>
            </thead>
            <tbody>
              {all.map(({ localCode, before, after, qualifies }) => (
                <tr key={localCode}>
                  <th scope="row">
                    <Said text={localCode} most={64} />
                  </th>
                  <td>{before ? callTypeName(before) : 'itself'}</td>
                  <td>{after ? callTypeName(after) : 'itself'}</td>
                  <td>{qualifies ? 'yes, by the policy' : 'no'}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </div>
  );
}
