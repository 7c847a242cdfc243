/** Plays an HLS stream: natively where the browser can, else with hls.js, which is loaded when it is first needed. @returns what ends it. */
export function playHls(video: HTMLVideoElement, url: string, failed: () => void): () => void {
  if (video.canPlayType('application/vnd.apple.mpegurl') !== '') {
    video.src = url;
    return () => letGo(video);
  }
  let over = false;
  let end = () => letGo(video);
  void import('hls.js/light')
    .then(({ default: Hls }) => {
      if (over) return;
      if (!Hls.isSupported()) return failed();
      // A worker would come from an address that the page's policy does not let it come from.
      const hls = new Hls({ enableWorker: false, lowLatencyMode: true, liveSyncDurationCount: 2 });
      hls.on(Hls.Events.ERROR, (_, { fatal }) => {
        if (fatal) failed();
      });
      hls.loadSource(url);
      hls.attachMedia(video);
      end = () => {
        hls.destroy();
        letGo(video);
      };
    })
    .catch(failed);
  return () => {
    over = true;
    end();
  };
}

/** Nothing more is loaded or shown. */
function letGo(video: HTMLVideoElement): void {
  video.removeAttribute('src');
  video.load();
}
