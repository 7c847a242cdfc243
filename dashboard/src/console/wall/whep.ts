/** Plays a WebRTC stream, asked for as WHEP says: an offer is posted, the answer comes back, and what `Location` names is deleted at the end. @returns what ends it. */
export function playWhep(video: HTMLVideoElement, url: string, failed: () => void): () => void {
  const end = new AbortController();
  void play(video, url, failed, end.signal).catch(() => {
    if (!end.signal.aborted) failed();
  });
  return () => {
    end.abort();
    video.srcObject = null;
  };
}

/** How long ways to the other side are looked for, in ms, before what was found is sent. */
const gatherMs = 1_000;

async function play(video: HTMLVideoElement, url: string, failed: () => void, end: AbortSignal): Promise<void> {
  const connection = new RTCPeerConnection();
  end.addEventListener('abort', () => connection.close());
  connection.addTransceiver('video', { direction: 'recvonly' });
  connection.ontrack = ({ track, streams }) => {
    if (!end.aborted) video.srcObject = streams[0] ?? new MediaStream([track]);
  };
  connection.onconnectionstatechange = () => {
    if (['failed', 'disconnected'].includes(connection.connectionState)) failed();
  };
  await connection.setLocalDescription(await connection.createOffer());
  await gathered(connection);
  const answer = await fetch(url, {
    method: 'POST',
    headers: { 'Content-Type': 'application/sdp' },
    body: connection.localDescription?.sdp ?? '',
    signal: end,
  });
  if (!answer.ok) throw new Error(`the stream: ${answer.status}`);
  const place = answer.headers.get('Location');
  if (place) end.addEventListener('abort', () => void fetch(new URL(place, url), { method: 'DELETE', keepalive: true }).catch(() => undefined));
  await connection.setRemoteDescription({ type: 'answer', sdp: await answer.text() });
}

function gathered(connection: RTCPeerConnection): Promise<void> {
  return new Promise((resolve) => {
    const look = () => connection.iceGatheringState === 'complete' && resolve();
    connection.addEventListener('icegatheringstatechange', look);
    setTimeout(resolve, gatherMs);
    look();
  });
}
