import { useEffect, useRef } from 'preact/hooks';
import { Freshness, printOf } from './freshness';
import { playHls } from './hls';
import type { Ticket } from './viewing';
import { playWhep } from './whep';

interface PictureProps {
  readonly ticket: Ticket;
  readonly name: string;
  /** The first picture is there. */
  readonly came: () => void;
  /** Pictures change, or do not come any more. */
  readonly moves: (moves: boolean) => void;
}

/** What a camera sees now, however it is sent. When this goes, the stream is let go. */
export function Picture(props: PictureProps) {
  return props.ticket.kind === 'mjpeg' ? <Mjpeg {...props} /> : <Video {...props} />;
}

const lookEvery = 1_000;

/** Looks every second whether the picture still changes, and says so when that is another thing than before. @returns what says that it does not. */
function useFreshness(element: { readonly current: HTMLImageElement | HTMLVideoElement | null }, moves: (moves: boolean) => void): () => void {
  const latest = useRef(moves);
  latest.current = moves;
  const said = useRef<boolean | null>(null);
  const tell = (now: boolean) => {
    if (said.current === now) return;
    said.current = now;
    latest.current(now);
  };
  useEffect(() => {
    const freshness = new Freshness(performance.now());
    const timer = setInterval(() => {
      const state = element.current && freshness.see(printOf(element.current), performance.now());
      if (state === 'moving' || state === 'stalled') tell(state === 'moving');
    }, lookEvery);
    return () => clearInterval(timer);
  }, [element]);
  return () => tell(false);
}

function Mjpeg({ ticket, name, came, moves }: PictureProps) {
  const element = useRef<HTMLImageElement>(null);
  const failed = useFreshness(element, moves);
  useEffect(() => {
    const image = element.current;
    // An image that is only taken out of the page may go on loading.
    return () => image?.removeAttribute('src');
  }, []);
  return <img ref={element} class="picture" src={ticket.url} alt={`Live: ${name}`} onError={failed} onLoad={came} />;
}

const players: Readonly<Record<string, (video: HTMLVideoElement, url: string, failed: () => void) => () => void>> = { hls: playHls, whep: playWhep };

function Video({ ticket: { url, kind }, name, came, moves }: PictureProps) {
  const element = useRef<HTMLVideoElement>(null);
  const failed = useFreshness(element, moves);
  const latest = useRef(failed);
  latest.current = failed;
  useEffect(() => {
    const play = players[kind];
    if (!element.current || !play) return latest.current();
    return play(element.current, url, () => latest.current());
  }, [url, kind]);
  return <video ref={element} class="picture" aria-label={`Live: ${name}`} autoplay muted playsInline onError={failed} onPlaying={came} />;
}
