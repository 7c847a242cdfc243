import type { Signal } from '@preact/signals';
import L from 'leaflet';
import { useEffect, useRef } from 'preact/hooks';
import type { Schemas } from '../../shared/api';
import { createMap } from '../../shared/map/base';
import { cone } from '../../shared/map/cone';
import type { Portal } from '../portal';

interface PlaceMapProps {
  readonly portal: Portal;
  readonly place: Signal<Schemas['GeoPoint']>;
  readonly view: Schemas['FieldOfView'] | null;
  readonly label: string;
}

/** Where something is: a tap puts it there. The fields beside the map do the same for those who type. */
export function PlaceMap({ portal, place, view, label }: PlaceMapProps) {
  const element = useRef<HTMLDivElement>(null);
  const shown = useRef<{ map: L.Map; layer: L.LayerGroup } | null>(null);
  useEffect(() => {
    if (!element.current) return;
    const map = createMap(element.current, { config: portal.page.config, tokenFor: portal.page.tokenFor, label, zoom: 18 });
    map.setView([place.peek().latitude, place.peek().longitude], 18);
    map.on('click', ({ latlng }) => {
      place.value = rounded({ latitude: latlng.lat, longitude: latlng.lng });
    });
    shown.current = { map, layer: L.layerGroup().addTo(map) };
    return () => {
      shown.current = null;
      map.remove();
    };
  }, [portal]);
  const { latitude, longitude } = place.value;
  useEffect(() => {
    if (!shown.current || !Number.isFinite(latitude) || !Number.isFinite(longitude)) return;
    const { map, layer } = shown.current;
    const color = getComputedStyle(map.getContainer()).getPropertyValue('--accent').trim();
    layer.clearLayers();
    if (view) L.polygon(cone({ latitude, longitude }, view), { color, weight: 1, fillOpacity: 0.25, interactive: false }).addTo(layer);
    L.circleMarker([latitude, longitude], { color, fillColor: color, fillOpacity: 0.9, radius: 8, interactive: false }).addTo(layer);
    if (!map.getBounds().contains([latitude, longitude])) map.panTo([latitude, longitude]);
  }, [latitude, longitude, view?.azimuthDegrees, view?.widthDegrees, view?.rangeMeters]);
  return <div ref={element} class="place-map" />;
}

/** To about 10 cm: as exact as a finger is, and more. */
const rounded = ({ latitude, longitude }: Schemas['GeoPoint']): Schemas['GeoPoint'] => ({
  latitude: Number(latitude.toFixed(6)),
  longitude: Number(longitude.toFixed(6)),
});
