import { readdirSync, readFileSync } from 'node:fs';

/** Linux counts processor time in hundredths of a second. */
const tickMs = 10;

interface Stat {
  readonly pid: number;
  readonly parent: number;
  readonly ms: number;
  /** Of children that have ended and were waited for. */
  readonly endedChildrenMs: number;
}

function statOf(pid: number): Stat | undefined {
  try {
    const text = readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = text.slice(text.lastIndexOf(')') + 2).split(' ');
    const ticks = (at: number) => Number(fields[at]) * tickMs;
    return { pid, parent: Number(fields[1]), ms: ticks(11) + ticks(12), endedChildrenMs: ticks(13) + ticks(14) };
  } catch {
    return undefined;
  }
}

/** Milliseconds of processor time that these processes and all below them have used, PostgreSQL's children included. */
export function cpuMs(roots: readonly number[]): number {
  const all = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (statOf(Number(name)) ?? []) : []));
  const family = new Set(roots);
  for (let grown = true; grown; ) {
    grown = false;
    for (const one of all) {
      if (family.has(one.pid) || !family.has(one.parent)) continue;
      family.add(one.pid);
      grown = true;
    }
  }
  return all.filter(({ pid }) => family.has(pid)).reduce((sum, one) => sum + one.ms + one.endedChildrenMs, 0);
}

/** Proportional set size of a process in megabytes: shared pages count by their share. */
export function pssMb(pid: number): number {
  const rollup = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8');
  return Number(/^Pss:\s+(\d+)/m.exec(rollup)?.[1] ?? 0) / 1024;
}

/** Idle and total processor time of the machine, in ticks. */
export function machineTicks(): { idle: number; total: number } {
  const fields = readFileSync('/proc/stat', 'utf8').split('\n', 1)[0]!.trim().split(/\s+/).slice(1, 9).map(Number);
  return { idle: fields[3]! + fields[4]!, total: fields.reduce((sum, one) => sum + one, 0) };
}

export const loadAverage = (): number => Number(readFileSync('/proc/loadavg', 'utf8').split(' ', 1)[0]);
