import { useSignal } from '@preact/signals';
import { useMemo } from 'preact/hooks';
import { type Api, answerOf, type Schemas } from '../shared/api';
import { Chart, PlotTable } from './Chart';
import { Facts } from './Facts';
import { Failed } from './Failed';
import { agenciesIn, byOutcome, type Month, minutesViewed, monthsOf, nameOfMonth, numbersOf, ofTable, qualified, shareSaid } from './figures';
import { useReading } from './reading';
import { Verify } from './Verify';

/** As JSON, which is one of three forms that there are. */
const read = async (api: Api) => (await answerOf(api.GET('/transparency', { params: { query: { format: 'json' } } }))) as Schemas['TransparencyAnswer'];

/** What the program does and does not, and how much: all of it as the API tells it. */
export function Figures({ api, base }: { api: Api; base: string }) {
  const { reading, retry } = useReading(() => read(api), api);
  const { value } = reading;
  if (value.kind === 'reading')
    return (
      <p class="waiting" role="status">
        The figures are being read…
      </p>
    );
  if (value.kind === 'failed') return <Failed what="The figures" error={value.error} retry={retry} />;
  const { months, facts, howToRead } = value.value;
  return (
    <>
      {months.length === 0 ? (
        <p class="waiting">No month is published yet. The first is counted and published three days after it has ended.</p>
      ) : (
        <Published months={months} howToRead={howToRead} />
      )}
      <Facts facts={facts} />
      {months.length > 0 && <Verify months={months} />}
      <p>
        Take it home: <a href={`${base}/transparency?format=html`}>one page of tables</a>, or{' '}
        <a href={`${base}/transparency?format=csv`}>a spreadsheet (CSV)</a>.
      </p>
    </>
  );
}

function Published({ months, howToRead }: { months: readonly Month[]; howToRead: string }) {
  const agencies = useMemo(() => agenciesIn(months), [months]);
  const agency = useSignal(agencies[0] ?? '');
  const month = useSignal(months.at(-1)?.figures.month ?? '');
  const ofAgency = useMemo(() => monthsOf(months, agency.value), [months, agency.value]);
  const outcome = useMemo(() => byOutcome(ofAgency), [ofAgency]);
  const qualifying = useMemo(() => qualified(outcome), [outcome]);
  const minutes = useMemo(() => minutesViewed(ofAgency), [ofAgency]);
  const chosen = ofAgency.find((one) => one.month === month.value);
  return (
    <>
      <p class="hint">{howToRead}</p>
      <div class="asked">
        {agencies.length > 1 && (
          <label>
            Agency
            <select value={agency.value} onChange={(event) => (agency.value = event.currentTarget.value)}>
              {agencies.map((name) => (
                <option key={name}>{name}</option>
              ))}
            </select>
          </label>
        )}
        <label>
          Month
          <select value={month.value} onChange={(event) => (month.value = event.currentTarget.value)}>
            {ofAgency
              .map((one) => (
                <option key={one.month} value={one.month}>
                  {nameOfMonth(one.month)}
                </option>
              ))
              .reverse()}
          </select>
        </label>
      </div>
      <h3 class="visually-hidden">{nameOfMonth(month.value)}</h3>
      {chosen ? (
        <OneMonth key={`${agency.value} ${month.value}`} name={nameOfMonth(chosen.month)} figures={chosen.figures} />
      ) : (
        <p>Nothing was counted for that month.</p>
      )}
      <h3 class="part">Month by month</h3>
      <div class="charts">
        <Chart title="Calls that qualified" rows="Month" plot={qualifying} whole={outcome} hint={chosen && shareSaid(chosen)} />
        <Chart title="Minutes that somebody looked" rows="Month" plot={minutes} hint="Over all cameras and all calls together." />
      </div>
    </>
  );
}

function OneMonth({ name, figures }: { name: string; figures: Schemas['MonthFigures'] }) {
  const { uses } = figures;
  const byCallType = useMemo(() => uses && ofTable('Calls', uses.byCallType), [uses]);
  const byArea = useMemo(() => uses && ofTable('Calls', uses.byArea), [uses]);
  return (
    <>
      <dl class="numbers">
        {numbersOf(figures).map(({ name: what, value }) => (
          <div key={what}>
            <dt>{what}</dt>
            <dd class={/^[\d,.]+$/.test(value) ? undefined : 'untold'}>{value}</dd>
          </div>
        ))}
      </dl>
      {!uses || !byCallType || !byArea ? (
        <p class="waiting">More of these calls is not told: so few might point at somebody, or let a small count be computed.</p>
      ) : uses.incidents === 0 ? (
        <p class="waiting">No call of {name} unlocked a camera.</p>
      ) : (
        <>
          <div class="charts">
            <Chart title={`${name}: unlocked for which calls`} rows="Kind of call" plot={byCallType} lying />
            <Chart title={`${name}: unlocked where`} rows="Beat" plot={byArea} lying hint="By police beat, as dispatch names it." />
          </div>
          <details class="more">
            <summary>More of {name}: who looked, and why cameras were unlocked</summary>
            <PlotTable title="Whether somebody looked" rows="Outcome" plot={ofTable('Calls', uses.byViewing)} />
            <PlotTable title="What unlocked them" rows="Reason" plot={ofTable('Calls', uses.bySource)} />
          </details>
        </>
      )}
    </>
  );
}
