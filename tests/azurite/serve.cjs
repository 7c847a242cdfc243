// Azurite's blob service, which ends with whoever started it.
process.stdin.resume();
process.stdin.on('end', () => process.exit());
require('azurite/dist/src/blob/main.js');
