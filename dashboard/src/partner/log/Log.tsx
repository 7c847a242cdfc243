import { useSignal } from '@preact/signals';
import { useEffect, useMemo } from 'preact/hooks';
import { serverClock } from '../../shared/clock';
import { download } from '../../shared/download';
import { ApiProblem } from '../../shared/problem';
import { attempt } from '../../shared/Toasts';
import { Page } from '../Page';
import type { Portal } from '../portal';
import { Calendar } from './Calendar';
import { LineList } from './LineList';
import { newestFirst } from './lines';
import { boundsOf, countsOf, type DayKey, dayOf, type Month, monthOf } from './month';
import { Notices } from './Notices';

const dayTitle = new Intl.DateTimeFormat('en-US', { weekday: 'long', month: 'long', day: 'numeric' });
const monthTitle = new Intl.DateTimeFormat('en-US', { month: 'long', year: 'numeric' });

/** How long after a failure the month is read again, in ms. */
const tryEvery = 3_000;

/** Every unlock, view and refusal: a month at a time, or a day of it. */
export function Log({ portal }: { portal: Portal }) {
  const month = useSignal<Month>(monthOf(new Date(serverClock.now())));
  const day = useSignal<DayKey | null>(null);
  const whole = useSignal(true);
  const trouble = useSignal<string | null>(null);
  const tries = useSignal(0);
  const [from, to] = boundsOf(month.value);
  useEffect(() => {
    const shown = month.value;
    let again: ReturnType<typeof setTimeout> | undefined;
    portal.log
      .readBetween(...boundsOf(shown))
      .then((all) => {
        if (month.peek() === shown) [whole.value, trouble.value] = [all, null];
      })
      .catch((e: unknown) => {
        if (month.peek() !== shown) return;
        trouble.value = ApiProblem.textOf(e);
        again = setTimeout(() => tries.value++, tryEvery);
      });
    return () => clearTimeout(again);
  }, [portal, month.value, tries.value]);
  const known = portal.log.lines.value;
  const lines = useMemo(
    () => newestFirst(known.values()).filter(({ at }) => Date.parse(at) >= from.getTime() && Date.parse(at) < to.getTime()),
    [known, from.getTime()],
  );
  const shown = day.value === null ? lines : lines.filter(({ at }) => dayOf(new Date(at)) === day.value);
  const title = day.value === null ? monthTitle.format(from) : dayTitle.format(new Date(`${day.value}T12:00`));
  return (
    <Page title="Who looked">
      {trouble.value && (
        <p class="refusal" role="alert">
          The log could not be read: {trouble.value} Trying again…
        </p>
      )}
      <div class="log">
        <div class="log-calendar">
          <Calendar
            month={month.value}
            day={day.value}
            counts={countsOf(lines)}
            show={(another) => {
              [month.value, day.value] = [another, null];
            }}
            choose={(chosen) => (day.value = day.value === chosen ? null : chosen)}
          />
        </div>
        <section class="stack log-lines" aria-labelledby="log-list">
          <div class="row spread">
            <h2 id="log-list">{title}</h2>
            {day.value !== null && (
              <button type="button" onClick={() => (day.value = null)}>
                Show the whole month
              </button>
            )}
          </div>
          {!whole.value && <p class="hint">These are the newest of the month. The file has them all.</p>}
          <LineList lines={shown} />
        </section>
        <div class="stack log-more">
          <Notices portal={portal} />
          <p>
            <button
              type="button"
              onClick={() =>
                void attempt('The file did not come', async () => download(await portal.log.file(), `who-looked-${dayOf(new Date(serverClock.now()))}.csv`))
              }
            >
              Download all as a file (CSV)
            </button>
          </p>
        </div>
      </div>
    </Page>
  );
}
