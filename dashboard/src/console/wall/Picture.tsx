import { useEffect, useRef, useState } from 'preact/hooks';
import { Freshness, printOf } from './freshness';
import { playHls } from './hls';
import type { Ticket } from './viewing';
import { playWhep } from './whep';

interface PictureProps {
  readonly ticket: Ticket;
  readonly name: string;
  /** No pictures come. Until they do, it tries again by itself. */
  readonly stalled: () => void;
  /** Whether pictures come. */
  readonly running: (running: boolean) => void;
}

const lookEvery = 1_000;
/** How long to wait before a stream is opened again, in ms. */
const pauses = [500, 1_000, 2_000, 4_000] as const;

/** What a camera sees now, however it is sent. When this goes, the stream is let go. */
export function Picture({ ticket, name, stalled, running }: PictureProps) {
  const [attempt, setAttempt] = useState(0);
  const tell = useRef({ stalled, running });
  tell.current = { stalled, running };
  const failed = useRef(false);
  const again = useRef(0);
  useEffect(() => () => clearTimeout(again.current), []);
  const fail = () => {
    if (failed.current) return;
    failed.current = true;
    tell.current.running(false);
    tell.current.stalled();
    again.current = window.setTimeout(
      () => {
        failed.current = false;
        setAttempt((n) => n + 1);
      },
      pauses[Math.min(attempt, pauses.length - 1)],
    );
  };
  const Kind = ticket.kind === 'mjpeg' ? Mjpeg : Video;
  return <Kind key={attempt} ticket={ticket} name={name} failed={fail} came={() => tell.current.running(true)} />;
}

interface KindProps {
  readonly ticket: Ticket;
  readonly name: string;
  readonly failed: () => void;
  readonly came: () => void;
}

/** Looks every second whether the picture still changes. */
function useFreshness(element: { readonly current: HTMLImageElement | HTMLVideoElement | null }, { failed, came }: KindProps): void {
  const tell = useRef({ failed, came });
  tell.current = { failed, came };
  useEffect(() => {
    const freshness = new Freshness(performance.now());
    const timer = setInterval(() => {
      if (!element.current) return;
      if (freshness.see(printOf(element.current), performance.now())) tell.current.failed();
    }, lookEvery);
    return () => clearInterval(timer);
  }, [element]);
}

function Mjpeg(props: KindProps) {
  const { ticket, name, failed, came } = props;
  const element = useRef<HTMLImageElement>(null);
  useFreshness(element, props);
  useEffect(() => {
    const image = element.current;
    // An image that is only taken out of the page may go on loading.
    return () => image?.removeAttribute('src');
  }, []);
  return <img ref={element} class="picture" src={ticket.url} alt={`Live: ${name}`} onError={failed} onLoad={came} />;
}

const players: Readonly<Record<string, (video: HTMLVideoElement, url: string, failed: () => void) => () => void>> = { hls: playHls, whep: playWhep };

function Video(props: KindProps) {
  const { ticket, name, failed, came } = props;
  const element = useRef<HTMLVideoElement>(null);
  const tell = useRef(failed);
  tell.current = failed;
  useFreshness(element, props);
  const { url, kind } = ticket;
  useEffect(() => {
    const play = players[kind];
    if (!element.current || !play) return tell.current();
    return play(element.current, url, () => tell.current());
  }, [url, kind]);
  return <video ref={element} class="picture" aria-label={`Live: ${name}`} autoplay muted playsInline onError={failed} onPlaying={came} />;
}
