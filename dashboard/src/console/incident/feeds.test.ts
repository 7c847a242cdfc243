import { signal } from '@preact/signals';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Api } from '../../shared/api';
import { ApiProblem } from '../../shared/problem';
import type { Incident } from '../board';
import { grant, incident } from '../testing/incidents';
import { feedsAround } from './feeds';

const feed = (feedId: string) => ({ feedId, name: feedId, place: { latitude: 35, longitude: -85 }, distanceMeters: 1 });
const get = vi.fn(async (_path: string, _init: { params: { path: { incidentId: string } } }): Promise<unknown> => ({ data: { items: [feed('f-1')] } }));
const [selected, stale] = [signal<Incident | null>(null), signal(false)];
let around: ReturnType<typeof feedsAround>;

beforeEach(() => {
  vi.useFakeTimers();
  selected.value = null;
  stale.value = false;
  around = feedsAround({ GET: get } as unknown as Api, selected, stale);
});
afterEach(() => {
  around.stop();
  get.mockClear();
  vi.useRealTimers();
});

const settled = () => vi.advanceTimersByTimeAsync(0);

describe('the feeds around an incident', () => {
  it('are read when it is selected, and go when it is not', async () => {
    selected.value = incident();
    await settled();
    expect(around.feeds.value.map(({ feedId }) => feedId)).toEqual(['f-1']);
    selected.value = null;
    expect(around.feeds.value).toEqual([]);
  });

  it('are read again when it has other grants, and not when something else changes', async () => {
    selected.value = incident();
    await settled();
    selected.value = incident({ version: 2, units: [] });
    await settled();
    expect(get).toHaveBeenCalledTimes(1);
    selected.value = incident({ version: 3, grants: [grant()] });
    await settled();
    expect(get).toHaveBeenCalledTimes(2);
  });

  it('of one incident are never shown for another', async () => {
    let answer: (value: unknown) => void = () => {};
    get.mockImplementationOnce(() => new Promise((resolve) => (answer = resolve)));
    selected.value = incident();
    selected.value = incident({ incidentId: 'i-2' });
    await settled();
    answer({ data: { items: [feed('of the first')] } });
    await settled();
    expect(around.feeds.value.map(({ feedId }) => feedId)).toEqual(['f-1']);
  });

  it('that could not be read are tried again, soon or when the server is back', async () => {
    get.mockRejectedValueOnce(ApiProblem.unreachable());
    selected.value = incident();
    await settled();
    expect(around.feeds.value).toEqual([]);
    await vi.advanceTimersByTimeAsync(5_000);
    expect(around.feeds.value.length).toBe(1);
    stale.value = true;
    expect(around.feeds.value.length).toBe(1);
    stale.value = false;
    await settled();
    expect(get).toHaveBeenCalledTimes(3);
  });
});
