/** The command was stopped by Ctrl-C or a stop signal, and everything is closed. */
export class Interrupted extends Error {}
