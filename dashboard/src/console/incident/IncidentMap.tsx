import { computed, effect, useSignal } from '@preact/signals';
import L from 'leaflet';
import { useEffect, useRef } from 'preact/hooks';
import { createMap } from '../../shared/map/base';
import type { Incident } from '../board';
import type { Room } from '../room';
import { showFeeds } from './feed-layer';
import { showIncidents } from './incident-layer';
import { paletteOf } from './palette';
import { showDraft } from './threat-layer';

/** How near the map goes to an incident that it follows. */
const near = 17;

/** Looks at an incident: at its place, and at the whole of a threat's area. */
function show(map: L.Map, { location, threat }: Incident): void {
  if (location?.latitude === undefined || location.longitude === undefined) return;
  const at: L.LatLngTuple = [location.latitude, location.longitude];
  if (threat?.area.type === 'Point') map.fitBounds(L.latLng(at).toBounds(threat.area.radiusMeters * 2.2), { animate: false });
  else map.setView(at, Math.max(near, map.getZoom()), { animate: false });
}

/** The open incidents, and the feeds around the one that is selected. The queue and the feed list say the same in words. */
export function IncidentMap({ room }: { room: Room }) {
  const place = useRef<HTMLDivElement>(null);
  const follows = useSignal(true);
  const map = useRef<L.Map | null>(null);
  useEffect(() => {
    const element = place.current;
    if (!element) return;
    const { config, tokenFor } = room.page;
    const created = createMap(element, { config, tokenFor, label: 'Map of the incidents' });
    map.current = created;
    const palette = paletteOf(element);
    created.on('moveend', () => {
      const { lat, lng } = created.getCenter();
      room.mapCenter.value = [lat, lng];
    });
    // Changes with the incident that is selected and with its place, not with all that is told of it.
    const whereabouts = computed(() => {
      const incident = room.selected.value;
      return incident && `${incident.incidentId} ${incident.location?.latitude} ${incident.location?.longitude}`;
    });
    const goThere = () => {
      const incident = whereabouts.value && room.selected.peek();
      if (follows.value && incident) show(created, incident);
    };
    // Selecting an incident makes room for its feeds: what was in the middle stays there.
    created.on('resize', ({ oldSize }) => {
      created.setView(created.containerPointToLatLng(oldSize.divideBy(2)), created.getZoom(), { animate: false });
      goThere();
    });
    const stops = [
      showIncidents(created, room.board, palette, room.selectedId, (id) => {
        // While a threat is placed, every click places it.
        if (!room.threat.peek()) room.open(id);
      }),
      showFeeds(created, room.feeds, room.selected, palette),
      showDraft(created, room.threat, palette),
      effect(goThere),
    ];
    return () => {
      for (const stop of stops) stop();
      created.remove();
    };
  }, [room, follows]);
  return (
    <section class="incident-map" aria-label="Map">
      <div ref={place} class="place" />
      <div class="map-tools">
        <label class="inline">
          <input type="checkbox" checked={follows.value} onChange={(event) => (follows.value = event.currentTarget.checked)} />
          Follow the selection
        </label>
        <button type="button" class="small" onClick={() => map.current?.setView([...room.page.config.center], 14, { animate: false })}>
          Whole city
        </button>
      </div>
      <p class="legend">
        <span class="open">unlocked</span>
        <span class="warn">closing</span>
        <span class="danger">needs approval</span>
        <span class="locked">locked</span>
      </p>
    </section>
  );
}
