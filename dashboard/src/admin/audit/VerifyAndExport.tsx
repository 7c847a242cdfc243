import { useSignal } from '@preact/signals';
import { useEffect, useMemo, useRef } from 'preact/hooks';
import { answerOf, type Schemas, within } from '../../shared/api';
import { serverClock } from '../../shared/clock';
import { download } from '../../shared/download';
import { useSaving } from '../../shared/form/saving';
import { ApiProblem } from '../../shared/problem';
import { Said } from '../../shared/Said';
import { say } from '../../shared/Toasts';
import { Failure } from '../forms/Failure';
import type { Office } from '../office';
import { Scroll } from '../Scroll';
import { readLogFile } from './log-file';
import { TimeSpan } from './TimeSpan';
import { spanOf } from './times';
import { verdictOf } from './verdict';

/** A log of years is not verified in seconds, nor sent. */
const patience = 15 * 60_000;

/** Whether the log is whole, and all of it to take home. */
export function VerifyAndExport({ office }: { office: Office }) {
  const span = useSignal({ from: '', to: '' });
  const report = useSignal<Schemas['LogReport'] | null>(null);
  const lines = useSignal(0);
  const times = useRef<HTMLFormElement>(null);
  // Who has gone, or is signed out, is given nothing any more.
  const here = useMemo(() => new AbortController(), []);
  useEffect(() => () => here.abort(), [here]);
  const patiently = { fetch: within(patience), signal: here.signal };
  /** A time that is half typed counts as none: it would be all of the log. */
  const isRight = () => times.current?.reportValidity() ?? false;
  const verifying = useSaving();
  const exporting = useSaving();
  const verify = () =>
    verifying.run(async () => {
      report.value = null;
      report.value = await answerOf(office.api.GET('/audit/verify', { params: { query: spanOf(span.value) }, ...patiently }));
    });
  const save = () =>
    exporting.run(async () => {
      lines.value = 0;
      const { data } = await office.api.GET('/audit/export', { params: { query: spanOf(span.value) }, parseAs: 'stream', ...patiently });
      if (!data) throw ApiProblem.unreachable();
      const file = await readLogFile(data, (count) => (lines.value = count)).catch(() => {
        throw new ApiProblem(0, 'brokenOff', 'The export broke off. Nothing was saved.');
      });
      if (!file.isWhole) throw new ApiProblem(0, 'brokenOff', 'The export broke off before its last line. Nothing was saved.');
      download(file.blob, `dragonfly-log-${new Date(serverClock.now()).toISOString().slice(0, 10)}.ndjson`);
      say(`${file.lines.toLocaleString('en-US')} lines were exported.`);
    });
  return (
    <div class="stack">
      <h1>Verify and export</h1>
      <p class="hint">Leave both times empty for all of the log. That it was verified or exported is on record.</p>
      <form ref={times} class="row filters" onSubmit={(event) => event.preventDefault()}>
        <TimeSpan from={span.value.from} to={span.value.to} change={(part) => (span.value = { ...span.value, ...part })} />
      </form>
      <section class="card stack" aria-labelledby="verify">
        <h2 id="verify">Verify the log</h2>
        <p>The server reads every entry again, counts its hash, follows each chain and checks the signatures of its checkpoints with the signer’s own keys.</p>
        <div>
          <button type="button" class="primary" disabled={verifying.busy.value} onClick={() => isRight() && void verify()}>
            {verifying.busy.value ? 'Verifying…' : 'Verify'}
          </button>
        </div>
        <Failure problem={verifying.problem.value} />
        <div aria-live="polite">{report.value && <Report report={report.value} />}</div>
      </section>
      <section class="card stack" aria-labelledby="export">
        <h2 id="export">Take it home</h2>
        <p>
          A file of JSON lines with the public keys, which <span class="mono">dragonfly-audit verify</span> checks on any machine, without us.
        </p>
        <div class="row">
          <button type="button" disabled={exporting.busy.value} onClick={() => isRight() && void save()}>
            {exporting.busy.value ? 'Exporting…' : 'Export the log'}
          </button>
          {exporting.busy.value && <span role="status">{lines.value.toLocaleString('en-US')} lines. It ends when you leave this section.</span>}
        </div>
        <Failure problem={exporting.problem.value} />
      </section>
    </div>
  );
}

function Report({ report }: { report: Schemas['LogReport'] }) {
  const { good, title, checked, open } = verdictOf(report);
  return (
    <div class={`verdict stack ${good ? 'good' : 'bad'}`}>
      <h3>
        <span aria-hidden="true">{good ? '✓' : '✗'}</span> {title}
      </h3>
      <h4>What was checked</h4>
      <ul>
        {checked.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
      {open && <p class="warn">{open}</p>}
      {report.faults.length > 0 && (
        <Scroll label="What is wrong">
          <table class="list">
            <caption>What is wrong{report.faultCount > report.faults.length && `: the first ${report.faults.length} of ${report.faultCount}`}</caption>
            <thead>
              <tr>
                <th scope="col">Fault</th>
                <th scope="col">Timeline</th>
                <th scope="col" class="number">
                  Entry
                </th>
                <th scope="col">What</th>
              </tr>
            </thead>
            <tbody>
              {report.faults.map((fault) => (
                <tr key={`${fault.code} ${fault.timeline} ${fault.sequence} ${fault.line}`}>
                  <th scope="row">{fault.code}</th>
                  <td class="mono">{fault.timeline}</td>
                  <td class="number">{fault.sequence}</td>
                  <td>
                    <Said text={fault.detail} />
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </Scroll>
      )}
    </div>
  );
}
