namespace Dragonfly.Emulators;
