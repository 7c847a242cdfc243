import { useSignal } from '@preact/signals';
import { type Api, answerOf } from '../shared/api';
import { serverClock } from '../shared/clock';
import { Said } from '../shared/Said';
import { Failed } from './Failed';
import { type Block, blocksOf } from './markdown';
import { useReading } from './reading';

/** The year the program was announced: there is nothing before. */
const firstYear = 2021;

/** The yearly report, of a year that the reader picks. */
export function Report({ api, base }: { api: Api; base: string }) {
  const thisYear = new Date(serverClock.now()).getUTCFullYear();
  const year = useSignal(thisYear);
  const shown = useSignal<number | null>(null);
  const years = Array.from({ length: thisYear - firstYear + 1 }, (_, index) => thisYear - index);
  return (
    <>
      <div class="asked">
        <label>
          Year
          <select value={year.value} onChange={(event) => (year.value = Number(event.currentTarget.value))}>
            {years.map((one) => (
              <option key={one} value={one}>
                {one === thisYear ? `${one}, so far` : one}
              </option>
            ))}
          </select>
        </label>
        <button type="button" class="primary" onClick={() => (shown.value = year.value)}>
          Read it here
        </button>
        <a class="button" href={`${base}/reports/annual?year=${year.value}&format=html`}>
          A page that prints well
        </a>
      </div>
      {shown.value !== null && <ReportText key={shown.value} api={api} year={shown.value} />}
    </>
  );
}

function ReportText({ api, year }: { api: Api; year: number }) {
  const { reading, retry } = useReading(
    async () => blocksOf(String(await answerOf(api.GET('/reports/annual', { params: { query: { year, format: 'md' } }, parseAs: 'text' })))),
    api,
    year,
  );
  const { value } = reading;
  if (value.kind === 'failed') return <Failed what={`The report of ${year}`} error={value.error} retry={retry} />;
  return (
    <article class="report" aria-label={`The report of ${year}`} aria-busy={value.kind === 'reading'}>
      {value.kind === 'reading' ? (
        <p role="status">The report is being read…</p>
      ) : (
        value.value.map((block, index) => <Shown key={keyOf(block, index)} block={block} />)
      )}
    </article>
  );
}

/** Blocks do not move, so their places tell them apart. */
const keyOf = (block: Block, index: number): string => `${index} ${block.kind}`;

function Shown({ block }: { block: Block }) {
  switch (block.kind) {
    case 'heading': {
      // Below this section's own heading.
      const Level = block.level === 1 ? 'h3' : block.level === 2 ? 'h4' : 'h5';
      return (
        <Level>
          <Said text={block.text} />
        </Level>
      );
    }
    case 'paragraph':
      return (
        <p>
          <Said text={block.text} most={8_192} />
        </p>
      );
    case 'list':
      return (
        <ul>
          {block.items.map((item) => (
            <li key={item}>
              <Said text={item} />
            </li>
          ))}
        </ul>
      );
    case 'table':
      return <TableShown head={block.head} rows={block.rows} />;
  }
}

function TableShown({ head, rows }: { head: readonly string[]; rows: readonly (readonly string[])[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with keys
    <section class="scroll-x" aria-label={head.join(', ')} tabIndex={0}>
      <table>
        <thead>
          <tr>
            {head.map((cell, index) => (
              <th key={cell} scope="col" class={index > 0 ? 'number' : undefined}>
                {cell}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={row.join('|')}>
              {row.map((cell, index) =>
                index === 0 ? (
                  <th key={head[index]} scope="row">
                    <Said text={cell} />
                  </th>
                ) : (
                  <td key={head[index]} class="number">
                    {cell}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
