import { atDay } from '../shared/clock';

/** A moment, as people here read it; to the second when one looks closer. */
export function When({ at }: { at: string }) {
  return (
    <time dateTime={at} title={at}>
      {atDay(at)}
    </time>
  );
}
