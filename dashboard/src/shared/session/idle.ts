/** CJIS Security Policy 5.9.5, 5.5.5: a session ends after 30 minutes without use. */
export const idleMs = 30 * 60_000;

const use = ['pointerdown', 'pointermove', 'keydown', 'wheel', 'touchstart'] as const;

/**
 * Calls `left` once nobody has used the page for half an hour. What the page asks of the server by itself is no use. A laptop that slept counts by the
 * clock on the wall, and is looked at as soon as it wakes; a clock on the wall that is set back prolongs nothing.
 */
export function whenIdle(left: () => void, target: EventTarget = window, ms = idleMs): () => void {
  const now = () => ({ wall: Date.now(), steady: performance.now() });
  let last = now();
  const used = () => {
    // Somebody who comes back late finds the door closed, and does not open it by coming back.
    if (!look()) last = now();
  };
  const look = () => {
    const { wall, steady } = now();
    if (Math.max(wall - last.wall, steady - last.steady) < ms) return false;
    stop();
    left();
    return true;
  };
  const timer = setInterval(look, 5_000);
  for (const kind of use) target.addEventListener(kind, used, { capture: true, passive: true });
  document.addEventListener('visibilitychange', look);
  function stop() {
    clearInterval(timer);
    for (const kind of use) target.removeEventListener(kind, used, { capture: true });
    document.removeEventListener('visibilitychange', look);
  }
  return stop;
}
