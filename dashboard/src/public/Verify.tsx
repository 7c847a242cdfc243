import { Fragment } from 'preact';
import { atDay } from '../shared/clock';
import { type Month, nameOfMonth, told } from './figures';

/** Which entries of the log the figures are, so that anybody who has it can find and check them. */
export function Verify({ months }: { months: readonly Month[] }) {
  return (
    <details class="more verify">
      <summary>Counted from the log: verify it yourself</summary>
      <p>
        Each month’s figures are an entry of the timeline <span class="mono">transparency/program</span> of the log. Its hash covers them and the hash of the
        entry before: if a digit of any figure were changed, its hash and all later ones would change too. Write the hashes down today, and compare them next
        year. An auditor with an export of the log counts every figure again, on a machine of their own, with the program{' '}
        <span class="mono">dragonfly-audit</span>.
      </p>
      <ol>
        {[...months].reverse().map((month) => (
          <li key={month.figures.month}>
            <Entry month={month} />
          </li>
        ))}
      </ol>
    </details>
  );
}

function Entry({ month: { figures, sequence, hash, publishedAt } }: { month: Month }) {
  return (
    <>
      <h4>
        {nameOfMonth(figures.month)}: entry {sequence}
      </h4>
      <dl>
        <dt>Published</dt>
        <dd>{atDay(publishedAt)}</dd>
        <dt>Its hash</dt>
        <dd class="mono">{hash}</dd>
        {figures.agencies.map(({ agency, countedFrom: { timelines, entries, digest } }) => (
          <Fragment key={agency}>
            <dt>{agency}</dt>
            <dd>
              {entries === undefined || timelines === undefined
                ? 'Of how many entries is not told'
                : `${told(entries)} entries of ${told(timelines)} timelines`}
              , digest <span class="mono">{digest}</span>
            </dd>
          </Fragment>
        ))}
      </dl>
    </>
  );
}
