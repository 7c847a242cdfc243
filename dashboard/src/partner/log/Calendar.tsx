import { serverClock } from '../../shared/clock';
import { countInWords, type DayCount, type DayKey, dayOf, type Month, monthOf, moved, weeksOf } from './month';

const weekdays = ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'] as const;
const monthTitle = new Intl.DateTimeFormat('en-US', { month: 'long', year: 'numeric' });
const monthName = new Intl.DateTimeFormat('en-US', { month: 'long' });

interface CalendarProps {
  readonly month: Month;
  readonly day: DayKey | null;
  readonly counts: ReadonlyMap<DayKey, DayCount>;
  readonly show: (month: Month) => void;
  readonly choose: (day: DayKey) => void;
}

/** A month, with what happened on its days. A day with accesses can be chosen. */
export function Calendar({ month, day, counts, show, choose }: CalendarProps) {
  const now = new Date(serverClock.now());
  const [today, thisMonth] = [dayOf(now), monthOf(now)];
  const title = monthTitle.format(new Date(month.year, month.month, 1));
  const isLast = month.year === thisMonth.year && month.month === thisMonth.month;
  return (
    <div class="calendar card">
      <div class="row spread">
        <button type="button" aria-label="The month before" onClick={() => show(moved(month, -1))}>
          ‹
        </button>
        <strong aria-live="polite">{title}</strong>
        <button type="button" aria-label="The month after" disabled={isLast} onClick={() => show(moved(month, 1))}>
          ›
        </button>
      </div>
      <table aria-label={`Accesses in ${title}`}>
        <thead>
          <tr>
            {weekdays.map((name) => (
              <th key={name} scope="col">
                <abbr title={name}>{name.slice(0, 2)}</abbr>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeksOf(month).map((week) => (
            <tr key={week.map((date) => date?.getDate() ?? '').join()}>
              {week.map((date, weekday) => (
                <td key={date ? dayOf(date) : weekdays[weekday]}>
                  {date && <Day date={date} isToday={dayOf(date) === today} day={day} counts={counts} choose={choose} />}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

interface DayProps extends Pick<CalendarProps, 'day' | 'counts' | 'choose'> {
  readonly date: Date;
  readonly isToday: boolean;
}

function Day({ date, isToday, day, counts, choose }: DayProps) {
  const key = dayOf(date);
  const count = counts.get(key);
  const number = <span class={isToday ? 'today' : ''}>{date.getDate()}</span>;
  if (!count) return <span class="quiet-day">{number}</span>;
  const all = count.unlocked + count.viewed + count.refused + count.kept;
  return (
    <button type="button" class={`busy-day ${count.viewed > 0 ? 'was-viewed' : ''}`} aria-pressed={day === key} onClick={() => choose(key)}>
      <span class="visually-hidden">{monthName.format(date)} </span>
      {number}
      <span class="count" aria-hidden="true">
        {all > 99 ? '99+' : all}
      </span>
      <span class="visually-hidden">: {countInWords(count)}</span>
    </button>
  );
}
