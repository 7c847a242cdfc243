import { useSignal } from '@preact/signals';
import { useEffect, useRef } from 'preact/hooks';
import { Dialog } from '../shared/Dialog';
import { tidy } from '../shared/people-text';
import { Acknowledge } from './Acknowledge';
import type { Device } from './device';
import type { Bulletin } from './shelf';
import { subjectName } from './words';
import { moved, type Point, type Sizes, tapped, whole, type Zoom, zoomed } from './zoom';

/** A bulletin's photo on the whole screen: pinch, wheel, tap or keys make it larger, and a finger moves it. */
export function Photo({ device, bulletin, close }: { device: Device; bulletin: Bulletin; close: () => void }) {
  const { value: picture } = device.pictures.of(bulletin.bulletinId);
  return (
    <Dialog title={[subjectName(bulletin), tidy(bulletin.plate ?? '')].filter(Boolean).join(' · ')} class="photo" close={close}>
      {picture.kind === 'here' ? <Zoomable url={picture.url} /> : <p class="photo-awaited">The photo is loading…</p>}
      <Acknowledge device={device} bulletin={bulletin} />
    </Dialog>
  );
}

/** How large a picture is where it just fits into its frame. */
function fitted({ naturalWidth, naturalHeight }: HTMLImageElement, { clientWidth, clientHeight }: HTMLElement): Sizes['picture'] {
  const scale = Math.min(clientWidth / (naturalWidth || 1), clientHeight / (naturalHeight || 1));
  return { width: naturalWidth * scale, height: naturalHeight * scale };
}

/** Below this, in CSS pixels, a finger that was put down and lifted has tapped. */
const tapSlop = 10;

function Zoomable({ url }: { url: string }) {
  const zoom = useSignal<Zoom>(whole);
  const frame = useRef<HTMLDivElement>(null);
  const image = useRef<HTMLImageElement>(null);
  const fingers = useRef(new Map<number, Point>());
  const strayed = useRef(0);

  const change = (next: (zoom: Zoom, sizes: Sizes) => Zoom) => {
    const [f, i] = [frame.current, image.current];
    if (!f || !i) return;
    zoom.value = next(zoom.peek(), {
      frame: { width: f.clientWidth, height: f.clientHeight },
      picture: fitted(i, f),
    });
  };
  const fromMiddle = ({ x, y }: Point): Point => {
    const box = frame.current?.getBoundingClientRect();
    return box ? { x: x - box.left - box.width / 2, y: y - box.top - box.height / 2 } : { x: 0, y: 0 };
  };

  useEffect(() => {
    const steps: Readonly<Record<string, Point>> = {
      ArrowLeft: { x: 60, y: 0 },
      ArrowRight: { x: -60, y: 0 },
      ArrowUp: { x: 0, y: 60 },
      ArrowDown: { x: 0, y: -60 },
    };
    const key = (event: KeyboardEvent) => {
      const step = steps[event.key];
      if (step) change((z, sizes) => moved(z, step, sizes));
      else if (event.key === '+' || event.key === '=') larger(1.5);
      else if (event.key === '-') larger(1 / 1.5);
      else if (event.key === '0') zoom.value = whole;
      else return;
      event.preventDefault();
    };
    window.addEventListener('keydown', key);
    return () => window.removeEventListener('keydown', key);
  });

  const larger = (by: number, about: Point = { x: 0, y: 0 }) => change((z, sizes) => zoomed(z, by, about, sizes));

  const down = (event: PointerEvent) => {
    frame.current?.setPointerCapture(event.pointerId);
    fingers.current.set(event.pointerId, { x: event.clientX, y: event.clientY });
    // A second finger makes it a pinch, whatever the first one does.
    strayed.current = fingers.current.size > 1 ? Number.POSITIVE_INFINITY : 0;
  };
  const move = (event: PointerEvent) => {
    const from = fingers.current.get(event.pointerId);
    if (!from) return;
    const at = { x: event.clientX, y: event.clientY };
    const other = [...fingers.current].find(([id]) => id !== event.pointerId)?.[1];
    fingers.current.set(event.pointerId, at);
    strayed.current += Math.hypot(at.x - from.x, at.y - from.y);
    if (!other) return change((z, sizes) => moved(z, { x: at.x - from.x, y: at.y - from.y }, sizes));
    const before = Math.hypot(from.x - other.x, from.y - other.y);
    const middle = fromMiddle({ x: (at.x + other.x) / 2, y: (at.y + other.y) / 2 });
    if (before > 0) larger(Math.hypot(at.x - other.x, at.y - other.y) / before, middle);
  };
  const up = (event: PointerEvent) => {
    if (!fingers.current.delete(event.pointerId) || strayed.current > tapSlop) return;
    change((z, sizes) => tapped(z, fromMiddle({ x: event.clientX, y: event.clientY }), sizes));
  };

  const { scale, x, y } = zoom.value;
  return (
    <>
      <div
        ref={frame}
        class="frame"
        onPointerDown={down}
        onPointerMove={move}
        onPointerUp={up}
        onPointerCancel={(event) => fingers.current.delete(event.pointerId)}
        onWheel={(event) => {
          event.preventDefault();
          larger(event.deltaY < 0 ? 1.2 : 1 / 1.2, fromMiddle({ x: event.clientX, y: event.clientY }));
        }}
      >
        <img ref={image} src={url} alt="What the bulletin is of" draggable={false} style={{ transform: `translate(${x}px, ${y}px) scale(${scale})` }} />
      </div>
      <div class="zoom">
        <button type="button" aria-label="Smaller" disabled={scale <= 1} onClick={() => larger(1 / 1.5)}>
          −
        </button>
        <output aria-label="Enlarged">{Math.round(scale * 100)} %</output>
        <button type="button" aria-label="Larger" onClick={() => larger(1.5)}>
          +
        </button>
        <button type="button" disabled={scale <= 1} onClick={() => (zoom.value = whole)}>
          Show all
        </button>
      </div>
    </>
  );
}
