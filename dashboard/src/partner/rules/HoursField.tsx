import type { HoursDraft } from './draft';
import { days } from './week';

const weekdays = days.slice(0, 5);

/** Hours to type: days, from and to, as many as are wanted. */
export function HoursField({ hours, change }: { hours: readonly HoursDraft[]; change: (hours: readonly HoursDraft[]) => void }) {
  const put = (key: number, more: Partial<HoursDraft>) => change(hours.map((row) => (row.key === key ? { ...row, ...more } : row)));
  return (
    <div class="stack">
      {hours.map(({ key, days: on, from, to }, i) => (
        <fieldset key={key} class="hours-row">
          <legend>Hours {hours.length > 1 ? i + 1 : ''}</legend>
          <div class="days">
            {days.map((day) => (
              <label key={day} class="day">
                <input
                  type="checkbox"
                  aria-label={day}
                  checked={on.includes(day)}
                  onChange={(event) => put(key, { days: event.currentTarget.checked ? [...on, day] : on.filter((other) => other !== day) })}
                />
                <span aria-hidden="true">{day.slice(0, 3)}</span>
              </label>
            ))}
          </div>
          <div class="row">
            <label>
              From
              <input type="time" value={from} onChange={(event) => put(key, { from: event.currentTarget.value })} />
            </label>
            <label>
              To
              <input type="time" value={to} onChange={(event) => put(key, { to: event.currentTarget.value })} />
            </label>
            <button type="button" class="plain" onClick={() => change(hours.filter((row) => row.key !== key))}>
              Remove these hours
            </button>
          </div>
          {from !== '' && to !== '' && to <= from && <p class="hint">{to === from ? 'All day, into the next.' : 'Until the next day.'}</p>}
        </fieldset>
      ))}
      <button type="button" onClick={() => change([...hours, { key: Math.max(-1, ...hours.map(({ key }) => key)) + 1, days: weekdays, from: '', to: '' }])}>
        {hours.length === 0 ? 'Add hours' : 'Add more hours'}
      </button>
    </div>
  );
}
