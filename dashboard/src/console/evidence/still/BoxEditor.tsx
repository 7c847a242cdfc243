import { type Signal, useSignal } from '@preact/signals';
import { useEffect, useId, useRef } from 'preact/hooks';
import { type Box, between, boxText, contains, keyed, middle, moved, type Point } from './box';
import { paint } from './paint';

interface Drag {
  readonly from: Point;
  /** The box that is moved; null when one is drawn. */
  readonly moves: Box | null;
}

/** A picture on which one draws a box, with the mouse, a finger or keys. */
export function BoxEditor({ picture, box, label }: { picture: ImageBitmap; box: Signal<Box | null>; label: string }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const surface = useRef<HTMLDivElement>(null);
  const drag = useSignal<Drag | null>(null);
  const hint = useId();
  useEffect(() => {
    if (canvas.current) paint(canvas.current, picture, box.value);
  }, [picture, box.value]);

  const at = (event: PointerEvent): Point => {
    const { left, top, width, height } = (event.currentTarget as HTMLElement).getBoundingClientRect();
    return { x: (event.clientX - left) / width, y: (event.clientY - top) / height };
  };
  return (
    <div class="box-editor">
      <div
        ref={surface}
        class="box-surface"
        // biome-ignore lint/a11y/noNoninteractiveTabindex: one draws on it with keys, which are told beside it
        tabIndex={0}
        role="application"
        aria-label={label}
        aria-describedby={hint}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId);
          const from = at(event);
          drag.value = { from, moves: box.value && contains(box.value, from) ? box.value : null };
        }}
        onPointerMove={(event) => {
          const { from, moves } = drag.value ?? {};
          if (!from) return;
          const to = at(event);
          box.value = moves ? moved(moves, to.x - from.x, to.y - from.y) : (between(from, to) ?? box.value);
        }}
        onPointerUp={() => {
          drag.value = null;
        }}
        onPointerCancel={() => {
          drag.value = null;
        }}
        onKeyDown={(event) => {
          const next = keyed(box.value, event.key, event.shiftKey);
          if (next === undefined) return;
          event.preventDefault();
          box.value = next;
        }}
      >
        <canvas ref={canvas} />
      </div>
      <div class="row">
        {box.value ? (
          <button type="button" onClick={() => (box.value = null)}>
            Remove the box
          </button>
        ) : (
          <button
            type="button"
            onClick={() => {
              box.value = middle;
              surface.current?.focus();
            }}
          >
            Add a box
          </button>
        )}
        <p class="hint" id={hint}>
          Draw a box with the mouse. On the picture, arrow keys move it, with Shift they resize it, Delete removes it.
        </p>
        <span class="visually-hidden" role="status">
          {boxText(box.value)}
        </span>
      </div>
    </div>
  );
}
