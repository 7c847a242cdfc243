import { BarController, BarElement, CategoryScale, Chart, Legend, LinearScale, Tooltip } from 'chart.js';
import type { Plot } from './figures';

Chart.register(BarController, BarElement, CategoryScale, LinearScale, Legend, Tooltip);

/** Colors in the order of the series: told apart by lightness too, in both schemes. What was counted together is the last and quietest. */
const palette = ['--chart-1', '--chart-2', '--chart-3', '--chart-4'];

export interface Drawing {
  /** Draws again, when the colors of the device have changed. */
  readonly repaint: () => void;
  readonly end: () => void;
}

/** Draws bars: upright for months, lying for names, which may be long. */
export function draw(canvas: HTMLCanvasElement, plot: Plot, lying: boolean): Drawing {
  const chart = new Chart(canvas, {
    type: 'bar',
    data: {
      labels: [...plot.labels],
      datasets: plot.series.map(({ name, values }) => ({ label: name, data: [...values], maxBarThickness: 48, borderRadius: 3 })),
    },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      indexAxis: lying ? 'y' : 'x',
      scales: {
        x: { stacked: true, beginAtZero: true },
        y: { stacked: true, beginAtZero: true },
      },
      plugins: {
        legend: { display: plot.series.length > 1, position: 'bottom' },
        tooltip: { callbacks: { label: ({ dataset, raw }) => `${dataset.label}: ${Number(raw).toLocaleString('en-US')}` } },
      },
    },
  });
  const repaint = () => {
    const [text, line] = [colorOf(canvas, '--text'), colorOf(canvas, '--line')];
    chart.options.color = text;
    for (const scale of Object.values(chart.options.scales ?? {})) {
      if (!scale) continue;
      scale.ticks = { ...scale.ticks, color: text, precision: 0 };
      scale.grid = { ...scale.grid, color: line };
    }
    for (const [index, dataset] of chart.data.datasets.entries()) dataset.backgroundColor = colorOf(canvas, palette[index % palette.length] ?? '--text');
    chart.update('none');
  };
  repaint();
  return { repaint, end: () => chart.destroy() };
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
