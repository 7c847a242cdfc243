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
        <span class="mono">dragonfly-audit</span>, which is part of the published source.
      </p>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with keys */}
      <section class="scroll-x" aria-label="Entries of the log" tabIndex={0}>
        <table>
          <thead>
            <tr>
              <th scope="col">Month</th>
              <th scope="col" class="number">
                Entry
              </th>
              <th scope="col">Published</th>
              <th scope="col">Hash of the entry</th>
              <th scope="col">Counted from</th>
            </tr>
          </thead>
          <tbody>
            {[...months].reverse().map(({ figures, sequence, hash, publishedAt }) => (
              <tr key={figures.month}>
                <th scope="row">{nameOfMonth(figures.month)}</th>
                <td class="number">{sequence}</td>
                <td>{atDay(publishedAt)}</td>
                <td class="mono">{hash}</td>
                <td>
                  {figures.agencies.map(({ agency, countedFrom: { timelines, entries, digest } }) => (
                    <div key={agency}>
                      {agency}:{' '}
                      {entries === undefined || timelines === undefined
                        ? 'how many entries is not told'
                        : `${told(entries)} entries of ${told(timelines)} timelines`}
                      , digest <span class="mono">{digest}</span>
                    </div>
                  ))}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </details>
  );
}
