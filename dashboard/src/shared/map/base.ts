import L from 'leaflet';
import './map.css';
import type { Config } from '../config';
import { TokenTiles } from './tiles';

/** What we draw under everything, made by `scripts/basemap.ts`: it needs no network, and stands in wherever tiles do not come. */
interface BaseMap {
  readonly streets: readonly { readonly kind: 'road' | 'street'; readonly line: Line }[];
  readonly water: readonly Line[];
  readonly highways: readonly { readonly name: string; readonly line: Line }[];
  readonly names: readonly { readonly name: string; readonly at: L.LatLngTuple }[];
}

type Line = L.LatLngTuple[];

export interface MapOptions {
  readonly config: Config;
  readonly tokenFor: (scope: string) => Promise<string | null>;
  /** Says what the map is, to those who do not see it. */
  readonly label: string;
  readonly zoom?: number;
}

/** A map in an element: our own drawing of the city, and the configured tiles over it. All shapes are drawn on one canvas. */
export function createMap(element: HTMLElement, { config, tokenFor, label, zoom = 14 }: MapOptions): L.Map {
  const map = L.map(element, {
    preferCanvas: true,
    zoomControl: true,
    attributionControl: true,
    zoomAnimation: false,
    fadeAnimation: false,
    minZoom: 9,
    maxZoom: 19,
  });
  map.attributionControl.setPrefix(false);
  map.setView([config.center[0], config.center[1]], zoom);
  element.classList.add('map');
  element.setAttribute('role', 'application');
  element.setAttribute('aria-label', label);
  void drawBase(map);
  if (config.tiles) new TokenTiles(config.tiles, tokenFor).addTo(map);
  const observer = new ResizeObserver(() => map.invalidateSize({ pan: false }));
  observer.observe(element);
  map.on('unload', () => observer.disconnect());
  return map;
}

async function drawBase(map: L.Map): Promise<void> {
  const answer = await fetch('/basemap.json').catch(() => null);
  if (!answer?.ok || !map.getContainer().isConnected) return;
  const base = (await answer.json()) as BaseMap;
  const pane = map.createPane('base');
  pane.style.zIndex = '150';
  pane.style.pointerEvents = 'none';
  const renderer = L.canvas({ pane: 'base', padding: 0.5 });
  const style = getComputedStyle(map.getContainer());
  const color = (name: string) => style.getPropertyValue(name).trim() || '#888';
  const draw = (line: Line, name: string, weight: number) =>
    L.polyline(line, { renderer, pane: 'base', color: color(name), weight, interactive: false, smoothFactor: 1.5 }).addTo(map);
  for (const { kind, line } of base.streets) draw(line, `--map-${kind}`, kind === 'road' ? 2.5 : 1.5);
  for (const outline of base.water)
    L.polygon(outline, { renderer, pane: 'base', stroke: false, fillColor: color('--map-water'), fillOpacity: 1, interactive: false }).addTo(map);
  for (const { line } of base.highways) draw(line, '--map-highway', 4);
  for (const { name, at } of base.names)
    L.marker(at, {
      pane: 'base',
      interactive: false,
      keyboard: false,
      icon: L.divIcon({ className: 'map-name', html: named(name), iconSize: [0, 0] }),
    }).addTo(map);
}

function named(text: string): HTMLElement {
  const element = document.createElement('span');
  element.textContent = text;
  return element;
}
