import { describe, expect, it } from 'vitest';
import { ApiProblem } from '../shared/problem';
import { always } from './rules/samples';
import type { Rule } from './rules/standing';
import { StopSwitch } from './stop';

/** A server that refuses as often as it is told to, and then does what it is asked. */
function server(...refusals: ApiProblem[]) {
  const said: Rule[] = [];
  const turn = async (change: (rule: Rule) => Rule) => {
    const refusal = refusals.shift();
    if (refusal) throw refusal;
    said.push(change({ ...always, callTypes: ['ROBBERY'] }));
  };
  return { said, turn };
}

const atOnce = async () => {};

describe('stop sharing now', () => {
  it('is said until the server answers, and leaves the rule as it was but for that', async () => {
    const { said, turn } = server(ApiProblem.unreachable(), new ApiProblem(503, 'unavailable', ''), new ApiProblem(412, 'changed', ''));
    const stop = new StopSwitch(turn, atOnce);
    await stop.stop();
    expect(said).toEqual([{ ...always, callTypes: ['ROBBERY'], enabled: false }]);
    expect([stop.state.value, stop.justStopped.value]).toEqual(['no', true]);
  });

  it('is said no more once it is refused, or given up', async () => {
    const refused = server(new ApiProblem(403, 'partnerRoleTooLow', 'this takes the manager'));
    const one = new StopSwitch(refused.turn, atOnce);
    await one.stop();
    expect([refused.said, one.state.value, one.justStopped.value]).toEqual([[], 'no', false]);

    const down = server(ApiProblem.unreachable(), ApiProblem.unreachable());
    const other: StopSwitch = new StopSwitch(down.turn, async () => other.giveUp());
    await other.stop();
    expect([down.said, other.state.value]).toEqual([[], 'no']);
  });

  it('is said by nobody else once its owner is signed out', async () => {
    const down = server(ApiProblem.unreachable());
    const stop: StopSwitch = new StopSwitch(down.turn, async () => stop.signedOut());
    await stop.stop();
    expect([down.said, stop.state.value, stop.justStopped.value]).toEqual([[], 'no', false]);
  });

  it('can be undone, and what was said before is then said no more', async () => {
    const { said, turn } = server();
    const stop = new StopSwitch(turn, atOnce);
    await stop.stop();
    await stop.start();
    expect(said.map(({ enabled }) => enabled)).toEqual([false, true]);
    expect(stop.justStopped.value).toBe(false);
  });
});
