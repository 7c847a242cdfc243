import { computed, effect, type ReadonlySignal, signal } from '@preact/signals';
import { type Api, answerOf, type Schemas } from '../../shared/api';
import type { Incident } from '../board';

export type NearFeed = Schemas['IncidentFeed'];

/** When it is tried again after it failed, in ms. */
const again = 5_000;

/**
 * The feeds around the incident that is selected, as the map draws them. They are read again when the incident has other grants or another place; when they
 * cannot be read, those that were are kept for the same incident, and it is tried again, soon or when the server is back.
 */
export function feedsAround(
  api: Api,
  selected: ReadonlySignal<Incident | null>,
  stale: ReadonlySignal<boolean>,
): { readonly feeds: ReadonlySignal<readonly NearFeed[]>; readonly stop: () => void } {
  const feeds = signal<readonly NearFeed[]>([]);
  const failures = signal(0);
  let of: string | null = null;
  const asked = computed(() => {
    const incident = selected.value;
    if (!incident) return null;
    const { incidentId, location, grants } = incident;
    return JSON.stringify([incidentId, location?.latitude, location?.longitude, grants.map((grant) => grant.grantId)]);
  });
  const stop = effect(() => {
    const mark = asked.value;
    const id = selected.peek()?.incidentId ?? null;
    if (of !== id) feeds.value = [];
    of = id;
    if (!id || stale.value) return;
    failures.value;
    const leaving = new AbortController();
    let timer: ReturnType<typeof setTimeout> | undefined;
    answerOf(api.GET('/incidents/{incidentId}/feeds', { params: { path: { incidentId: id } }, signal: leaving.signal })).then(
      ({ items }) => {
        if (asked.peek() === mark) feeds.value = items;
      },
      () => {
        if (!leaving.signal.aborted) timer = setTimeout(() => failures.value++, again);
      },
    );
    return () => {
      leaving.abort();
      clearTimeout(timer);
    };
  });
  return { feeds, stop };
}
