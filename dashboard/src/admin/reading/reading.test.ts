import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiProblem } from '../../shared/problem';
import { Pages } from './pages';
import { passes, Reading } from './reading';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe('what passes by itself', () => {
  it.each([
    [0, true],
    [429, true],
    [503, true],
    [403, false],
    [404, false],
    [412, false],
  ])('%i: %s', (status, expected) => expect(passes(new ApiProblem(status, 'x', 'x'))).toBe(expected));
});

describe('reading', () => {
  it('comes back by itself when the server does, and keeps what it had meanwhile', async () => {
    const read = vi.fn<() => Promise<string>>().mockResolvedValueOnce('first').mockRejectedValueOnce(ApiProblem.unreachable()).mockResolvedValue('again');
    const reading = new Reading(read);
    await reading.again();
    await reading.again();
    expect(reading.value.value).toBe('first');
    expect(reading.problem.value).toBeInstanceOf(ApiProblem);
    await vi.advanceTimersByTimeAsync(4_000);
    expect(reading.value.value).toBe('again');
    expect(reading.problem.value).toBeUndefined();
  });

  it('does not ask again for what was refused', async () => {
    const read = vi.fn().mockRejectedValue(new ApiProblem(403, 'roleMissing', 'no'));
    await new Reading(read).again();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('lets a late answer of an earlier reading be', async () => {
    let answerFirst = (_: string) => {};
    const read = vi
      .fn<() => Promise<string>>()
      .mockImplementationOnce(() => new Promise((resolve) => (answerFirst = resolve)))
      .mockResolvedValueOnce('second');
    const reading = new Reading(read);
    const first = reading.again();
    await reading.again();
    answerFirst('first');
    await first;
    expect(reading.value.value).toBe('second');
  });

  it('is over when it is stopped', async () => {
    const read = vi.fn().mockRejectedValue(ApiProblem.unreachable());
    const reading = new Reading(read);
    await reading.again();
    reading.stop();
    await vi.advanceTimersByTimeAsync(60_000);
    expect(read).toHaveBeenCalledTimes(1);
  });
});

describe('pages', () => {
  it('go on where they failed, by themselves, and lose nothing', async () => {
    const asked: (string | undefined)[] = [];
    let down = true;
    const pages = new Pages(async (after) => {
      asked.push(after);
      if (after === 'b' && down) {
        down = false;
        throw ApiProblem.unreachable();
      }
      return after === undefined ? { items: [1], next: 'a' } : after === 'a' ? { items: [2], next: 'b' } : { items: [3] };
    }, true);
    await pages.more();
    expect([pages.items.value, pages.hasMore.value, pages.problem.value !== undefined]).toEqual([[1, 2], true, true]);
    await vi.advanceTimersByTimeAsync(4_000);
    expect([pages.items.value, pages.hasMore.value, pages.problem.value]).toEqual([[1, 2, 3], false, undefined]);
    expect(asked).toEqual([undefined, 'a', 'b', 'b']);
  });

  it('go on over empty pages until something is there', async () => {
    const pages = new Pages<number>(async (after) => (after === undefined ? { items: [], next: 'a' } : { items: [1], next: 'b' }));
    await pages.more();
    expect([pages.items.value, pages.hasMore.value]).toEqual([[1], true]);
  });
});
