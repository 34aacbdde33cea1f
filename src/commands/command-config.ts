import { type Config, readConfig } from '../platform/config/config.ts';
import { createLog, type Log } from '../platform/log/log.ts';

/** The environment for a command that ends by itself: only errors are logged unless more is asked for. */
export const commandConfig = (): Config => readConfig({ LOG_LEVEL: 'error', ...process.env });

/** Standard output belongs to what the command was asked for; log lines go beside it. */
export const commandLog = (config: Config): Log =>
  createLog({ level: config.LOG_LEVEL, destination: { write: (line) => void process.stderr.write(line) } });
