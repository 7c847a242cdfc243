import { useSignal } from '@preact/signals';
import { answerOf, type Schemas } from '../../shared/api';
import { serverClock } from '../../shared/clock';
import { Field } from '../../shared/form/Field';
import { faultsOf, isStale } from '../../shared/form/faults';
import { useSaving } from '../../shared/form/saving';
import { Said } from '../../shared/Said';
import { say } from '../../shared/Toasts';
import { Failure } from '../forms/Failure';
import type { Office } from '../office';
import { useReading } from '../reading/reading';
import { Shown } from '../reading/Shown';
import { When } from '../When';
import { drawn } from './drawn';
import { type StatementField, statementFields, statementsBody, yearsTo } from './fields';

interface Standing {
  readonly answer: Schemas['StatementsAnswer'];
  readonly etag: string;
}

/** What was typed for a year, and what it is to replace. */
interface StatementsDraft {
  readonly etag: string;
  readonly texts: Readonly<Partial<Record<StatementField, string>>>;
}

/** The yearly report: what is stated in it beside what the log knows, and how it reads. */
export function Report({ office }: { office: Office }) {
  const year = useSignal(yearsTo(serverClock.now())[0] ?? 2026);
  return (
    <div class="stack">
      <h1>Yearly report</h1>
      <p class="hint">The log fills in what it knows. What it cannot know is stated here; it is for the public, stays on record, and must name nobody.</p>
      <div class="row filters">
        <label>
          Year
          <select value={year.value} onChange={(e) => (year.value = Number(e.currentTarget.value))}>
            {yearsTo(serverClock.now()).map((other) => (
              <option key={other}>{other}</option>
            ))}
          </select>
        </label>
      </div>
      <OfYear key={year.value} office={office} year={year.value} />
    </div>
  );
}

function OfYear({ office, year }: { office: Office; year: number }) {
  const reading = useReading(async (): Promise<Standing> => {
    const { data, response } = await office.api.GET('/reports/annual/{year}/statements', { params: { path: { year: String(year) } } });
    return { answer: data as Standing['answer'], etag: response.headers.get('ETag') ?? '' };
  }, [office, year]);
  const preview = useReading(
    () => answerOf(office.api.GET('/reports/annual', { params: { query: { year, format: 'html' } }, parseAs: 'text', cache: 'reload' })),
    [office, year, reading.value.value?.etag],
  );
  return (
    <>
      <Shown of={reading} what="The statements">
        {(standing) => (office.changes ? <Form office={office} year={year} standing={standing} again={reading.again} /> : <Stated standing={standing} />)}
      </Shown>
      <section class="stack" aria-labelledby="preview">
        <div class="row spread">
          <h2 id="preview">How it reads</h2>
          <a href={`${office.page.config.api}/reports/annual?year=${year}&format=html`} target="_blank" rel="noreferrer noopener">
            To print (opens a new tab)
          </a>
        </div>
        <Shown of={preview} what="The report">
          {(text) => (
            // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keys
            <article class="report" aria-label={`Report of ${year}`} tabIndex={0}>
              {drawn(text)}
            </article>
          )}
        </Shown>
      </section>
    </>
  );
}

function Stated({ standing: { answer } }: { standing: Standing }) {
  return (
    <dl class="facts card">
      {statementFields.map(({ name, title }) => (
        <div key={name}>
          <dt>{title}</dt>
          <dd>{answer.statements[name] ? <Said text={answer.statements[name] ?? ''} most={10_000} /> : <span class="none">nothing stated</span>}</dd>
        </div>
      ))}
    </dl>
  );
}

function Form({ office, year, standing, again }: { office: Office; year: number; standing: Standing; again: () => Promise<void> }) {
  const draft = office.drafts.of<StatementsDraft>(`statements ${year}`);
  const saving = useSaving();
  const value = draft.value ?? { etag: standing.etag, texts: standing.answer.statements };
  const errors = faultsOf(saving.problem.value);
  const isBehind = value.etag !== standing.etag;
  const submit = async () => {
    const done = await saving.run(async () => {
      try {
        await office.api.PUT('/reports/annual/{year}/statements', {
          params: { path: { year: String(year) }, header: { 'If-Match': value.etag } },
          body: statementsBody(value.texts),
        });
      } catch (e) {
        if (isStale(e)) await again();
        throw e;
      }
    });
    if (!done) return;
    draft.value = null;
    say('Filed.');
    await again();
  };
  return (
    <form
      class="stack"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
    >
      <p class="hint">
        {standing.answer.filedAt ? (
          <>
            Filed last <When at={standing.answer.filedAt} />.
          </>
        ) : (
          'Nothing was filed yet.'
        )}
      </p>
      {isBehind && (
        <div class="trouble" role="alert">
          <div>
            <p>
              <strong>Somebody else has filed statements meanwhile.</strong> What you typed is still here; this is what stands now:
            </p>
            <Stated standing={standing} />
          </div>
          <button
            type="button"
            onClick={() => {
              draft.value = { ...value, etag: standing.etag };
              saving.problem.value = null;
            }}
          >
            Replace theirs with mine
          </button>
        </div>
      )}
      <div class="statements">
        {statementFields.map(({ name, title, hint }) => (
          <Field key={name} label={title} hint={hint} fault={errors[name]}>
            {(tied) => (
              <textarea
                {...tied}
                rows={3}
                value={value.texts[name] ?? ''}
                onInput={(e) => (draft.value = { ...value, texts: { ...value.texts, [name]: e.currentTarget.value } })}
              />
            )}
          </Field>
        ))}
      </div>
      <Failure problem={saving.problem.value} shown={(path) => statementFields.some(({ name }) => name === path)} />
      <div class="row">
        <button type="submit" class="primary" disabled={saving.busy.value || isBehind || draft.value === null}>
          File the statements of {year}
        </button>
        {draft.value && (
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
      </div>
    </form>
  );
}
