import { jstParts } from '../../base/jst.ts';
import type { TimelineEntry } from '../../engines/follow-up/index.ts';
import { table } from '../print.ts';

const days = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat'];

/** A month of somebody's follow-up, for the eye: a mark for what reaches the resident (→), what they do (←) and staff (!). */
export function timelineTable(timeline: readonly TimelineEntry[]): string {
  const rows = timeline.map((entry) => [
    jstTime(entry.atMs),
    markOf(entry),
    whatOf(entry),
    entry.windowMs ? `${clockOf(entry.windowMs[0])}–${clockOf(entry.windowMs[1])}` : '',
    entry.plan ?? 'nobody asks',
    entry.why ? `${entry.why.plan} v${entry.why.version}, ${entry.why.rule}` : '',
  ]);
  return table([['Japan', '', 'what', 'promised', 'then in plan', 'because of'], ...rows]);
}

const markOf = ({ what }: TimelineEntry): string => {
  if (what === 'board') return '!';
  if (what === 'end') return '■';
  return ['check-in', 'reminder', 'second-reminder', 'guidance-changed'].includes(what) ? '→' : '←';
};

function whatOf({ what, outcome, board, end }: TimelineEntry): string {
  if (what === 'board') return `staff: ${board}`;
  if (what === 'end') return `plan ends: ${end}`;
  return outcome ? `${what}: ${outcome}` : what;
}

/** 'Tue 2020-04-21 09:00' */
export function jstTime(atMs: number): string {
  const { on, weekday } = jstParts(new Date(atMs));
  return `${days[weekday]} ${on} ${clockOf(atMs)}`;
}

function clockOf(atMs: number): string {
  const { minute } = jstParts(new Date(atMs));
  return `${String(Math.floor(minute / 60)).padStart(2, '0')}:${String(minute % 60).padStart(2, '0')}`;
}
