import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { VirtualClock } from './clock.ts';
import { type EmulatorOptions, startEmulator } from './index.ts';
import type { ChannelConfig, PhoneOwner } from './types.ts';

/** `node emulator/main.ts --port 7300 --config channels.json`: the emulator alone. */

const HELP = `A messaging platform on your laptop, with a simulated phone.

  node emulator/main.ts [--port 7300] [--config FILE] [--data FILE] [--at DATE-TIME] [--seed WORD]

  --port    where to listen on this machine (7300)
  --config  JSON: {"channels": [ … ], "residents": [ … ]}; see emulator/README.md
  --data    keeps friends, chats and menus between starts in this file
  --at      the virtual clock at the start, e.g. 2020-04-21T10:20:00+09:00
  --seed    the same seed gives the same ids
`;

async function main(): Promise<number | undefined> {
  const { values } = parseArgs({
    options: {
      port: { type: 'string', default: '7300' },
      config: { type: 'string' },
      data: { type: 'string' },
      at: { type: 'string' },
      seed: { type: 'string' },
      help: { type: 'boolean', short: 'h', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const port = Number(values.port);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new Error(`--port ${values.port}: not a port number.`);
  const options: EmulatorOptions = {
    port,
    ...(values.config === undefined ? {} : readConfig(values.config)),
    ...(values.data === undefined ? {} : { dataFile: values.data }),
    ...(values.seed === undefined ? {} : { seed: values.seed }),
    ...(values.at === undefined ? {} : { clock: new VirtualClock({ startAt: values.at }) }),
    log: (line) => process.stderr.write(`${line}\n`),
  };
  const emulator = await startEmulator(options);
  process.stdout.write(`Simulated phone: ${emulator.url}\n`);
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.once(signal, () => void emulator.close().then(() => process.exit(0)));
  }
  return undefined;
}

function readConfig(file: string): { channels?: ChannelConfig[]; residents?: PhoneOwner[] } {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as { channels?: ChannelConfig[]; residents?: PhoneOwner[] };
  } catch (error) {
    throw new Error(`--config ${file}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

try {
  const code = await main();
  if (code !== undefined) process.exitCode = code;
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 2;
}
