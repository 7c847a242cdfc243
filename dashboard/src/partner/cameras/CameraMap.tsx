import L from 'leaflet';
import { useEffect, useRef } from 'preact/hooks';
import { createMap } from '../../shared/map/base';
import { cone } from '../../shared/map/cone';
import { tidy } from '../../shared/people-text';
import { to } from '../../shared/route';
import type { Portal } from '../portal';
import type { Feed } from '../rules/standing';
import { isSharedNow, nameOf } from './CameraCard';

type Look = 'unlocked' | 'shared' | 'locked';

const colors: Readonly<Record<Look, string>> = { unlocked: '--danger', shared: '--open', locked: '--locked' };

/** My cameras and what they see. The list beside it says the same in words. */
export function CameraMap({ portal }: { portal: Portal }) {
  const element = useRef<HTMLDivElement>(null);
  const shown = useRef<{ map: L.Map; layer: L.LayerGroup; fitted: string } | null>(null);
  useEffect(() => {
    if (!element.current) return;
    const map = createMap(element.current, { config: portal.page.config, tokenFor: portal.page.tokenFor, label: 'Map of your cameras', zoom: 17 });
    shown.current = { map, layer: L.layerGroup().addTo(map), fitted: '' };
    return () => {
      shown.current = null;
      map.remove();
    };
  }, [portal]);
  const feeds = portal.feeds.value.filter((feed) => !feed.withdrawn && !portal.siteOf(feed.siteId)?.withdrawn);
  const looks = feeds.map((feed) => lookOf(portal, feed));
  useEffect(() => {
    if (!shown.current) return;
    const { map, layer, fitted } = shown.current;
    const style = getComputedStyle(map.getContainer());
    layer.clearLayers();
    feeds.forEach((feed, i) => {
      const color = style.getPropertyValue(colors[looks[i] ?? 'locked']).trim();
      const at: L.LatLngTuple = [feed.place.latitude, feed.place.longitude];
      if (feed.view) L.polygon(cone(feed.place, feed.view), { color, weight: 1, fillOpacity: 0.2, interactive: false }).addTo(layer);
      L.circleMarker(at, { color, weight: 2, fillColor: color, fillOpacity: 0.8, radius: 7 })
        .bindTooltip(named(nameOf(feed)))
        .on('click', () => {
          location.hash = to(portal.partnerId, 'camera', feed.feedId);
        })
        .addTo(layer);
    });
    const places = feeds.flatMap((feed): L.LatLngTuple[] => [[feed.place.latitude, feed.place.longitude], ...(feed.view ? cone(feed.place, feed.view) : [])]);
    const around = JSON.stringify(places);
    if (places.length > 0 && around !== fitted) {
      map.fitBounds(L.latLngBounds(places).pad(0.15), { maxZoom: 19, animate: false });
      shown.current.fitted = around;
    }
  }, [feeds.map((feed) => `${feed.feedId}.${feed.version}`).join(), looks.join()]);
  return <div ref={element} class="camera-map" />;
}

/** A name as an element: Leaflet would take a text for HTML. */
function named(text: string): HTMLElement {
  const element = document.createElement('bdi');
  element.textContent = tidy(text, 60);
  return element;
}

function lookOf(portal: Portal, feed: Feed): Look {
  const site = portal.siteOf(feed.siteId);
  if (portal.log.ongoing.value.some((line) => line.feedId === feed.feedId)) return 'unlocked';
  return site && isSharedNow(portal, site, feed) ? 'shared' : 'locked';
}
