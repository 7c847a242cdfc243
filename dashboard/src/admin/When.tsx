import { atClock, atDay } from '../shared/clock';

const day = new Intl.DateTimeFormat('en-US', { dateStyle: 'medium' });

/** A moment, as people here read it: to the minute, or where the order of things counts to the second. */
export function When({ at, exact = false }: { at: string; exact?: boolean }) {
  return (
    <time dateTime={at} title={at}>
      {exact ? `${day.format(new Date(at))}, ${atClock(at)}` : atDay(at)}
    </time>
  );
}
