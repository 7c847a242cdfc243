/** hls.js without what cameras have no use for: subtitles, other sound tracks, protected content. */
declare module 'hls.js/light' {
  export { default } from 'hls.js';
}
