import type { Schemas } from '../../shared/api';
import { atDay } from '../../shared/clock';

type LogReport = Schemas['LogReport'];

/** What a verification came to: a verdict of one line, and what it rests on. */
export interface Verdict {
  readonly good: boolean;
  readonly title: string;
  readonly checked: readonly string[];
  /** What it does not prove. */
  readonly open: string;
}

const whole = new Intl.NumberFormat('en-US');

/** A report in words. */
export function verdictOf(report: LogReport): Verdict {
  const { whole: good, timelines, entries, unsealed, seals, faultCount, from, to } = report;
  const span = from || to ? ` written ${[from && `from ${atDay(from)}`, to && `to ${atDay(to)}`].filter(Boolean).join(' ')}` : '';
  return {
    good,
    title: good
      ? unsealed === 0
        ? 'The log is whole: nothing was changed, and nothing is missing.'
        : 'No fault was found.'
      : `The log is at fault in ${whole.format(faultCount)} ${faultCount === 1 ? 'place' : 'places'}.`,
    checked: [
      `${whole.format(entries)} entries of ${whole.format(timelines)} timelines${span}: the hash of each, and that each follows the one before it.`,
      ...seals.map(({ agency, checkpoints, until }) =>
        checkpoints === 0
          ? `No checkpoint of ${agency} is signed yet.`
          : `${whole.format(checkpoints)} signed ${checkpoints === 1 ? 'checkpoint' : 'checkpoints'} of ${agency}${until ? `, the last of ${atDay(until)}` : ''}: the signature of each.`,
      ),
    ],
    open:
      unsealed === 0
        ? ''
        : `${unsealed === entries ? 'All' : whole.format(unsealed)} of the entries are newer than the last signed checkpoint: that they are all there are, and were not all written anew, is proved by the next one.`,
  };
}
