import { BarController, BarElement, CategoryScale, Chart, Legend, LinearScale, Tooltip } from 'chart.js';
import { tidy } from '../shared/people-text';
import { type Plot, told } from './figures';

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Legend, Tooltip);

/** Colors in the order of the series: told apart by lightness too, in both schemes. What was counted together is the last and quietest. */
const palette = ['--chart-1', '--chart-2', '--chart-3', '--chart-4'];

/** How many characters of a name stand beside a bar; the table has all of it. */
const longest = 26;

export interface Drawing {
  /** Draws again, when the colors of the device have changed. */
  readonly repaint: () => void;
  readonly end: () => void;
}

/** Draws bars: upright for months, lying for names, which may be long. */
export function draw(canvas: HTMLCanvasElement, plot: Plot, lying: boolean): Drawing {
  let chart = paint(canvas, plot, lying);
  return {
    repaint: () => {
      chart.destroy();
      chart = paint(canvas, plot, lying);
    },
    end: () => chart.destroy(),
  };
}

function paint(canvas: HTMLCanvasElement, plot: Plot, lying: boolean): Chart {
  const [text, line] = [colorOf(canvas, '--text'), colorOf(canvas, '--line')];
  const counts = { stacked: true, beginAtZero: true, ticks: { color: text, precision: 0 }, grid: { color: line } };
  const names = { stacked: true, ticks: { color: text }, grid: { display: false } };
  return new Chart(canvas, {
    type: 'bar',
    data: {
      labels: plot.labels.map((label) => tidy(label, longest)),
      datasets: plot.series.map(({ name, values }, index) => ({
        label: name,
        data: [...values],
        backgroundColor: colorOf(canvas, palette[index % palette.length] ?? '--text'),
        maxBarThickness: 44,
        borderRadius: 2,
      })),
    },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      indexAxis: lying ? 'y' : 'x',
      scales: lying ? { x: counts, y: names } : { x: names, y: counts },
      plugins: {
        legend: { display: plot.series.length > 1, position: 'bottom', labels: { color: text, boxWidth: 16 } },
        tooltip: { callbacks: { label: ({ dataset, raw }) => `${dataset.label}: ${told(Number(raw))}` } },
      },
    },
  });
}

/** What a variable's color comes to here and now. */
function colorOf(near: Element, variable: string): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${variable})`;
  near.parentElement?.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
