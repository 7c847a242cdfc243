import { effect, type ReadonlySignal } from '@preact/signals';
import L from 'leaflet';
import { second } from '../../shared/clock';
import type { Board, Incident } from '../board';
import type { Palette } from './palette';
import { toneAt } from './stage';

interface Drawn {
  readonly stop: () => void;
}

/** Every incident as a dot, colored by its stage. A dot is made once, and moved and colored as its incident changes: what does not change is not drawn again. */
export function showIncidents(map: L.Map, board: Board, palette: Palette, selectedId: ReadonlySignal<string | null>, select: (id: string) => void): () => void {
  const drawn = new Map<string, Drawn>();
  const stop = effect(() => {
    const ids = new Set(board.ids.value);
    for (const [id, dot] of drawn) {
      if (ids.has(id)) continue;
      dot.stop();
      drawn.delete(id);
    }
    for (const id of ids) {
      const incident = board.get(id);
      if (incident && !drawn.has(id)) drawn.set(id, follow(map, incident, palette, selectedId, select));
    }
  });
  return () => {
    stop();
    for (const dot of drawn.values()) dot.stop();
  };
}

/** Draws one incident for as long as it is there. */
function follow(
  map: L.Map,
  incident: ReadonlySignal<Incident>,
  palette: Palette,
  selectedId: ReadonlySignal<string | null>,
  select: (id: string) => void,
): Drawn {
  let [dot, area]: [L.CircleMarker | null, L.Layer | null] = [null, null];
  let looks = '';
  const stop = effect(() => {
    const { incidentId, location, status, threat } = incident.value;
    const { latitude, longitude } = location ?? {};
    const selected = selectedId.value === incidentId;
    if (latitude === undefined || longitude === undefined || (status === 'closed' && !selected)) {
      dot?.remove();
      dot = null;
    } else {
      const at: L.LatLngTuple = [latitude, longitude];
      if (!dot) {
        looks = '';
        dot = L.circleMarker(at)
          .on('click', () => select(incidentId))
          .addTo(map);
      } else if (!dot.getLatLng().equals(at)) dot.setLatLng(at);
      const tone = toneAt(incident.value, second.value);
      const look = `${tone} ${selected}`;
      if (look !== looks) {
        looks = look;
        dot.setRadius(selected ? 11 : tone === 'quiet' || tone === 'locked' ? 6 : 8);
        dot.setStyle({ color: selected ? palette.text : palette.ground, weight: selected ? 3 : 1.5, fillColor: palette.tone[tone], fillOpacity: 0.95 });
        if (tone !== 'quiet' && tone !== 'locked') dot.bringToFront();
      }
    }
    if (threat && status === 'open')
      area ??= areaOf(threat.area, { color: palette.tone.danger, weight: 2, dashArray: '6 5', fillOpacity: 0.08, interactive: false }).addTo(map);
    else {
      area?.remove();
      area = null;
    }
  });
  return {
    stop() {
      stop();
      dot?.remove();
      area?.remove();
    },
  };
}

/** The area of a threat; GeoJSON's positions are longitude and latitude, Leaflet's the other way round. */
function areaOf(area: NonNullable<Incident['threat']>['area'], style: L.PathOptions): L.Circle | L.Polygon {
  return area.type === 'Point'
    ? L.circle(swapped(area.coordinates), { ...style, radius: area.radiusMeters })
    : L.polygon((area.coordinates[0] ?? []).map(swapped), style);
}

const swapped = ([longitude = 0, latitude = 0]: readonly number[]): L.LatLngTuple => [latitude, longitude];
