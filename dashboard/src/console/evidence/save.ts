/** Saves a file that has an address. */
export function saveFrom(address: string, name = ''): void {
  const link = Object.assign(document.createElement('a'), { href: address, download: name, rel: 'noreferrer' });
  document.body.append(link);
  link.click();
  link.remove();
}

/** Saves what is in memory. */
export function saveBlob(blob: Blob, name: string): void {
  const address = URL.createObjectURL(blob);
  saveFrom(address, name);
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
}
