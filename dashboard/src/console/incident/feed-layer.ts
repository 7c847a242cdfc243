import { effect, type ReadonlySignal } from '@preact/signals';
import L from 'leaflet';
import { second } from '../../shared/clock';
import { cone } from '../../shared/map/cone';
import { tidy } from '../../shared/people-text';
import { type Incident, isLive } from '../board';
import type { NearFeed } from './feeds';
import type { Palette } from './palette';

interface Drawn {
  readonly feedId: string;
  readonly dot: L.CircleMarker;
  readonly view: L.Polygon | null;
  live: boolean;
}

/** The feeds around the incident that is selected: locked ones grey, unlocked ones green, with what they see. None is green for longer than its grant lasts. */
export function showFeeds(map: L.Map, feeds: ReadonlySignal<readonly NearFeed[]>, selected: ReadonlySignal<Incident | null>, palette: Palette): () => void {
  const group = L.layerGroup().addTo(map);
  let drawn: Drawn[] = [];
  const draw = effect(() => {
    group.clearLayers();
    drawn = feeds.value.map((feed) => drawnOf(feed, group));
    for (const one of drawn) paint(one, palette);
  });
  const color = effect(() => {
    const [incident, now] = [selected.value, second.value];
    if (feeds.value.length === 0) return;
    const live = new Set(incident?.grants.filter((grant) => isLive(incident, grant, now)).map((grant) => grant.feedId));
    for (const one of drawn) {
      if (one.live === live.has(one.feedId)) continue;
      one.live = !one.live;
      paint(one, palette);
    }
  });
  return () => {
    draw();
    color();
    group.remove();
  };
}

function drawnOf({ feedId, name, place, view }: NearFeed, group: L.LayerGroup): Drawn {
  const dot = L.circleMarker([place.latitude, place.longitude], { radius: 5 });
  const words = document.createElement('bdi');
  words.textContent = tidy(name, 80);
  dot.bindTooltip(words);
  const seen = view ? L.polygon(cone(place, view), { interactive: false }) : null;
  if (seen) group.addLayer(seen);
  group.addLayer(dot);
  return { feedId, dot, view: seen, live: false };
}

function paint({ dot, view, live }: Drawn, { tone, ground }: Palette): void {
  const color = live ? tone.open : tone.locked;
  dot.setStyle({ color: ground, weight: 1.5, fillColor: color, fillOpacity: 1 });
  dot.setRadius(live ? 7 : 5);
  view?.setStyle({ color, weight: 1, opacity: live ? 0.9 : 0.3, fillColor: color, fillOpacity: live ? 0.25 : 0.05 });
  if (live) dot.bringToFront();
}
