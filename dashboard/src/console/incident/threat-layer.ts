import { effect, type ReadonlySignal } from '@preact/signals';
import L from 'leaflet';
import type { Palette } from './palette';
import type { ThreatDraft } from './threat';

/** The area of the threat that is about to be declared. While there is one, a click on the map puts its center there. */
export function showDraft(map: L.Map, threat: ReadonlySignal<ThreatDraft | null>, palette: Palette): () => void {
  const circle = L.circle([0, 0], { radius: 1, color: palette.tone.danger, weight: 3, fillOpacity: 0.2, interactive: false });
  const place = (event: L.LeafletMouseEvent) => {
    const draft = threat.peek();
    if (draft) draft.center.value = [event.latlng.lat, event.latlng.lng];
  };
  map.on('click', place);
  const stop = effect(() => {
    const draft = threat.value;
    map.getContainer().classList.toggle('placing', draft !== null);
    if (!draft) {
      circle.remove();
      return;
    }
    circle
      .setLatLng([...draft.center.value])
      .setRadius(draft.radiusMeters.value)
      .addTo(map);
  });
  return () => {
    stop();
    map.off('click', place);
    circle.remove();
  };
}
