import { useEffect, useRef } from 'preact/hooks';
import { Said } from '../shared/Said';
import type { Drawing } from './draw';
import { type Plot, told } from './figures';

interface ChartProps {
  readonly title: string;
  readonly hint?: string | undefined;
  /** Names the rows of the table. */
  readonly rows: string;
  readonly plot: Plot;
  readonly lying?: boolean;
  /** What the table tells, where that is more. */
  readonly whole?: Plot;
}

/** A chart, and the same as a table for those who rather read, or cannot see it. */
export function Chart({ title, hint, rows, plot, lying = false, whole = plot }: ChartProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const scheme = matchMedia('(prefers-color-scheme: dark)');
    let drawing: Drawing | undefined;
    let gone = false;
    const repaint = () => drawing?.repaint();
    // Without the library there still is the table.
    import('./draw').then(
      ({ draw }) => {
        if (canvas.current && !gone) drawing = draw(canvas.current, plot, lying);
      },
      () => undefined,
    );
    scheme.addEventListener('change', repaint);
    return () => {
      gone = true;
      scheme.removeEventListener('change', repaint);
      drawing?.end();
    };
  }, [plot, lying]);
  return (
    <figure class="chart">
      <figcaption>
        <h4 class="chart-title">{title}</h4>
        {hint && <p class="chart-hint hint">{hint}</p>}
      </figcaption>
      {/* Every bar that lies has its name beside it, however many there are. */}
      <div class="canvas" style={lying ? { minHeight: `${plot.labels.length * 1.4}rem` } : {}}>
        <canvas ref={canvas} role="img" aria-label={`${title}: the table below says the same`} />
      </div>
      <details>
        <summary>{whole === plot ? 'The same as a table' : 'The same, and the rest, as a table'}</summary>
        <PlotTable title={title} rows={rows} plot={whole} />
      </details>
    </figure>
  );
}

/** A plot's numbers. */
export function PlotTable({ title, rows, plot }: { title: string; rows: string; plot: Plot }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable with keys
    <section class="scroll-x" aria-label={`${title}, as a table`} tabIndex={0}>
      <table>
        <caption class="visually-hidden">{title}</caption>
        <thead>
          <tr>
            <th scope="col">{rows}</th>
            {plot.series.map(({ name }) => (
              <th key={name} scope="col" class="number">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {plot.labels.map((label, index) => (
            <tr key={label}>
              <th scope="row">
                <Said text={label} most={80} />
              </th>
              {plot.series.map(({ name, values }) => (
                <td key={name} class="number">
                  {values[index] === null || values[index] === undefined ? 'not told' : told(values[index])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}
